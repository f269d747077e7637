import numpy as np
import pytest

from perennial.engine.lifetime import mbg_cnbd
from perennial.engine.rhythm.pair_waits import pair_waits
from perennial.engine.rhythm.product_days import pairs_at
from perennial.engine.rhythm.product_rhythms import ProductRhythms
from perennial.simulate.product_shop import product_shop


@pytest.fixture(scope="module")
def pairs():
    shop = product_shop(150, paces=(30.0,), rng=np.random.default_rng(1))
    return pairs_at(shop.days, shop.last_day)[0]


def rhythms(model):
    share = model.a / (model.a + model.b)
    return ProductRhythms(
        names=("coffee",),
        k=model.k,
        r=model.r,
        concentration=model.a + model.b,
        activity_weight=1.0,
        log_pace=np.log([model.alpha / model.r]),
        leaving=np.array([share]),
        pace_error=np.zeros(1),
        pooled=np.zeros(1),
        mean_log_pace=0.0,
        mean_leaving=share,
        spread=1.0,
    )


def test_one_product_is_forecast_as_the_model_of_all_customers_does(pairs):
    model = mbg_cnbd.fit(pairs.histories, rng=np.random.default_rng(0))
    waits = pair_waits(rhythms(model), pairs, np.zeros(len(pairs)))
    state = pairs.histories.frequency, pairs.histories.recency, pairs.histories.silence
    np.testing.assert_allclose(waits.p_alive, model.p_alive(*state))
    np.testing.assert_allclose(waits.p_order(14), model.p_order(*state, horizon=14))
    for probability in (0.1, 0.5, 0.9):
        np.testing.assert_allclose(
            waits.wait(probability, within=50_000.0, silence=waits.silence),
            model.next_order_wait(*state, probability=probability),
            rtol=0.02,
            atol=0.05,
        )


def test_a_customer_twice_as_active_waits_half_as_long_at_first(pairs):
    model = mbg_cnbd.fit(pairs.histories, rng=np.random.default_rng(0))
    first = pairs.take(pairs.histories.frequency == 0)
    calm = pair_waits(rhythms(model), first, np.zeros(len(first))).wait(0.5, within=1e6, silence=0.0)
    busy = pair_waits(rhythms(model), first, np.full(len(first), np.log(2))).wait(
        0.5, within=1e6, silence=0.0
    )
    np.testing.assert_allclose(busy, calm / 2, rtol=0.01)
