import csv
import json

import pytest

from perennial.cli.main import main

CUSTOMER_COLUMNS = (
    "customer_id, stage, orders, purchases, first_order, last_order, frequency, recency, T, "
    "days_since_last_order, monetary_value, p_alive, return_probability, next_order_early, "
    "next_order_likely, next_order_late, churn_date, churn_early, churn_late, return_at_churn, "
    "offer_from, offer_until, expected_orders_30, expected_orders_90, expected_orders_365, p_order_7, "
    "p_order_14, p_order_28, value_at_risk"
).split(", ")
PLAN_COLUMNS = (
    "date, customer_id, play, reason, owner, channel, offer_from, offer_until, churn_date, value_at_risk, "
    "expected_gain"
).split(", ")


@pytest.fixture(scope="module")
def folder(few_cdnow, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "report"
    assert main(["report", str(few_cdnow), "--out", str(out), "--currency", "USD", "--capacity", "5"]) == 0
    return out


@pytest.fixture(scope="module")
def customers(folder):
    with (folder / "customers.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_report_writes_the_five_files_and_nothing_else(folder):
    names = {entry.name for entry in folder.iterdir()}
    assert names == {"report.html", "summary.json", "customers.csv", "plan.csv", "rejected.csv"}


def test_customers_have_the_columns_of_the_contract(customers):
    assert list(customers[0]) == CUSTOMER_COLUMNS


def test_customers_keep_the_laws(customers):
    for row in customers:
        seven, fortnight, month = (float(row[f"p_order_{days}"]) for days in (7, 14, 28))
        assert seven <= fortnight <= month <= float(row["return_probability"])
        assert float(row["expected_orders_30"]) <= float(row["expected_orders_90"]) + 1e-9
        assert int(row["purchases"]) == int(row["frequency"]) + 1 <= int(row["orders"])
        assert int(row["T"]) == int(row["recency"]) + int(row["days_since_last_order"])
        if row["churn_date"]:
            assert row["last_order"] < row["churn_early"] <= row["churn_date"] <= row["churn_late"]
        if row["offer_from"]:
            assert row["offer_from"] <= row["offer_until"] <= row["churn_date"]


def test_plan_keeps_to_the_capacity_and_names_every_customer_once(folder):
    with (folder / "plan.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == PLAN_COLUMNS
    per_day = {day: sum(row["date"] == day for row in rows) for day in {row["date"] for row in rows}}
    assert max(per_day.values()) <= 5
    assert len({row["customer_id"] for row in rows}) == len(rows)
    assert all(row["reason"] for row in rows)


def test_summary_has_the_names_of_the_contract(folder):
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert summary["as_of"] == "1998-06-30"
    assert summary["orders"]["currency"] == "USD"
    assert summary["orders"]["customers"] > 400
    for name in ("share_returning", "customers_share_returning", "median_wait_days", "mean_wait_days"):
        found = summary["next_purchase"][name]
        assert found["low"] <= found["value"] <= found["high"]
    assert [rung["rung"] for rung in summary["ladder"]][:3] == [1, 2, 3]
    for name in (
        "never_return_share",
        "start_days",
        "middle_days",
        "end_days",
        "left_by",
        "curve",
        "by_product",
    ):
        assert name in summary["lifetime"]
    models = {row["model"] for row in summary["forecast"]["record"]}
    assert len(models) >= 4
    assert set(summary["plan"]) == {"week_of", "touches", "value_at_risk"}
    assert isinstance(summary["warnings"], list)


def test_same_seed_gives_the_same_files(few_cdnow, folder, tmp_path, run):
    code, _, _ = run("report", few_cdnow, "--out", tmp_path / "again", "--currency", "USD", "--capacity", 5)
    assert code == 0
    for name in ("summary.json", "customers.csv", "plan.csv", "report.html"):
        assert (tmp_path / "again" / name).read_bytes() == (folder / name).read_bytes()


def test_missing_file_is_one_sentence_in_the_readers_language(tmp_path, run):
    code, out, err = run("report", tmp_path / "нет.csv", "--out", tmp_path / "r", "--lang", "ru")
    assert code == 2
    assert out == ""
    assert "нет.csv" in err
    assert len(err.strip().splitlines()) == 1
    assert any("а" <= letter <= "я" for letter in err.replace("нет.csv", ""))
    assert not (tmp_path / "r").exists()


def test_unusable_log_leaves_no_folder_behind(tmp_path, run):
    log = tmp_path / "orders.csv"
    log.write_text("customer_id,ordered_at,amount\nanna,03/04/2026,10\nanna,05/06/2026,10\n")
    code, _, err = run("report", log, "--out", tmp_path / "r")
    assert code == 2
    assert "--date-format" in err
    assert [entry.name for entry in tmp_path.iterdir()] == ["orders.csv"]


def test_negative_capacity_is_refused(few_cdnow, tmp_path, run):
    code, _, err = run("report", few_cdnow, "--out", tmp_path / "r", "--capacity", "-1")
    assert code == 2
    assert "--capacity" in err


def test_wrong_usage_exits_with_two(run):
    assert run("report")[0] == 2
    assert run("reprot")[0] == 2
    assert run()[0] == 2
