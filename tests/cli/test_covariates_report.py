"""A report says who buys more often and who leaves sooner, and whether those who came lately differ."""

import csv
import json

import numpy as np
import pytest

from perennial.core.days import iso_of
from perennial.simulate.levels import levelled

NAMES = ("Сайт", "Магазин")


@pytest.fixture(scope="module")
def orders(tmp_path_factory):
    """Orders of 700 customers, of whom those of the second channel buy more than twice as often."""
    made = levelled(
        700, share=[0.6, 0.4], rate=[0.7, 1.6], leaving=[0.3, 0.15], rng=np.random.default_rng(3), span=500
    )
    path = tmp_path_factory.mktemp("logs") / "orders.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Клиент", "Дата", "Сумма", "Канал", "Город"])
        for who, day, amount in zip(
            made.business.customer.tolist(),
            made.business.day.tolist(),
            made.business.amount.tolist(),
            strict=True,
        ):
            city = ("Тверь", "Омск")[who % 2]
            writer.writerow([f"k{who}", iso_of(day), amount, NAMES[made.level[who]], city])
    return path


@pytest.fixture(scope="module")
def written(orders, tmp_path_factory):
    from perennial.cli.main import main

    folder = tmp_path_factory.mktemp("reports") / "out"
    assert main(["report", str(orders), "--out", str(folder), "--lang", "ru", "--quiet"]) == 0
    return folder


def test_summary_tells_levels_and_cohorts(written):
    summary = json.loads((written / "summary.json").read_text(encoding="utf-8"))
    rows = {(row["trait"], row["level"]): row for row in summary["covariates"]}
    assert set(rows) == {("channel", name) for name in NAMES} | {("region", "Тверь"), ("region", "Омск")}
    site, shop = (rows["channel", name] for name in NAMES)
    assert site["rate"]["high"] < 1 < shop["rate"]["low"]
    assert shop["leaving"]["value"] < site["leaving"]["value"]
    assert rows["region", "Омск"]["rate"]["low"] < 1 < rows["region", "Омск"]["rate"]["high"]
    assert sum(row["customers"] for row in summary["covariates"]) == 2 * summary["orders"]["customers"]
    cohorts = summary["cohorts"]
    assert len(cohorts["rows"]) >= 3
    assert cohorts["drift"] is None
    assert cohorts["homogeneity_p"] > 0.05


def test_page_says_what_is_beyond_chance(written):
    page = (written / "report.html").read_text(encoding="utf-8")
    assert "Кто покупает чаще, кто раньше уходит" in page
    assert "Магазин (канал): эти клиенты покупают на" in page
    assert "Ни один регион не отличается от других сильнее, чем это бывает случайно." in page
