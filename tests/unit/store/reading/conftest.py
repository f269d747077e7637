import pytest

from perennial.ingest.options import ReadingOptions
from perennial.store.reading.read_records import read_records


@pytest.fixture
def records(tmp_path):
    """Write a file, read it as a list of a kind, and close what was opened."""
    opened = []

    def read(content, kind, name="people.csv", **options):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        opened.append(read_records(str(path), ReadingOptions(**options), kind))
        return opened[-1]

    yield read
    for each in opened:
        each.close()
