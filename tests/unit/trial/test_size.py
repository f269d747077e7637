import numpy as np
import pytest

from perennial.trial.size import (
    cost_of_holding_out,
    customers_for,
    needed_customers,
    smallest_seen,
    unexplained,
    weeks_to_enrol,
)


@pytest.mark.parametrize("held_out", [0.1, 0.5])
def test_with_so_many_an_effect_is_seen_four_times_in_five(held_out):
    needed = needed_customers(deviation=2.0, smallest_effect=0.4, held_out=held_out)
    rng = np.random.default_rng(3)
    controls = round(needed.customers * held_out)
    treated = needed.customers - controls
    runs = 4000
    difference = 0.4 + rng.normal(0, 2 / np.sqrt(treated), runs) - rng.normal(0, 2 / np.sqrt(controls), runs)
    half = 1.96 * 2 * np.sqrt(1 / treated + 1 / controls)
    assert np.mean(np.abs(difference) > half) == pytest.approx(0.8, abs=0.025)


def test_fewer_held_out_and_more_looks_need_more_customers():
    fair = needed_customers(deviation=2, smallest_effect=0.4, held_out=0.5)
    assert fair.held_out == (fair.customers + 1) // 2
    assert needed_customers(deviation=2, smallest_effect=0.4, held_out=0.1).customers > 2.7 * fair.customers
    looks = needed_customers(deviation=2, smallest_effect=0.4, held_out=0.5, widening=1.5)
    assert looks.customers > 1.7 * fair.customers


@pytest.mark.parametrize(("effect", "held_out"), [(0.0, 0.5), (0.1, 0.0), (0.1, 1.0)])
def test_what_cannot_be_asked_is_refused(effect, held_out):
    with pytest.raises(ValueError, match="above 0"):
        needed_customers(deviation=1, smallest_effect=effect, held_out=held_out)


def test_weeks_and_cost():
    assert weeks_to_enrol(100, there=120, a_week=0) == 0
    assert weeks_to_enrol(100, there=20, a_week=30) == 3
    assert weeks_to_enrol(100, there=20, a_week=0) is None
    assert cost_of_holding_out(90, 12.5) == 1125
    assert cost_of_holding_out(90, -3) == 0


def test_a_trial_that_is_there_tells_how_many_more_it_needs():
    error = 2 * np.sqrt(1 / 100 + 1 / 900)
    found = customers_for(standard_error=error, customers=1000, smallest_effect=0.4, widening=1.4)
    planned = needed_customers(deviation=2, smallest_effect=0.4, held_out=0.1, widening=1.4)
    assert found == pytest.approx(planned.customers, abs=1)
    assert customers_for(standard_error=error, customers=1000, smallest_effect=0) is None


def test_smallest_effect_seen_is_that_for_which_so_many_are_needed() -> None:
    needed = needed_customers(deviation=2.5, smallest_effect=0.3, held_out=0.2, widening=1.5)
    seen = smallest_seen(deviation=2.5, customers=needed.customers, held_out=0.2, widening=1.5)
    assert seen == pytest.approx(0.3, rel=1e-3)
    assert smallest_seen(deviation=2.5, customers=0, held_out=0.2) is None


def test_what_earlier_orders_explain_needs_no_customers():
    rng = np.random.default_rng(4)
    before = rng.poisson(4, 2_000)
    since = 2.0 * before + rng.normal(0, 1.5, 2_000)
    assert unexplained(before, since) == pytest.approx(1.5, rel=0.05)
    assert unexplained(np.ones(2_000), since) == pytest.approx(since.std(ddof=2))
