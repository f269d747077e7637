from dataclasses import fields, replace

import numpy as np
import pytest

from perennial.core.progress import silent
from perennial.flows.forecast_all import forecast_all
from perennial.flows.standing import UNASKED
from perennial.flows.wanted import Wanted

WANTED = Wanted(
    model="mbg-cnbd-k",
    count_horizons=(90,),
    chance_horizons=(90,),
    learnt=(90,),
    return_horizon=None,
    usual_gap=25.0,
    regular_from=4,
)


@pytest.fixture(scope="module")
def both(shop):
    log = shop.log(shop.begin)
    try:
        return tuple(
            forecast_all(
                log, replace(WANTED, regular_from=asked), rng=np.random.default_rng(0), progress=silent
            )
            for asked in (4, None)
        )
    finally:
        log.close()


def test_stages_and_money_are_found_when_asked_for(both):
    asked, _ = both
    assert asked.forecast.stage.min() >= 0
    assert np.isfinite(asked.forecast.value_at_risk).all()
    assert asked.models.groups[0].spend is not None


def test_stages_and_money_are_blank_when_not_asked_for(both):
    _, unasked = both
    assert (unasked.forecast.stage == UNASKED).all()
    assert np.isnan(unasked.forecast.value_at_risk).all()
    assert unasked.models.groups[0].spend is None
    assert unasked.spend_per_order is None


def test_all_else_is_the_same_whether_stages_are_asked_for(both):
    asked, unasked = (each.forecast.whole for each in both)
    for each in fields(asked):
        if each.name not in {"stage", "value_at_risk"}:
            np.testing.assert_equal(getattr(asked, each.name), getattr(unasked, each.name), each.name)
