import os
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from cdnow import cdnow_rows
from people import make_house

from perennial.core.days import day_of
from perennial.ingest.options import ReadingOptions
from perennial.simulate.business import as_log
from perennial.store.duckdb import log_of_columns
from perennial.store.reading.raw_orders import RawOrders, read_orders

# A machine that judges a change must not be surprised by an example nobody has seen; at home they are new.
settings.register_profile("judge", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("judge")

#: What a test asks for that touches the application's database.
_DATABASE = {"db", "transactional_db", "django_db_setup"}


def touches_database(item):
    return bool(item.get_closest_marker("django_db") or _DATABASE & {*item.fixturenames})


def pytest_collection_modifyitems(config, items):
    """On a server of the tests' own do only what touches its database; all else is the same on SQLite."""
    if os.environ.get("PERENNIAL_TEST_DATABASE_URL"):
        config.hook.pytest_deselected(items=[each for each in items if not touches_database(each)])
        items[:] = [each for each in items if touches_database(each)]


class Reader:
    """Writes a log to a file, reads it, and closes what it opened."""

    def __init__(self, folder):
        self.folder = folder
        self.opened = []

    def __call__(self, content, name="orders.csv", **options) -> RawOrders:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return self.at(str(path), **options)

    def at(self, address, **options) -> RawOrders:
        raw = read_orders(address, ReadingOptions(**options))
        self.opened.append(raw)
        return raw


@pytest.fixture
def read(tmp_path):
    reader = Reader(tmp_path)
    yield reader
    for raw in reader.opened:
        raw.close()


@pytest.fixture
def rows():
    """Give the columns named of all order rows, in the order of the source."""

    def of(raw, *columns):
        return raw.connection.execute(
            f"SELECT {', '.join(columns)} FROM {raw.orders} ORDER BY row"
        ).fetchall()

    return of


@pytest.fixture
def log_of():
    """Open a log of rows written as dicts; close it afterwards."""
    opened = []

    def log_of_rows(rows, **how):
        names = {name for row in rows for name in row}
        columns = {name: np.array([row.get(name) for row in rows], dtype=object) for name in names}
        columns["ordered_at"] = columns["ordered_at"].astype("datetime64[us]")
        for name in names & {"amount", "refunded_amount"}:
            columns[name] = np.array(
                [np.nan if each is None else each for each in columns[name]], dtype=float
            )
        opened.append(log_of_columns(columns, **how))
        return opened[-1]

    yield log_of_rows
    for log in opened:
        log.close()


@pytest.fixture(scope="session")
def cdnow():
    """Give the CDNOW log: 2,357 real customers, zero-amount orders counted, to 1998-06-30."""
    rows = cdnow_rows()
    customer = np.array([int(row[0]) for row in rows])
    day = np.array([day_of(date.fromisoformat(row[1])) for row in rows])
    return as_log(customer, day, np.array([float(row[2]) for row in rows]))


@pytest.fixture
def house(db):
    """A small house of people in the database; see `people.make_house`."""
    return make_house()
