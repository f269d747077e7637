"""Events kept in a file: the same when opened again, and without those who were forgotten."""

import numpy as np
import pytest

from perennial.core.errors import UserError
from perennial.store.duckdb.event_arrays import events_of_columns
from perennial.store.duckdb.event_files import events_of_parquet, forget_events, write_events

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
    write_events(log, tmp_path / "events.parquet")
    yield log, tmp_path / "events.parquet"
    log.close()


def test_events_are_the_same_when_opened_again(kept):
    log, path = kept
    again = events_of_parquet(path)
    assert again.process_map() == log.process_map()
    assert again.facts == log.facts
    again.close()
    assert [each.name for each in path.parent.iterdir()] == ["events.parquet"]


def test_forgotten_case_is_in_the_file_no_more(kept):
    _, path = kept
    forget_events(path, ["8", "never there"])
    left = events_of_parquet(path)
    assert {node.activity for node in left.process_map().nodes} == {"call", "order"}
    assert left.facts.cases == 1
    left.close()


def test_file_without_anybody_left_is_refused(kept):
    _, path = kept
    forget_events(path, ["7", "8"])
    with pytest.raises(UserError):
        events_of_parquet(path)


def test_missing_file_is_said_to_be_missing(tmp_path):
    with pytest.raises(FileNotFoundError):
        events_of_parquet(tmp_path / "none.parquet")
