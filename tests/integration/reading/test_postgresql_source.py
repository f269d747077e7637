# ruff: noqa: DTZ001 - business clock times have no zone

import datetime as dt

import pytest
from postgresql_server import postgresql_server

from perennial.core.errors import UserError

pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def server():
    with postgresql_server() as started:
        yield started.database("shop")


@pytest.fixture(scope="module")
def shop(server):
    import psycopg

    with psycopg.connect(server, autocommit=True) as base:
        base.execute("CREATE SCHEMA sales")
        base.execute(
            'CREATE TABLE sales.orders (customer_id int, ordered_at timestamptz, amount numeric, "Note" text)'
        )
        base.execute(
            "INSERT INTO sales.orders SELECT i % 100, timestamptz '2024-05-01 22:30+00' "
            "+ i * interval '1 hour', i / 2.0, E'two\\nlines, \"quoted\"' FROM generate_series(1, 5000) i"
        )
    return server


def test_postgresql_table_is_read_in_the_zone_asked_for(read, rows, shop):
    raw = read.at(f"{shop}#sales.orders", time_zone="Europe/Moscow")
    assert raw.rows == 5000
    assert rows(raw, "row", "customer_id", "ordered_at", "amount")[0] == (
        2,
        "1",
        dt.datetime(2024, 5, 2, 2, 30),
        0.5,
    )


def test_postgresql_query_is_read(read, rows, shop):
    raw = read.at(
        f"{shop}#SELECT customer_id AS buyer, ordered_at::date AS day FROM sales.orders WHERE amount < 1;"
    )
    assert rows(raw, "customer_id", "ordered_at") == [("1", dt.datetime(2024, 5, 1))]


def test_postgresql_faults_are_sentences(read, shop):
    with pytest.raises(UserError, match='relation "nothing" does not exist'):
        read.at(f"{shop}#nothing")
    with pytest.raises(UserError, match="read-only transaction"):
        read.at(f"{shop}#WITH gone AS (DELETE FROM sales.orders RETURNING *) SELECT * FROM gone")
    with pytest.raises(UserError) as refused:
        read.at("postgresql://seller:secret@127.0.0.1:1/nowhere#orders")
    assert "secret" not in str(refused.value)
