"""A log that does not fit in the memory allowed is counted as one that does."""

import duckdb
import numpy as np
import pytest

from perennial.flows.read_orders import open_orders
from perennial.ingest.options import ReadingOptions

_ORDERS = 1_200_000


@pytest.fixture(scope="module")
def orders(tmp_path_factory):
    path = tmp_path_factory.mktemp("orders") / "orders.parquet"
    duckdb.sql(
        f"""
        COPY (
          SELECT 'customer ' || (hash(range) % 60_000)::VARCHAR AS customer_id,
            DATE '2022-01-01' + (hash(range + 1) % 700)::INTEGER AS ordered_at,
            1 + (hash(range + 2) % 9_000) / 100 AS amount
          FROM range({_ORDERS})
        ) TO '{path}' (FORMAT parquet)
        """
    )
    return path


def summaries(path, **limits):
    opened = open_orders(str(path), ReadingOptions(**limits))
    try:
        spilt = opened.raw.connection.sql("SELECT count(*) FROM duckdb_temporary_files()").fetchall()
        log = opened.log
        gaps = [log.gaps(by, groups=groups) for by, groups in (("none", 7), ("rung", 7), ("month", 1))]
        parts = [log.histories(), log.spend(), log.purchases(most=500), *gaps]
        found = {
            f"{place} {name}": getattr(part, name)
            for place, part in enumerate(parts)
            for name in type(part).__dataclass_fields__
        }
        return spilt[0][0], {**found, "latest": log.latest_days(), "ids": log.customer_ids(np.arange(60_000))}
    finally:
        opened.close()


def test_counting_in_little_memory_gives_the_same(orders):
    spilt, small = summaries(orders, memory_limit="90MB", memory_when_counted="20MB")
    _, large = summaries(orders)
    assert spilt > 0
    assert small.keys() == large.keys()
    for name, expected in large.items():
        np.testing.assert_array_equal(small[name], expected, err_msg=name)
