"""Events kept in a file: the same when opened again, by many and while they are written anew."""

import numpy as np
import pytest

from perennial.store.duckdb.event_arrays import events_of_columns
from perennial.store.duckdb.event_files import kept_events, write_events
from perennial.store.events import Chosen

DAYS = np.array(["2026-01-01", "2026-01-03", "2026-01-02", "2026-01-09"], dtype="datetime64[s]")
COLUMNS = {
    "case_id": np.array(["7", "7", "8", "8"], dtype=object),
    "activity": np.array(["call", "order", "call", "offer"], dtype=object),
    "moment": DAYS,
    "resource": np.array(["1", "1", None, "2"], dtype=object),
}


@pytest.fixture
def kept(tmp_path):
    log = events_of_columns(COLUMNS)
    write_events(log, tmp_path / "events.duckdb")
    yield log, tmp_path / "events.duckdb"
    log.close()


def test_events_are_the_same_when_opened_again(kept):
    log, path = kept
    again = kept_events(path)
    assert again.process_map() == log.process_map()
    assert again.facts == log.facts
    assert again.process_map(Chosen(resource="2")) == log.process_map(Chosen(resource="2"))
    assert again.cases_along("call", "offer", most=5) == ["8"]
    assert again.case_ids(np.array([1, 0])) == ["8", "7"]
    again.close()
    assert [each.name for each in path.parent.iterdir()] == ["events.duckdb"]


def test_file_is_read_while_it_is_written_anew(kept):
    log, path = kept
    reading = kept_events(path)
    write_events(log, path)
    assert reading.process_map() == log.process_map()
    reading.close()


def test_missing_file_is_said_to_be_missing(tmp_path):
    with pytest.raises(FileNotFoundError):
        kept_events(tmp_path / "none.duckdb")
