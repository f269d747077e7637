"""How long the application's refresh takes on a large base: 100,000 customers and 500,000 orders on SQLite.

Run with an empty data folder of its own::

    PERENNIAL_DATA_DIR=out/bench-refresh python bench/refresh.py --customers 100000
"""

import argparse
import os
import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock

import numpy as np

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perennial.settings")
os.environ.setdefault("PERENNIAL_DATA_DIR", "out/bench-refresh")

import django

django.setup()

# Nothing of Django's may be looked at before it is set up.
# ruff: noqa: E402
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from perennial.core.message import Message
from perennial.flows.refresh.publish_snapshot import read_snapshot
from perennial.records.models import Business, Customer, Order, RefreshRun, User
from perennial.records.operations import refresh
from perennial.records.operations.mark_dirty import mark_dirty
from perennial.records.operations.refresh_folders import mirror_folder, snapshots_folder
from perennial.records.operations.refresh_progress import RunProgress
from perennial.simulate.leaving import lognormal_leaving
from perennial.simulate.renewal import renewal
from perennial.store.mirror import read_manifest

SELLERS = 16
SPAN = 720
NEW = 500


def main() -> None:
    """Fill a base, refresh it, refresh it after a day of orders, and time the pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=100_000)
    customers = parser.parse_args().customers
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if not Customer.objects.exists():
        fill(customers)
    print(f"{Customer.objects.count()} customers, {Order.objects.count()} orders")
    for kind, note in (("roll", "first refresh, all months and all fits"), ("roll", "a night")):
        print(note)
        timed_refresh(kind)
    print(f"a night after {NEW} new orders")
    before = read_manifest(mirror_folder())
    trade(NEW)
    timed_refresh("roll")
    after = read_manifest(mirror_folder())
    rewritten = [name for name, month in after.months.items() if before.months.get(name) != month]
    print(f"  {len(rewritten)} of {len(after.months)} months of the mirror written again")
    said = read_snapshot(snapshots_folder())
    if said is None:
        raise AssertionError("a refresh publishes a snapshot")
    moved = RefreshRun.objects.latest("pk").dates_moved
    print(f"  leaving dates of {moved} of {len(said)} customers found anew, of the others kept")
    pages()


def trade(orders: int) -> None:
    """Let some customers order yesterday."""
    yesterday = date.today() - timedelta(days=1)  # noqa: DTZ011 - a bench may look at the clock
    buyers = np.random.default_rng(2).choice(
        list(Customer.objects.values_list("pk", flat=True)), orders, replace=False
    )
    Order.objects.bulk_create(
        Order(
            customer_id=int(who),
            external_id=f"new{at}",
            ordered_at=datetime.combine(yesterday, clock(15), UTC),
            day=yesterday,
            amount=40,
        )
        for at, who in enumerate(buyers)
    )
    mark_dirty([yesterday])


def fill(customers: int) -> None:
    """Invent a base that ends yesterday."""
    Business.objects.update_or_create(id=1, defaults={"name": "Bench", "setup_done": True})
    sellers = [
        User.objects.create_user(f"s{n}@example.org", None, name=f"Seller {n}", role="farmer")
        for n in range(SELLERS)
    ]
    User.objects.create_user("owner@example.org", None, name="Owner", role="owner")
    made = renewal(
        customers,
        gap=38,
        regularity=2,
        leaving=lognormal_leaving(median=300, sigma=0.8),
        span=SPAN,
        one_time_share=0.3,
        rng=np.random.default_rng(1),
    )
    codes = np.unique(made.customer)
    Customer.objects.bulk_create(
        (Customer(name=f"Customer {code}", owner=sellers[code % SELLERS]) for code in codes.tolist()),
        batch_size=2000,
    )
    numbers = dict(
        zip(codes.tolist(), Customer.objects.order_by("pk").values_list("pk", flat=True), strict=True)
    )
    yesterday = date.today() - timedelta(days=1)  # noqa: DTZ011 - a bench may look at the clock
    days = [yesterday - timedelta(days=ago) for ago in (made.day.max() - made.day).tolist()]
    Order.objects.bulk_create(
        (
            Order(
                customer_id=numbers[who],
                external_id=f"o{at}",
                ordered_at=datetime.combine(day, clock(12), UTC),
                day=day,
                amount=round(amount, 2),
            )
            for at, (who, day, amount) in enumerate(
                zip(made.customer.tolist(), days, made.amount.tolist(), strict=True)
            )
        ),
        batch_size=2000,
    )
    mark_dirty(days)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class Told(RunProgress):
    """Says when each step begins."""

    begun = 0.0

    def __call__(self, what: Message, done: float) -> None:
        """Print a step once."""
        if what.text != self._text:
            print(f"  {time.perf_counter() - Told.begun:7.1f} s  {what}")
        super().__call__(what, done)


def timed_refresh(kind: str) -> None:
    """Refresh, and say how long each step took."""
    Told.begun = time.perf_counter()
    setattr(refresh, "RunProgress", Told)  # noqa: B010 - the name is not for others to set
    run = RefreshRun.objects.create(kind=kind)
    refresh.run_refresh.call(run.pk)
    run.refresh_from_db()
    print(f"  {time.perf_counter() - Told.begun:7.1f} s  {run.state}, {run.customers} customers")


def pages() -> None:
    """Time the pages of the owner."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(role="owner"))
    for page in ("/overview/", "/rhythm/", "/overview/", "/rhythm/"):
        with CaptureQueriesContext(connection) as asked:
            begun = time.perf_counter()
            answer = client.get(page)
            took = time.perf_counter() - begun
        print(f"{page}: {answer.status_code}, {1000 * took:.0f} ms, {len(asked)} queries")


if __name__ == "__main__":
    main()
