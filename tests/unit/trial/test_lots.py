"""Lots: stable, fair, and checked again."""

import numpy as np
import pytest

from perennial.trial.lots import CONTROL, TREATMENT, Lot, disagreeing, draw
from perennial.trial.sample_ratio import RATIO_IS_OFF, sample_ratio_p

LOT = Lot(trial="gift call", seed=7, held_out=0.1)
WRITTEN = ["c19", "c28", "c37", "c47", "c54"]
KEYS = [f"c{number}" for number in range(20_000)]


def test_a_lot_never_changes():
    """Written down once: a file of arms drawn today is checked with these for years."""
    assert [key for key in KEYS[:60] if LOT.arm(key) == CONTROL] == WRITTEN


def test_company_and_order_do_not_matter():
    backwards = dict(zip(KEYS[::-1], draw(LOT, KEYS[::-1]), strict=True))
    assert draw(LOT, KEYS) == [backwards[key] for key in KEYS]
    assert draw(LOT, KEYS[5:6]) == [backwards[KEYS[5]]]


@pytest.mark.parametrize("held_out", [0.02, 0.1, 0.5, 0.9])
def test_as_many_are_held_out_as_said(held_out):
    arms = draw(Lot(trial="t", seed=1, held_out=held_out), KEYS)
    assert sample_ratio_p(arms.count(CONTROL), len(arms), held_out) > RATIO_IS_OFF


@pytest.mark.parametrize(
    "other", [Lot(trial="gift", seed=7, held_out=0.1), Lot(trial="gift call", seed=8, held_out=0.1)]
)
def test_lots_of_two_trials_have_nothing_in_common(other):
    both = np.array(draw(LOT, KEYS)) == CONTROL
    again = np.array(draw(other, KEYS)) == CONTROL
    assert np.mean(again[both]) == pytest.approx(0.1, abs=0.03)


def test_names_and_seeds_do_not_run_into_each_other():
    first, second = Lot(trial="a", seed=11, held_out=0.5), Lot(trial="a1", seed=1, held_out=0.5)
    assert draw(first, KEYS[:100]) != draw(second, KEYS[:100])


def test_who_is_held_out_of_little_is_held_out_of_more():
    few, many = draw(LOT, KEYS), draw(Lot(trial="gift call", seed=7, held_out=0.3), KEYS)
    assert all(more == CONTROL for less, more in zip(few, many, strict=True) if less == CONTROL)


def test_one_row_swapped_is_found():
    arms = draw(LOT, KEYS)
    assert len(disagreeing(LOT, KEYS, arms)) == 0
    arms[11] = TREATMENT if arms[11] == CONTROL else CONTROL
    assert disagreeing(LOT, KEYS, arms).tolist() == [11]


@pytest.mark.parametrize("held_out", [0.0, 1.0, -0.1, float("nan")])
def test_nobody_or_everybody_is_no_lot(held_out):
    with pytest.raises(ValueError, match="above 0"):
        Lot(trial="t", seed=1, held_out=held_out)


def test_a_ratio_that_no_lot_gives_is_seen():
    assert sample_ratio_p(100, 1000, 0.1) > 0.9
    assert sample_ratio_p(150, 1000, 0.1) < RATIO_IS_OFF
    assert sample_ratio_p(0, 0, 0.1) == 1
