"""The order log in DuckDB: one SQL text per summary, arrays out, files written in bulk."""

from perennial.store.duckdb.arrays import log_of_arrays, log_of_columns
from perennial.store.duckdb.duck_log import DuckLog
from perennial.store.duckdb.opening import open_log

__all__ = ["DuckLog", "log_of_arrays", "log_of_columns", "open_log"]
