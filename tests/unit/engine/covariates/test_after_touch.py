"""What follows a touch is found where the truth is known, though the silent are those who are touched."""

import numpy as np
import pytest

from perennial.engine.covariates.after_touch import compare_touched, watch
from perennial.engine.covariates.watched_days import Ahead
from perennial.engine.lifetime import mbg_cnbd
from perennial.engine.purchases import histories_at
from perennial.engine.touches import touches_of, untouched
from perennial.simulate.touched import touched_business


def followed(effect, customers=700, seed=4):
    rng = np.random.default_rng(seed)
    made = touched_business(customers, effect=effect, rng=rng)
    histories, _ = histories_at(made.log, made.last_day)
    ahead = Ahead(model=mbg_cnbd.fit(histories, rng=rng), time=None)
    return made, ahead, watch(made.log, made.touches, made.last_day, ahead, horizon=90)


def compared(*watched):
    return compare_touched(watched, horizon=90, rng=np.random.default_rng(0))


def test_no_effect_is_not_found_though_the_silent_are_touched():
    _, _, watched = followed(1.0)
    found = compared(watched)
    assert found.rate.low < 1 < found.rate.high
    assert found.rate.high - found.rate.low < 0.4


def test_touches_that_nearly_double_the_rate_are_found():
    made, _, watched = followed(1.8)
    found = compared(watched)
    assert 1.4 < found.rate.low < 1.8 < found.rate.high < 2.3
    assert found.away.value < 1
    # What follows those of the last day is not seen.
    assert found.touches == np.count_nonzero(made.touches.day < made.last_day)
    assert found.customers == np.count_nonzero(np.diff(made.touches.offsets))


def test_groups_are_pooled():
    one, other = followed(1.8)[2], followed(1.8, seed=5)[2]
    both = compared(one, other)
    assert both.customers == compared(one).customers + compared(other).customers
    assert both.rate.high - both.rate.low < min(
        found.rate.high - found.rate.low for found in (compared(one), compared(other))
    )


def test_few_touched_customers_say_nothing():
    found = compared(followed(1.8, customers=30)[2])
    assert (found.rate.known, found.away.known) == (False, False)
    assert found.touches > 0


def test_nobody_touched_is_none():
    made, ahead, _ = followed(1.0, customers=50)
    assert watch(made.log, untouched(len(made.log)), made.last_day, ahead, horizon=90) is None
    assert compared() is None


@pytest.mark.parametrize("day", [0, 1])
def test_touches_before_the_first_purchase_and_after_the_last_day_do_not_count(day):
    made, ahead, _ = followed(1.0, customers=50)
    at = made.log.day[made.log.offsets[:-1]] - 1 if day == 0 else np.full(len(made.log), made.last_day)
    outside = touches_of(np.arange(len(made.log)), at.astype(np.int32), len(made.log))
    assert watch(made.log, outside, made.last_day, ahead, horizon=90) is None
