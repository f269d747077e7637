"""The same random events through both stores give equal maps, passages and journeys."""

from dataclasses import fields
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perennial.core.errors import UserError
from perennial.engine.process.way import Ways, goal_of, likeliest_ways
from perennial.store.duckdb.event_arrays import events_of_columns
from perennial.store.events import EVERYTHING, Chosen
from perennial.store.memory.events import EventRow, open_events

START = datetime.fromisoformat("2024-02-27T21:00")
STEPS = ["contact", "offer", "1st order", "2nd order", "lost", None]
ORDERS = ("1st order", "2nd order")
CELLS = {
    "resource": ["Anna", "Boris", "Вера", None],
    "owner": ["Gleb", None, None],
    "product": ["tea", "coffee", None],
    "channel": ["call", "site", None],
    "source": ["fair", "web", None],
    "amount": [10.0, 0.1, None],
    "cost": [1.5, 0.25, None],
}


@st.composite
def event_rows(draw):
    """Draw a log with some of the columns; hours are coarse, so that many events share a moment."""
    has = draw(st.fixed_dictionaries({name: st.booleans() for name in CELLS}))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    step = draw(st.sampled_from([1, 7, 24]))
    rows = []
    for number in range(draw(st.integers(1, 60))):
        activity = STEPS[rng.choice(6, p=[0.25, 0.2, 0.2, 0.15, 0.1, 0.1])]
        rows.append(
            EventRow(
                row=number + 2,
                case_id=["a", "b", "Я", "c", "dd"][rng.integers(5)],
                activity=activity,
                moment=START
                + timedelta(hours=step * int(rng.integers(25)), microseconds=int(rng.integers(3))),
                is_touch=bool(activity is None or rng.random() < 0.2),
                **{name: cells[rng.integers(len(cells))] for name, cells in CELLS.items() if has[name]},
            )
        )
    return rows


CHOSEN = st.builds(
    Chosen,
    product=st.sampled_from([None, None, "tea"]),
    channel=st.sampled_from([None, None, "call"]),
    source=st.sampled_from([None, None, "web"]),
    resource=st.sampled_from([None, None, "Anna"]),
    first_day=st.sampled_from([None, None, 19781]),
    last_day=st.sampled_from([None, None, 19782]),
    steps=st.sampled_from([None, None, ("contact", "1st order", "2nd order")]),
)


def columns_of(rows):
    names = [each.name for each in fields(EventRow) if each.name != "row"]
    columns = {name: np.array([getattr(row, name) for row in rows], dtype=object) for name in names}
    columns["moment"] = columns["moment"].astype("datetime64[us]")
    columns["is_touch"] = columns["is_touch"].astype(bool)
    for name in ("amount", "cost"):
        if all(each is None for each in columns[name]):
            del columns[name]
    return columns


def ways_in(whole):
    goal = goal_of(whole, ORDERS)
    return Ways(goal="", following={}) if goal is None else likeliest_ways(whole, goal)


@settings(max_examples=40, deadline=None)
@given(rows=event_rows(), chosen=CHOSEN, late=st.one_of(st.none(), st.integers(19779, 19784)))
def test_stores_agree_on_any_events(rows, chosen, late):
    reference, log = opened(rows, late)
    if isinstance(reference, UserError):
        assert str(log) == str(reference)
        return
    assert log.facts == reference.facts
    for part in (EVERYTHING, chosen, EVERYTHING):
        assert_same_map(log.process_map(part), reference.process_map(part))
        ways = ways_in(reference.process_map(part))
        for by in ("seller", "channel"):
            assert_same(log.passages(ways, by, part), reference.passages(ways, by, part))
        assert_same(log.journeys(ORDERS, part), reference.journeys(ORDERS, part))
    for column in ("product", "channel", "source", "resource"):
        assert log.values(column) == reference.values(column)
    cases = np.arange(reference.facts.cases, dtype=np.int32)[::-1]
    assert log.case_ids(cases) == reference.case_ids(cases)
    log.close()


def opened(rows, as_of):
    found = []
    for opening in (
        lambda: open_events(rows, as_of=as_of),
        lambda: events_of_columns(columns_of(rows), as_of=as_of),
    ):
        try:
            found.append(opening())
        except UserError as refused:
            found.append(refused)
    return found


def assert_same_map(ours, theirs):
    assert ours.cases == theirs.cases
    for kind in ("nodes", "edges"):
        assert len(getattr(ours, kind)) == len(getattr(theirs, kind))
        for mine, other in zip(getattr(ours, kind), getattr(theirs, kind), strict=True):
            for each in fields(other):
                value = getattr(other, each.name)
                expected = pytest.approx(value) if isinstance(value, float) else value
                assert getattr(mine, each.name) == expected, (kind, each.name)


def assert_same(ours, theirs):
    for each in fields(theirs):
        a, b = getattr(ours, each.name), getattr(theirs, each.name)
        if isinstance(b, np.ndarray):
            np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-9, err_msg=each.name)
            assert a.dtype == b.dtype, each.name
        else:
            assert a == (pytest.approx(b) if isinstance(b, float) else b), each.name
