import csv
import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from perennial.cli.main import main
from perennial.simulate.product_shop import product_shop

PACES = {"=coffee": 21.0, "filters": 60.0, "grinder": 150.0}
COLUMNS = [
    "customer_id",
    "product",
    "orders",
    "last_order",
    "usual_gap_days",
    "due_early",
    "due_likely",
    "due_late",
    "p_order_14",
]


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    shop = product_shop(250, paces=tuple(PACES.values()), rng=np.random.default_rng(4))
    path = tmp_path_factory.mktemp("logs") / "shop.csv"
    days = shop.days.log
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["customer_id", "ordered_at", "amount", "product"])
        for pair, day in zip(days.customer, days.day, strict=True):
            when = date(1970, 1, 1) + timedelta(days=int(day))
            name = list(PACES)[shop.days.product[pair]]
            writer.writerow([f"c{shop.days.customer[pair]}", when.isoformat(), 10, name])
    return path


@pytest.fixture(scope="module", params=["en", "ru"])
def folder(log, tmp_path_factory, request):
    out: Path = tmp_path_factory.mktemp("out") / "report"
    assert main(["report", str(log), "--out", str(out), "--lang", request.param, "--quiet"]) == 0
    return out


@pytest.fixture(scope="module")
def rows(folder):
    with (folder / "products.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_summary_says_how_each_product_is_bought(folder):
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    found = {each["name"]: each for each in summary["products"]}
    assert found.keys() == PACES.keys()
    gaps = [found[name]["usual_gap_days"]["value"] for name in PACES]
    assert gaps == sorted(gaps)
    for each in found.values():
        gap = each["usual_gap_days"]
        assert gap["low"] < gap["value"] < gap["high"]
        assert 0 <= each["returning_share"] <= 1
        assert 0 < each["due"] < each["customers"]


def test_file_holds_the_pairs_that_are_due(folder, rows):
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert list(rows[0]) == COLUMNS
    for each in summary["products"]:
        name = f"'{each['name']}" if each["name"].startswith("=") else each["name"]
        assert sum(row["product"] == name for row in rows) == each["due"]
    for row in rows:
        assert row["last_order"] <= summary["as_of"] < row["due_early"]
        assert row["due_early"] <= row["due_likely"] <= row["due_late"]
        waited = date.fromisoformat(summary["as_of"]) - date.fromisoformat(row["last_order"])
        assert waited.days + 15 >= float(row["usual_gap_days"])
        assert 0 < float(row["p_order_14"]) < 1


def test_page_has_a_section_on_products(folder):
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert 'id="products"' in page


def test_a_new_report_takes_the_place_of_one_with_products(log, folder, run):
    (folder / "customers.csv").write_text("of before", encoding="utf-8")
    code, _, err = run("report", log, "--out", folder, "--quiet")
    assert (code, err) == (0, "")
    assert (folder / "customers.csv").read_text(encoding="utf-8") != "of before"


def test_a_log_without_products_gets_none_of_it(log, tmp_path, run):
    with log.open(newline="", encoding="utf-8") as file:
        bare = [row[:3] for row in csv.reader(file)]
    path = tmp_path / "bare.csv"
    path.write_text("\n".join(",".join(row) for row in bare), encoding="utf-8")
    code, _, err = run("report", path, "--out", tmp_path / "report", "--quiet")
    assert (code, err) == (0, "")
    assert not (tmp_path / "report" / "products.csv").exists()
    assert "products" not in json.loads((tmp_path / "report" / "summary.json").read_text(encoding="utf-8"))
    assert 'id="products"' not in (tmp_path / "report" / "report.html").read_text(encoding="utf-8")
