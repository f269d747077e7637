from dataclasses import replace

import numpy as np
import pytest

from perennial.engine.covariates.trait_effects import effects_of_traits
from perennial.engine.purchases import histories_at
from perennial.engine.traits import NO_LEVEL, Traits
from perennial.simulate.levels import levelled

RATE, LEAVING = np.array([1.0, 1.6, 0.6]), np.array([0.3, 0.15, 0.5])


def simulated(customers, *, rate=RATE, leaving=LEAVING, seed=5):
    made = levelled(
        customers, share=[0.5, 0.3, 0.2], rate=rate, leaving=leaving, rng=np.random.default_rng(seed)
    )
    histories, _ = histories_at(made.business.log, made.business.last_day)
    traits = Traits(names=("channel",), levels=(("a", "b", "c"),), code=made.level[:, None])
    return traits, histories


def within(estimate, truth):
    return estimate.low <= truth <= estimate.high


def test_known_levels_are_found_within_their_limits():
    traits, histories = simulated(3000)
    (found,) = effects_of_traits(traits, histories, regularity=2)
    assert found.rates_differ
    assert found.leavings_differ
    share = np.bincount(traits.code[:, 0]) / len(traits)
    assert [each.level for each in found.levels] == ["a", "b", "c"]
    for each, rate, leaving in zip(found.levels, RATE / (share @ RATE), LEAVING, strict=True):
        assert within(each.rate, rate)
        assert within(each.leaving, leaving)
        assert each.rate.high / each.rate.low < 1.4
    assert sum(each.customers for each in found.levels) == 3000


def test_alike_levels_do_not_differ():
    traits, histories = simulated(1500, rate=np.ones(3), leaving=np.full(3, 0.3))
    (found,) = effects_of_traits(traits, histories, regularity=2)
    assert not found.rates_differ
    assert not found.leavings_differ
    assert all(within(each.rate, 1.0) and within(each.leaving_odds, 1.0) for each in found.levels)


def test_unit_of_time_does_not_matter():
    traits, histories = simulated(400)
    slower = replace(histories, recency=7 * histories.recency, T=7 * histories.T)
    (one,), (other,) = (effects_of_traits(traits, each, regularity=2) for each in (histories, slower))
    for here, there in zip(one.levels, other.levels, strict=True):
        assert there.rate.value == pytest.approx(here.rate.value, rel=1e-3)
        assert there.leaving.value == pytest.approx(here.leaving.value, rel=1e-3)


def test_levels_of_few_customers_stand_together_and_unknown_ones_are_left_out():
    traits, histories = simulated(600)
    code = traits.code.copy()
    code[:20], code[20:40], code[40:140] = 3, 4, NO_LEVEL
    more = Traits(names=("channel",), levels=(("a", "b", "c", "d", "e"),), code=code)
    (found,) = effects_of_traits(more, histories, regularity=2)
    assert [each.level for each in found.levels] == ["a", "b", "c", None]
    assert found.levels[-1].customers == 40
    assert sum(each.customers for each in found.levels) == 500


def test_a_trait_that_hardly_anybody_shares_says_nothing():
    traits, histories = simulated(200)
    names = tuple(map(str, range(200)))
    lone = Traits(names=("product",), levels=(names,), code=np.arange(200, dtype=np.int32)[:, None])
    assert effects_of_traits(lone, histories, regularity=2) == ()
    one = replace(traits, code=np.zeros_like(traits.code))
    assert effects_of_traits(one, histories, regularity=2) == ()
