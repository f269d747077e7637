import csv

import duckdb
import pytest

COLUMNS = (
    "customer_id, p_alive, return_probability, expected_orders, p_order, last_order, next_order_early, "
    "next_order_likely, next_order_late, churn_date, churn_early, churn_late, return_at_churn, offer_from, "
    "offer_until"
).split(", ")
AS_OF = "1997-09-30"


@pytest.mark.parametrize("model", ["auto", "mbg-cnbd-k", "mbg-nbd", "tenure"])
def test_forecast_knows_every_customer_seen_and_nothing_later(few_cdnow, tmp_path, run, model):
    out = tmp_path / "forecast.csv"
    code, said, _ = run(
        "forecast", few_cdnow, "--as-of", AS_OF, "--horizon", 90, "--out", out, "--model", model
    )
    assert (code, said.strip()) == (0, str(out))
    with out.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == COLUMNS
    assert max(row["last_order"] for row in rows) <= AS_OF
    assert min(row["next_order_early"] for row in rows) > AS_OF
    assert all(float(row["p_order"]) <= float(row["expected_orders"]) + 1e-6 for row in rows)
    with few_cdnow.open(encoding="utf-8") as file:
        counted = {
            r["customer_id"]
            for r in csv.DictReader(file)
            if float(r["amount"]) > 0 and r["ordered_at"] <= AS_OF
        }
    assert {row["customer_id"] for row in rows} == counted


def test_parquet_and_csv_say_the_same(few_cdnow, tmp_path, run):
    for suffix in ("csv", "parquet"):
        arguments = (
            "--as-of",
            AS_OF,
            "--horizon",
            28,
            "--out",
            tmp_path / f"f.{suffix}",
            "--model",
            "mbg-nbd",
        )
        assert run("forecast", few_cdnow, *arguments)[0] == 0
    columns = "customer_id, expected_orders, churn_date, offer_until"
    text = f"read_csv('{tmp_path}/f.csv', types={{'customer_id': 'VARCHAR'}})"
    as_csv = duckdb.sql(f"SELECT {columns} FROM {text} ORDER BY 1").fetchall()
    as_parquet = duckdb.sql(f"SELECT {columns} FROM '{tmp_path}/f.parquet' ORDER BY 1").fetchall()
    assert [(row[0], *row[2:]) for row in as_csv] == [(row[0], *row[2:]) for row in as_parquet]
    assert [row[1] for row in as_csv] == pytest.approx([row[1] for row in as_parquet], abs=1e-5)


def test_other_suffix_is_refused(few_cdnow, tmp_path, run):
    code, _, err = run("forecast", few_cdnow, "--horizon", 28, "--out", tmp_path / "f.xlsx")
    assert code == 2
    assert "f.xlsx" in err


def test_as_of_before_the_log_is_refused(few_cdnow, tmp_path, run):
    code, _, err = run(
        "forecast", few_cdnow, "--as-of", "1990-01-01", "--horizon", 28, "--out", tmp_path / "f.csv"
    )
    assert code == 2
    assert "1997" in err
    assert not (tmp_path / "f.csv").exists()


def test_what_was_guessed_is_said_unless_asked_to_be_quiet(tmp_path, run):
    log = tmp_path / "заказы.csv"
    log.write_text(
        "Контрагент;Дата;Сумма\nАнна;05.01.2026;1 000,50\nАнна;05.02.2026;900\n", encoding="windows-1251"
    )
    asked = ("forecast", log, "--horizon", 28, "--out", tmp_path / "f.csv", "--lang", "ru")
    code, out, err = run(*asked)
    assert (code, out.strip()) == (0, str(tmp_path / "f.csv"))
    assert "customer_id ← Контрагент" in err
    assert run(*asked, "--quiet")[2] == ""
