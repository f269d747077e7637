import duckdb
import numpy as np

from perennial.core.days import NO_DAY
from perennial.store.mirror.column_file import read_columns, write_columns, write_columns_without

COLUMNS = {
    "customer_id": np.array(["=p'1", "p2", "п3"], dtype=object),
    "stage": np.array(["new", "", "left"], dtype=object),
    "day": np.array([0, NO_DAY, 20_000], dtype=np.int32),
    "share": np.array([1 / 3, np.nan, 0.0]),
    "orders": np.array([1, 2, 3], dtype=np.int32),
}


def test_columns_come_back_the_same(tmp_path):
    path = tmp_path / "columns.parquet"
    write_columns(path, COLUMNS, frozenset({"day"}))
    found = read_columns(path)
    assert list(found) == list(COLUMNS)
    for name, column in COLUMNS.items():
        assert found[name].dtype == column.dtype
        np.testing.assert_array_equal(found[name], column)


def test_nothing_is_nothing_in_the_file(tmp_path):
    path = tmp_path / "columns.parquet"
    write_columns(path, COLUMNS, frozenset({"day"}))
    assert duckdb.read_parquet(str(path)).filter("customer_id = 'p2'").fetchall() == [
        ("p2", None, None, None, 2)
    ]


def test_rows_of_some_customers_are_left_out(tmp_path):
    path, other = tmp_path / "columns.parquet", tmp_path / "other.parquet"
    write_columns(path, COLUMNS, frozenset({"day"}))
    write_columns_without(path, other, ["p2", "=p'1"])
    assert list(read_columns(other)["customer_id"]) == ["п3"]
    assert b"p'1" not in other.read_bytes()
