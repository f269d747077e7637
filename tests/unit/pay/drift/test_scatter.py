import numpy as np
import pytest

from perennial.pay.drift.scatter import Past, scatter_of


def shares(rng, weeks, spread=0.0):
    level = np.clip(0.3 + rng.normal(0, spread, weeks) if spread else np.full(weeks, 0.3), 0.01, 0.99)
    return Past(part=rng.binomial(80, level).astype(float), whole=np.full(weeks, 80.0))


def test_chance_alone_has_a_dispersion_of_one():
    rng = np.random.default_rng(1)
    found = scatter_of([shares(rng, 400) for _ in range(3)], is_share=True, counts=True)
    assert [each.dispersion for each in found] == pytest.approx([1, 1, 1], abs=0.15)
    assert found[0].aftereffect < 0.1


def test_weeks_that_vary_scatter_more_than_chance():
    rng = np.random.default_rng(2)
    found = scatter_of([shares(rng, 400, 0.1)], is_share=True, counts=True)[0]
    assert found.dispersion == pytest.approx(1 + 79 * 0.01 / 0.21, rel=0.25)


def test_a_few_weeks_of_ones_own_lean_on_the_department():
    rng = np.random.default_rng(3)
    calm, others = shares(rng, 3), [shares(rng, 200, 0.1) for _ in range(4)]
    alone = scatter_of([calm], is_share=True, counts=True)[0]
    among = scatter_of([calm, *others], is_share=True, counts=True)[0]
    assert among.dispersion > 2 * alone.dispersion
    assert among.freedom == alone.freedom + 20


def test_nothing_known_is_taken_for_more_than_chance():
    nothing = Past(part=np.zeros(0), whole=np.zeros(0))
    found = scatter_of([nothing], is_share=False, counts=True)[0]
    assert (found.dispersion, found.freedom, found.aftereffect) == (2.0, 1.0, 0.0)


def test_weeks_that_follow_each_other_make_sums_less_sure():
    rng = np.random.default_rng(4)
    level = np.zeros(300)
    for week in range(1, 300):
        level[week] = 0.5 * level[week - 1] + rng.normal(0, 8)
    found = scatter_of([Past(part=100 + level, whole=np.full(300, 5.0))], is_share=False, counts=False)[0]
    assert found.aftereffect == pytest.approx(0.5, abs=0.1)
    assert found.of_sum(4) > 1.8 * found.of_sum(1)
    assert found.of_sum(1) == found.dispersion
