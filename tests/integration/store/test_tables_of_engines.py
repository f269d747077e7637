"""Orders that live in a table of the engine are counted as the same orders from a file are."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from order_samples import assert_equal_logs
from postgresql_server import postgresql_server

from perennial.core.errors import UserError
from perennial.flows.read_orders import open_orders
from perennial.ingest.options import ReadingOptions

START = datetime.fromisoformat("2024-02-27T21:30")
HEADERS = ("Buyer id", "Ordered on", "Total", "Order number", "Status", "Product", "Currency")
TYPES = ("integer", "timestamp", "numeric(10, 2)", "text", "text", "text", "text")
SPARK_TYPES = ("INT", "TIMESTAMP_NTZ", "DECIMAL(10, 2)", "STRING", "STRING", "STRING", "STRING")
MAP = {"customer_id": "Buyer id", "ordered_at": "Ordered on", "amount": "Total"}


def orders():
    """Draw 300 orders with all that needs a rule, of which a few have no customer or no day."""
    rng = np.random.default_rng(5)
    rows = []
    for number in range(300):
        buyer, when = int(rng.integers(1, 40)), START + timedelta(hours=int(rng.integers(4000)))
        rows.append(
            (
                None if number % 50 == 7 else buyer,
                None if number % 97 == 5 else when,
                float(rng.choice([10.0, 19.99, 0.0, 33.3, -10.0], p=[0.4, 0.3, 0.05, 0.2, 0.05])),
                f"N{number}",
                ["paid", "cancelled", "Оплачен", None][rng.choice(4, p=[0.6, 0.1, 0.2, 0.1])],
                ["чай", "Кофе", "cocoa", None][rng.integers(4)],
                ["EUR", "eur"][number % 2],
            )
        )
    return rows


@pytest.fixture(scope="module")
def rows():
    return orders()


@pytest.fixture(scope="module")
def from_file(rows, tmp_path_factory):
    path = tmp_path_factory.mktemp("orders") / "orders.csv"
    lines = [",".join("" if cell is None else str(cell) for cell in row) for row in [HEADERS, *rows]]
    path.write_text("\n".join(lines), encoding="utf-8")
    opened = open_orders(str(path), ReadingOptions(map=MAP))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def server(rows):
    import psycopg

    with postgresql_server() as started:
        address = started.database("warehouse")
        columns = ", ".join(f'"{name}" {kind}' for name, kind in zip(HEADERS, TYPES, strict=True))
        with psycopg.connect(address, autocommit=True) as base, base.cursor() as cursor:
            cursor.execute("CREATE SCHEMA sales")
            cursor.execute(f"CREATE TABLE sales.orders ({columns})")
            marks = ", ".join(["%s"] * len(HEADERS))
            cursor.executemany(f"INSERT INTO sales.orders VALUES ({marks})", rows)
            cursor.execute('CREATE VIEW no_days AS SELECT "Buyer id" FROM sales.orders')
            cursor.execute(
                'CREATE VIEW words AS SELECT "Buyer id", "Ordered on", '
                """CASE "Order number" WHEN 'N299' THEN 'dear' ELSE '5' END AS "Total" FROM sales.orders"""
            )
        yield address


def assert_counted_alike(opened, from_file):
    ours, theirs = opened.log.facts, from_file.log.facts
    names = ("rows", "rejected", "refunds", "left_out", "counted", "purchases", "customers", "first", "last")
    assert {name: getattr(ours, name) for name in names} == {name: getattr(theirs, name) for name in names}
    assert ours.currency == theirs.currency == "EUR"
    assert ours.rejected == 10
    assert_equal_logs(opened.log, from_file.log)


def rejects_of(log, folder):
    path = folder / "rejected.csv"
    log.write_rejects(path, {})
    lines = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return sorted((column, reason) for _, column, _, reason in lines)


@pytest.mark.postgresql
def test_table_of_postgresql_is_counted_as_the_file_is(server, from_file, tmp_path):
    opened = open_orders("store:sales.orders", ReadingOptions(map=MAP), store_url=server)
    assert_counted_alike(opened, from_file)
    assert rejects_of(opened.log, tmp_path) == rejects_of(from_file.log, tmp_path)
    opened.close()


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("store:sales.nothing", 'PostgreSQL refuses: relation "sales.nothing" does not exist'),
        ("store:no_days", "store:no_days: .* ordered_at"),
        ("store:words", "PostgreSQL refuses: invalid input syntax for type double precision"),
    ],
)
def test_table_that_cannot_be_used_is_refused_with_a_sentence(server, address, sentence):
    with pytest.raises(UserError, match=sentence):
        open_orders(address, ReadingOptions(map={"customer_id": "Buyer id"}), store_url=server)


@pytest.mark.spark
def test_table_of_spark_is_counted_as_the_file_is(rows, from_file, tmp_path):
    from perennial.store.spark.sessions import new_session

    session = new_session("local[2]")
    columns = ", ".join(f"`{name}` {kind}" for name, kind in zip(HEADERS, SPARK_TYPES, strict=True))
    given = [tuple(str(cell) if i == 2 else cell for i, cell in enumerate(row)) for row in rows]
    loose = columns.replace("DECIMAL(10, 2)", "STRING")
    frame = session.createDataFrame(given, loose)
    frame = frame.withColumn("Total", frame["Total"].cast("decimal(10, 2)"))
    frame.createOrReplaceGlobalTempView("orders")
    opened = open_orders("store:global_temp.orders", ReadingOptions(map=MAP), store_url="spark:local[2]")
    assert_counted_alike(opened, from_file)
    assert rejects_of(opened.log, tmp_path) == rejects_of(from_file.log, tmp_path)
    opened.close()


def test_table_without_an_engine_is_refused():
    with pytest.raises(UserError, match="store:orders: PERENNIAL_STORE_URL must say where that table is"):
        open_orders("store:orders", ReadingOptions())


@pytest.mark.parametrize(
    ("store_url", "sentence"),
    [
        ("mysql://shop", "must start with postgresql: or spark:, not mysql"),
        ("postgresql://127.0.0.1:1/shop", "cannot be reached: .*refused"),
    ],
)
def test_engine_that_is_not_there_is_refused_with_a_sentence(from_file, store_url, sentence):
    with pytest.raises(UserError, match=sentence):
        open_orders("store:orders", ReadingOptions(), store_url=store_url)
