# ruff: noqa: DTZ001 - orders stand on the clock of the business
import csv
import json
from dataclasses import fields, replace
from datetime import datetime, timedelta
from decimal import Decimal

import numpy as np

from perennial.core.progress import silent
from perennial.flows.customer_columns import DAY_COLUMNS
from perennial.flows.make_report import ReportOrder, make_report
from perennial.flows.refresh import RefreshSettings, refresh_forecasts
from perennial.ingest.options import ReadingOptions
from perennial.simulate.leaving import lognormal_leaving
from perennial.simulate.renewal import renewal
from perennial.store.mirror import MirrorOrder, open_mirror, write_months

NAMES = [field.name for field in fields(MirrorOrder)]


def messy_orders():
    """Give the orders of a rhythmic business with lines, refunds and cancelled orders among them."""
    rng = np.random.default_rng(11)
    made = renewal(
        240,
        gap=20,
        regularity=2,
        leaving=lognormal_leaving(median=160, sigma=0.6),
        span=400,
        one_time_share=0.2,
        rng=rng,
    )
    start = datetime(1970, 1, 1)
    for number, (who, day, amount) in enumerate(zip(made.customer, made.day, made.amount, strict=True)):
        order = MirrorOrder(
            order_id=f"o{number}",
            customer_id=f"p{who}",
            ordered_at=start + timedelta(int(day), int(rng.integers(0, 86_400))),
            amount=Decimal(round(float(amount) * 100)) / 100,
            currency="EUR",
            status="cancelled" if rng.random() < 0.04 else "paid",
            product=f"Product {who % 3}",
        )
        yield order
        if rng.random() < 0.1:
            yield replace(order, product="Delivery", amount=Decimal("3.50"))
        if rng.random() < 0.05:
            yield replace(order, order_id=f"r{number}", refund_of=order.order_id, amount=-order.amount)


def report_of(orders, folder):
    with (folder / "orders.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(NAMES)
        writer.writerows([getattr(order, name) for name in NAMES] for order in orders)
    make_report(
        ReportOrder(
            orders=str(folder / "orders.csv"),
            reading=ReadingOptions(),
            out=folder / "report",
            language="en",
            horizon=None,
            return_horizon=None,
            capacity=20,
            seed=3,
        ),
        progress=silent,
    )
    return folder / "report"


def test_mirror_says_what_a_report_says(tmp_path):
    orders = list(messy_orders())
    report = report_of(orders, tmp_path)
    mirror = write_months(tmp_path / "mirror", orders)
    log = open_mirror(tmp_path / "mirror")
    refreshed = refresh_forecasts(
        log,
        previous=None,
        today=log.facts.as_of + 1,
        settings=RefreshSettings(seed=3),
        input_hash=mirror.content_hash,
        rng=np.random.default_rng(3),
        progress=silent,
    )
    summary = json.loads((report / "summary.json").read_text(encoding="utf-8"))
    ours = json.loads(json.dumps(refreshed.snapshot.summary))
    assert ours.keys() == summary.keys()
    assert ours["run"] == {**summary["run"], "input_sha256": mirror.content_hash}
    for name in summary.keys() - {"run", "warnings"}:
        assert ours[name] == summary[name], name
    header = (report / "customers.csv").read_text(encoding="utf-8").splitlines()[0].split(",")[1:]
    columns = {name: refreshed.snapshot.columns[name] for name in header}
    log.write_customers(tmp_path / "ours.csv", columns, DAY_COLUMNS)
    assert (tmp_path / "ours.csv").read_bytes() == (report / "customers.csv").read_bytes()
    assert summary["orders"]["refunds"] > 20
    log.close()
