import csv
import json

import pytest

HEADER = "customer,date,total\n"
LOGS = {
    "one_customer": HEADER + "".join(f"anna,2025-{month:02d}-03,{10 * month}\n" for month in range(1, 9)),
    "one_order": HEADER + "anna,2025-01-05,10\n",
    "one_time_buyers_only": HEADER + "".join(f"c{n},2025-{1 + n % 12:02d}-05,{10 + n}\n" for n in range(40)),
    "one_day": HEADER + "".join(f"c{n},2025-03-05,{10 + n}\n" for n in range(60)),
    "no_amounts": "customer,date\n"
    + "".join(f"c{n % 9},2025-{1 + n % 12:02d}-{1 + n % 28:02d}\n" for n in range(80)),
}


@pytest.fixture
def report(tmp_path, run):
    def report_of(name, *options):
        log = tmp_path / f"{name}.csv"
        log.write_text(LOGS[name], encoding="utf-8")
        code, _, err = run("report", log, "--out", tmp_path / "report", *options)
        assert (code, err) == (0, "")
        with (tmp_path / "report" / "customers.csv").open(newline="", encoding="utf-8") as file:
            customers = list(csv.DictReader(file))
        return json.loads((tmp_path / "report" / "summary.json").read_text(encoding="utf-8")), customers

    return report_of


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", LOGS)
def test_small_logs_get_a_report_in_both_languages(report, name, language):
    summary, customers = report(name, "--lang", language)
    assert len(customers) == summary["orders"]["customers"]
    assert all(0 <= float(row["p_order_28"]) <= 1 for row in customers)


def test_one_customer_is_told_that_the_base_is_small(report):
    summary, customers = report("one_customer")
    assert "1 customer" in " ".join(summary["warnings"])
    assert customers[0]["purchases"] == "8"


def test_one_order_promises_little(report):
    _, (anna,) = report("one_order")
    assert float(anna["expected_orders_30"]) < 1


def test_one_time_buyers_only_are_told_that_leaving_is_unknown(report):
    summary, customers = report("one_time_buyers_only")
    assert "Nobody has bought twice yet" in " ".join(summary["warnings"])
    assert summary["lifetime"]["start_days"]["value"] is None
    assert summary["next_purchase"]["share_returning"]["value"] == 0
    assert {row["stage"] for row in customers} <= {"new", "one_time", "left", "leaving"}


def test_one_day_leaves_nothing_to_say_of_waits(report):
    summary, _ = report("one_day")
    assert summary["next_purchase"]["median_wait_days"]["value"] is None
    assert summary["lifetime"]["start_days"]["value"] is None


def test_log_without_amounts_counts_orders_and_names_no_money(report):
    summary, customers = report("no_amounts")
    assert summary["orders"]["currency"] is None
    assert {row["monetary_value"] for row in customers} == {""}
