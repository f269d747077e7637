from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trial_samples import read_trial

from perennial.simulate.trial import TrialLaw
from perennial.trial.before import Before
from perennial.trial.reading import reading_of

PARTS = ("orders", "days_to_next_order", "days_gained")


def in_order(before, seen, order):
    """The same trial with its customers in another order."""
    place = np.argsort(order)
    moved = {
        name: getattr(before, name)[order] for name in ("frequency", "recency", "silence", "gone", "ahead")
    }
    shown = replace(seen, treated=seen.treated[order], until=seen.until[order], customer=place[seen.customer])
    return replace(before, **moved), shown


def numbers(reading):
    return np.array(
        [
            [
                getattr(getattr(reading, part), name)
                for name in ("value", "low", "high", "planned_low", "planned_high")
            ]
            for part in PARTS
        ]
    )


trials = st.builds(
    lambda seed, held_out, customers: read_trial(
        customers, TrialLaw(held_out=held_out, shift=20.0), seed=seed
    ),
    st.integers(0, 10_000),
    st.sampled_from([0.2, 0.5]),
    st.sampled_from([60, 300]),
)


@settings(max_examples=15, deadline=None)
@given(trials, st.integers(0, 1_000))
def test_the_order_of_customers_never_matters(trial, seed) -> None:
    before, seen, _ = trial
    other = in_order(before, seen, np.random.default_rng(seed).permutation(len(before)))
    assert numbers(reading_of(*other)) == pytest.approx(numbers(reading_of(before, seen)), abs=1e-3)


@settings(max_examples=15, deadline=None)
@given(trials)
def test_limits_hold_the_value_and_those_for_every_look_hold_the_planned_ones(trial) -> None:
    before, seen, _ = trial
    for value, low, high, planned_low, planned_high in numbers(reading_of(before, seen)):
        assert low <= planned_low <= value <= planned_high <= high


@settings(max_examples=15, deadline=None)
@given(trials)
def test_arms_that_change_names_turn_the_sign(trial) -> None:
    before, seen, _ = trial
    there = numbers(reading_of(before, seen))[:2]
    back = numbers(reading_of(before, replace(seen, treated=~seen.treated)))[:2]
    assert back == pytest.approx(-there[:, [0, 2, 1, 4, 3]], abs=1e-9)


@settings(max_examples=10, deadline=None)
@given(trials)
def test_days_gained_turn_with_the_arms_but_for_the_change_of_pace(trial) -> None:
    before, seen, _ = trial
    there = reading_of(before, seen).days_gained
    back = reading_of(before, replace(seen, treated=~seen.treated)).days_gained
    assert back.value == pytest.approx(-there.value, abs=0.5 * there.standard_error)


@settings(max_examples=10, deadline=None)
@given(trials)
def test_stays_lie_within_the_horizon(trial) -> None:
    before, seen, _ = trial
    reading = reading_of(before, seen)
    for arm in (reading.control, reading.treatment):
        assert 0 <= arm.mean_stay <= 270
        assert 0 <= arm.mean_days_to_next_order <= 270
    assert abs(reading.days_gained.value) <= 270


def test_histories_are_not_changed_by_reading() -> None:
    before, seen, _ = read_trial(100)
    kept = {name: np.copy(getattr(before, name)) for name in Before.__dataclass_fields__}
    reading_of(before, seen)
    assert all((getattr(before, name) == value).all() for name, value in kept.items())
