import pytest

from perennial.ingest.options import ReadingOptions
from perennial.store.reading.raw_orders import RawOrders, read_orders


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
