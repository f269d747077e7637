from dataclasses import replace

import numpy as np
import pytest

from perennial.core.days import NO_DAY
from perennial.flows.refresh.date_changes import DateChange, find_changes
from perennial.flows.refresh.matching import Matched


def at(snapshot, **cells):
    """Give the snapshot with some cells of its first customer changed."""
    columns = {name: column.copy() for name, column in snapshot.columns.items()}
    columns["churn_date"][0] = 20_100
    for name, value in cells.items():
        columns[name][0] = value
    return replace(snapshot, columns=columns)


def change(before, now, *, same=True, fitted=None):
    rows = np.arange(len(now))
    matched = Matched(snapshot=before, place=rows, same=np.full(len(rows), same))
    return find_changes(matched, now, fitted=fitted)


PROMISED = {"churn_date": 20_140, "named_by": "promise", "promised": 20_126}
ENDS = {"churn_date": 20_050, "named_by": "known_end"}


@pytest.mark.parametrize(
    ("before", "now", "how", "cause"),
    [
        ({}, {"churn_date": 20_150}, {"same": False}, "order"),
        ({}, {"churn_date": 20_150}, {"same": False, "fitted": "refit"}, "order"),
        ({}, {"churn_date": 20_101}, {"fitted": "refit"}, "refit"),
        ({}, {"churn_date": NO_DAY}, {"fitted": "setting"}, "setting"),
        ({}, PROMISED, {"same": False}, "promise"),
        (PROMISED, {**PROMISED, "churn_date": 20_150, "promised": 20_136}, {}, "promise"),
        (PROMISED, {**PROMISED, "churn_date": 20_141}, {"fitted": "refit"}, "refit"),
        (PROMISED, {}, {}, "promise"),
        (PROMISED, {}, {"same": False}, "order"),
        ({}, ENDS, {"same": False}, "known_end"),
        (ENDS, {**ENDS, "churn_date": 20_080}, {"fitted": "refit"}, "known_end"),
        (ENDS, {}, {"fitted": "setting"}, "known_end"),
        (ENDS, PROMISED, {}, "promise"),
    ],
)
def test_change_has_its_cause(first, before, now, how, cause):
    before, now = at(first.snapshot, **before), at(first.snapshot, **now)
    old, new = (int(each.columns["churn_date"][0]) for each in (before, now))
    who = str(now.columns["customer_id"][0])
    new = None if new == NO_DAY else new
    assert change(before, now, **how) == (DateChange(customer_id=who, old=old, new=new, cause=cause),)


def test_date_that_moves_for_no_cause_is_a_fault(first):
    with pytest.raises(AssertionError, match="no cause"):
        change(at(first.snapshot), at(first.snapshot, churn_date=20_101))


def test_same_date_is_no_change(first):
    before = at(first.snapshot)
    assert change(before, at(first.snapshot, named_by="promise", promised=20_080), same=False) == ()


def test_customers_who_object_or_are_new_change_nothing(first):
    now = at(first.snapshot, churn_date=20_150)
    assert change(at(first.snapshot, stage=""), now, same=False) == ()
    assert change(at(first.snapshot), at(first.snapshot, stage="", churn_date=NO_DAY), same=False) == ()
    nobody = Matched(snapshot=None, place=np.full(len(now), -1), same=np.zeros(len(now), np.bool_))
    assert find_changes(nobody, now, fitted="refit") == ()
