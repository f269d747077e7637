"""The preview counts those whose span of a play begins in a week, as the plan itself would have it."""

from dataclasses import replace

import numpy as np
import pytest

from perennial.core.days import NO_DAY
from perennial.flows.plan_today import Workdays
from perennial.flows.preview_touches import PLAYS, WEEKS, preview_touches, spans_ahead
from perennial.flows.refresh.snapshot_situation import parts_of_snapshot, situation_of_snapshot
from perennial.plan.plays import days_of_play
from perennial.plan.rule import Rule


@pytest.fixture(scope="module")
def snapshot(first):
    return first.snapshot


@pytest.fixture(scope="module")
def everybody(snapshot):
    return np.ones(len(snapshot), dtype=np.bool_)


@pytest.fixture(scope="module")
def spans(snapshot, everybody):
    return spans_ahead(snapshot, Workdays(capacity={}), day=snapshot.as_of + 1, customers=everybody)


def days_as_planned(snapshot, play, rule):
    """Give the first and last days by the arithmetic of the plan."""
    workdays = Workdays(capacity={}, rules={play: rule})
    everyone = situation_of_snapshot(snapshot, workdays, week_of=snapshot.as_of + 1)
    parts = parts_of_snapshot(snapshot, everyone, np.flatnonzero(snapshot.is_forecast))
    both = [days_of_play(play, part.now, part.ordering) for part in parts]
    return np.concatenate([first for first, _ in both]), np.concatenate([last for _, last in both])


RULES = [
    Rule(),
    Rule(shift=0.25),
    Rule(shift=-0.5),
    Rule(stages=frozenset({"regular"})),
    Rule(shift=0.5, stages=frozenset({"repeat", "leaving"})),
    Rule(is_on=False),
]


@pytest.mark.parametrize("play", PLAYS)
@pytest.mark.parametrize("rule", RULES, ids=str)
def test_weeks_are_those_of_the_plan(snapshot, spans, play, rule):
    due = preview_touches(spans, {play: rule})[play]
    first, last = days_as_planned(snapshot, play, rule)
    day, there = snapshot.as_of + 1, first <= last
    assert due.waiting == int((there & (first < day) & (last >= day)).sum())
    assert due.weeks == tuple(
        int((there & (first >= day + 7 * week) & (first < day + 7 * week + 7)).sum()) for week in range(WEEKS)
    )
    assert not due.months


def test_plays_come_due_at_all(spans):
    due = preview_touches(spans, {})
    assert sum(due["remind"].weeks) > 20
    assert sum(due["offer"].weeks) > 20
    assert due["return"].waiting > 5


def test_only_those_planned_for_are_counted(snapshot, everybody, spans):
    half = everybody.copy()
    half[::2] = False
    some = spans_ahead(snapshot, Workdays(capacity={}), day=snapshot.as_of + 1, customers=half)
    none = spans_ahead(snapshot, Workdays(capacity={}), day=snapshot.as_of + 1, customers=~everybody)
    assert some.customers < spans.customers
    assert sum(preview_touches(some, {})["offer"].weeks) < sum(preview_touches(spans, {})["offer"].weeks)
    assert sum(preview_touches(none, {})["offer"].weeks) == 0


def test_rare_buyers_are_counted_by_month(snapshot, everybody):
    rare = replace(snapshot, pace=replace(snapshot.pace, usual_gap=500.0, groups=()))
    columns = {**snapshot.columns, "fixed_median": np.full(len(snapshot), 120.0)}
    columns |= {"fixed_90": np.full(len(snapshot), 900.0), "churn_date": np.full(len(snapshot), NO_DAY)}
    rare = replace(rare, columns=columns)
    spans = spans_ahead(rare, Workdays(capacity={}), day=snapshot.as_of + 1, customers=everybody)
    due = preview_touches(spans, {})
    assert sum(due["remind"].weeks) == 0
    assert 2 <= len(due["remind"].months) <= 3
    assert sum(due["remind"].months.values()) > 0
    assert sum(due["second"].months.values()) + due["second"].late > 0


def test_mistakes_wait_from_their_day_on(snapshot, everybody):
    who = str(snapshot.columns["customer_id"][np.flatnonzero(snapshot.is_forecast)[0]])
    told = {"mistakes": {who: snapshot.as_of - 3}, "customers": everybody, "day": snapshot.as_of + 1}
    due = preview_touches(spans_ahead(snapshot, Workdays(capacity={}), **told), {})
    assert due["repair"].waiting == 1
