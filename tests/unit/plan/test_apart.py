from dataclasses import replace

import numpy as np
import pytest

from perennial.pictures.words import Words
from perennial.plan.apart import apart_of, week_plan_apart
from perennial.plan.week import week_plan

#: Bought once, 40 days ago, something bought again after a year and a half.
FURNITURE = {
    "purchases": 1,
    "first": -40,
    "last": -40,
    "early": 200,
    "median": 540.0,
    "p75": 640.0,
    "p90": 700.0,
    "churn": None,
}
DUE_FURNITURE = FURNITURE | {"first": -545, "last": -545}
DUE_COFFEE = {"last": -20, "early": 2}


@pytest.fixture
def both(situation):
    now = situation(DUE_COFFEE, FURNITURE, DUE_FURNITURE, usual_gap=34.0, second_wait=34.0, capacity=9)
    paces = {
        "coffee": replace(now.settings, usual_gap=20.0, second_wait=20.0),
        "furniture": replace(now.settings, usual_gap=540.0, second_wait=540.0, return_horizon=365),
    }
    names = np.array(["coffee", "furniture", "furniture"], dtype=object)
    return lambda which: apart_of(now.take(np.array(which)), names[which], paces, customers=1000)


def test_groups_go_by_their_own_pace(both):
    assert [(part.name, part.rows.tolist(), part.ordering) for part in both([0, 1, 2])] == [
        ("coffee", [0], "gain"),
        ("furniture", [1, 2], "month_due"),
    ]


def test_furniture_is_not_due_after_the_gap_of_the_business(both):
    plan = week_plan_apart(both([0, 1, 2]), capacity=9)
    assert sorted((touch.customer, touch.play) for touch in plan.touches) == [(0, "remind"), (2, "second")]
    said = {touch.customer: Words("en", year=2026).say(touch.reason) for touch in plan.touches}
    assert "540 days" in said[2]


def test_one_list_goes_by_expected_gain(both):
    gains = [touch.expected_gain for touch in week_plan_apart(both([2, 0, 1]), capacity=9).touches]
    assert gains == sorted(gains, reverse=True)


def test_one_capacity_is_shared(both):
    plan = week_plan_apart(both([0, 1, 2]), capacity=0)
    assert (plan.touches, plan.left_out) == ((), 2)


def test_each_group_says_what_its_part_goes_by(both):
    notes = [Words("en").say(note) for note in week_plan_apart(both([0, 1, 2]), capacity=9).notes]
    assert [note.split(":")[0] for note in notes] == ["coffee", "furniture"]


def test_without_groups_the_plan_is_that_of_all(situation):
    now = situation(DUE_COFFEE, FURNITURE, DUE_FURNITURE, usual_gap=34.0, second_wait=34.0)
    parts = apart_of(now, np.full(3, "", dtype=object), {}, customers=1000)
    assert len(parts) == 1
    crowd = week_plan_apart(apart_of(now, np.full(3, "", dtype=object), {}, customers=3), capacity=20)
    assert crowd == week_plan(now.forecast, now.histories, now.settings)


def test_nobody_is_planned_for_nobody(situation):
    now = situation(DUE_COFFEE).take(np.array([], dtype=np.intp))
    paces = {"coffee": now.settings}
    plan = week_plan_apart(apart_of(now, np.array([], dtype=object), paces, customers=0), capacity=5)
    assert (plan.touches, plan.notes) == ((), ())
