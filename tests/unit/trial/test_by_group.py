"""Parts of a trial read by themselves."""

import numpy as np
from trial_samples import read_trial

from perennial.trial.by_group import readings_by


def test_large_groups_are_read_and_small_ones_are_not() -> None:
    before, followed, _ = read_trial(400)
    names = ["regular"] * 300 + ["new"] * 90 + ["left"] * 10
    found = readings_by(before, followed, names)
    assert [(each.name, each.customers) for each in found] == [("regular", 300), ("new", 90), ("left", 10)]
    assert [each.orders is None for each in found] == [False, False, True]
    assert [each.days_gained is None for each in found] == [False, False, True]


def test_a_group_is_read_as_if_it_were_all() -> None:
    before, followed, _ = read_trial(300)
    whole = readings_by(before, followed, ["all"] * 300)[0]
    twice = readings_by(before, followed, ["all"] * 299 + ["other"])
    assert whole.orders is not None
    assert twice[0].orders is not None
    assert np.isclose(whole.orders.value, twice[0].orders.value, atol=0.2)
