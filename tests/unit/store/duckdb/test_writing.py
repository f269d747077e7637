import csv

import duckdb
import numpy as np
import pytest

from perennial.core.days import NO_DAY
from perennial.ingest.cleaning import CleaningRules
from perennial.store.duckdb import log_of_arrays, open_log


@pytest.fixture
def log():
    opened = log_of_arrays(["=1+1", "plain, with comma", "-5"], np.array([0, 1, 2]))
    yield opened
    opened.close()


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


COLUMNS = {
    "stage": np.array(["new", None, "@left"], dtype=object),
    "churn_date": np.array([20000, NO_DAY, 0], dtype=np.int32),
    "p_alive": np.array([0.123456789, np.nan, 1.0]),
    "monetary_value": np.array([10.005, 3.14159, np.nan]),
    "orders": np.array([1, 2, 3], dtype=np.int32),
    "late": np.array([True, False, True]),
}


def test_customers_are_written_as_csv_with_dates_blanks_and_rounding(log, tmp_path):
    log.write_customers(tmp_path / "it's.csv", COLUMNS, frozenset({"churn_date"}))
    assert read(tmp_path / "it's.csv") == [
        ["customer_id", *COLUMNS],
        ["'=1+1", "new", "2024-10-04", "0.123457", "10.01", "1", "true"],
        ["plain, with comma", "", "", "", "3.14", "2", "false"],
        ["'-5", "'@left", "1970-01-01", "1.0", "", "3", "true"],
    ]


def test_customers_are_written_as_parquet_as_they_are(log, tmp_path):
    log.write_customers(tmp_path / "c.parquet", COLUMNS, frozenset({"churn_date"}))
    rows = duckdb.sql(f"SELECT * FROM '{tmp_path}/c.parquet'").fetchall()
    assert [row[0] for row in rows] == ["=1+1", "plain, with comma", "-5"]
    assert [row[1] for row in rows] == ["new", None, "@left"]
    assert [str(row[2]) for row in rows] == ["2024-10-04", "None", "1970-01-01"]
    assert rows[0][3] == 0.123456789
    assert rows[1][3] is None


def test_ids_alone_are_written_without_columns(log, tmp_path):
    log.write_customers(tmp_path / "c.csv", {}, frozenset())
    assert read(tmp_path / "c.csv") == [["customer_id"], ["'=1+1"], ["plain, with comma"], ["'-5"]]


def test_column_names_are_quoted(log, tmp_path):
    log.write_customers(tmp_path / "c.csv", {'a "b", c': np.arange(3)}, frozenset())
    assert read(tmp_path / "c.csv")[0] == ["customer_id", 'a "b", c']


def test_texts_late_in_a_long_column_are_written(tmp_path):
    n = 5000
    log = log_of_arrays([f"c{i:05}" for i in range(n)], np.zeros(n, dtype=int))
    reasons = np.array([None] * (n - 1) + ["no leaving seen"], dtype=object)
    log.write_customers(tmp_path / "c.csv", {"reason": reasons}, frozenset())
    assert read(tmp_path / "c.csv")[-1] == ["c04999", "no leaving seen"]


def test_rejects_are_written_in_the_order_of_the_source_with_their_sentences(tmp_path):
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE order_rows AS SELECT 2::BIGINT AS \"row\", 'a' AS customer_id, "
        "TIMESTAMP '2024-01-01' AS ordered_at, 1.0::DOUBLE AS amount, NULL::DOUBLE AS refunded_amount, "
        + ", ".join(
            f"NULL::VARCHAR AS {name}"
            for name in [
                "order_id",
                "currency",
                "status",
                "product",
                "category",
                "channel",
                "source",
                "region",
                "seller",
                "refund_of",
                "contract_id",
                "initiated_by",
            ]
        )
    )
    connection.execute(
        "CREATE TABLE rejects AS SELECT * FROM (VALUES (9, 'amount', '=x', 'no_number'), "
        "(4, 'ordered_at', 'soon', 'strange')) AS t(\"row\", \"column\", value, reason)"
    )
    log = open_log(connection, rows=3, rejected=2, rules=CleaningRules())
    log.write_rejects(tmp_path / "rejected.csv", {"no_number": "It's not a number, so it is left out."})
    assert read(tmp_path / "rejected.csv") == [
        ["row", "column", "value", "reason"],
        ["4", "ordered_at", "soon", "strange"],
        ["9", "amount", "'=x", "It's not a number, so it is left out."],
    ]
    log.write_rejects(tmp_path / "bare.csv", {})
    assert read(tmp_path / "bare.csv")[2][3] == "no_number"
    log.close()


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_pieces_make_the_file_that_the_whole_makes(tmp_path, kind):
    n = 1000
    log = log_of_arrays([f"c{i:05}" for i in range(n)], np.zeros(n, dtype=int))
    columns = {"p_alive": np.linspace(0, 1, n), "churn_date": np.arange(n, dtype=np.int32)}
    pieces = [
        {name: values[start : start + 300] for name, values in columns.items()} for start in range(0, n, 300)
    ]
    log.write_customers(tmp_path / f"whole.{kind}", columns, frozenset({"churn_date"}))
    log.write_customers_by_piece(tmp_path / f"pieces.{kind}", pieces, frozenset({"churn_date"}))
    found = [duckdb.sql(f"FROM '{tmp_path}/{name}.{kind}'").fetchall() for name in ("whole", "pieces")]
    assert len(found[0]) == n
    assert found[0] == found[1]
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"pieces.{kind}", f"whole.{kind}"]
    log.close()
