"""The same random orders, counted by PostgreSQL and by Spark, give the summaries of the reference."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from order_samples import RULES, assert_equal_logs, columns_of, order_rows
from postgresql_server import postgresql_server

from perennial.core.errors import UserError
from perennial.store import memory
from perennial.store.duckdb.arrays import rows_of_columns
from perennial.store.duckdb.opening import open_log
from perennial.store.engines import bring_rows

LATE = st.one_of(st.none(), st.integers(19380, 19400))


@pytest.fixture(scope="module")
def postgresql():
    with postgresql_server() as server:
        yield server.database("orders")


@pytest.fixture
def counted(tmp_path):
    """Count rows where an address says: an open log, or the error that refuses them."""

    def counted_by(store_url, rows, **how):
        connection = rows_of_columns(columns_of(rows))
        engine = bring_rows(store_url, connection=connection, folder=tmp_path)
        try:
            return open_log(connection, rows=len(rows), rejected=0, engine=engine, **how)
        except UserError as refused:
            engine.close()
            connection.close()
            return refused

    return counted_by


def assert_counted_alike(log, rows, **how):
    try:
        reference = memory.open_log(rows, **how)
    except UserError as refused:
        reference = refused
    if isinstance(reference, UserError):
        assert str(log) == str(reference)
        return
    assert log.facts == reference.facts
    assert_equal_logs(log, reference)
    log.close()


@pytest.mark.postgresql
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=order_rows(), rules=RULES, late=LATE)
def test_postgresql_counts_any_rows_as_the_reference_does(counted, postgresql, rows, rules, late):
    log = counted(postgresql, rows, rules=rules, as_of=late)
    assert_counted_alike(log, rows, rules=rules, as_of=late)


@pytest.mark.spark
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=order_rows(), rules=RULES, late=LATE)
def test_spark_counts_any_rows_as_the_reference_does(counted, rows, rules, late):
    log = counted("spark:local[2]", rows, rules=rules, as_of=late)
    assert_counted_alike(log, rows, rules=rules, as_of=late)
