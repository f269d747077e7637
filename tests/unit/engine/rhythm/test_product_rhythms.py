import numpy as np
import pytest

from perennial.engine.purchases import histories_at
from perennial.engine.rhythm import product_rhythms
from perennial.engine.rhythm.activity import activity_beside
from perennial.engine.rhythm.product_days import pairs_at
from perennial.engine.rhythm.product_rhythms import fit_product_rhythms
from perennial.simulate.product_shop import product_shop

PACES = (14.0, 21.0, 30.0, 45.0, 60.0, 90.0)


def fit(shop, as_of=None, **how):
    as_of = shop.last_day if as_of is None else as_of
    pairs, _ = pairs_at(shop.days, as_of)
    histories, _ = histories_at(shop.days.purchases, as_of)
    activity = activity_beside(pairs, histories, np.ones(len(histories)))
    return fit_product_rhythms(pairs, activity, **how)


@pytest.fixture(scope="module")
def shop():
    return product_shop(600, paces=PACES, rng=np.random.default_rng(5))


@pytest.fixture(scope="module")
def fitted(shop):
    return fit(shop)


def test_paces_are_found(fitted):
    days = np.exp(fitted.log_pace) * fitted.k
    np.testing.assert_allclose(days / days.mean(), np.array(PACES) / np.mean(PACES), rtol=0.15)


def test_regularity_is_found(fitted):
    assert fitted.k == 3


def test_a_thin_product_is_drawn_to_the_others_and_says_so(shop):
    thin = product_shop(600, paces=(*PACES, 400.0), share=(*[0.5] * 6, 0.004), rng=np.random.default_rng(5))
    pooled, alone = fit(thin), fit(thin, pool=False)
    middle = np.median(pooled.log_pace[:-1])
    assert abs(pooled.log_pace[-1] - middle) < abs(alone.log_pace[-1] - middle)
    assert pooled.pooled[-1] > 3 * pooled.pooled[:-1].max()
    assert pooled.pace_error[-1] > 2 * pooled.pace_error[:-1].max()


def test_pace_in_all_else_carries_over_where_customers_differ_in_it():
    differ = product_shop(500, paces=PACES, rng=np.random.default_rng(1), alike=1.5, own=50.0)
    alike = product_shop(500, paces=PACES, rng=np.random.default_rng(1), alike=200.0, own=1.5)
    assert fit(differ).activity_weight > 3 * fit(alike).activity_weight


def test_a_shop_of_one_product_asks_nothing_of_all_else():
    shop = product_shop(300, paces=(30.0,), rng=np.random.default_rng(2))
    assert fit(shop).activity_weight == 0


def test_nothing_is_said_where_nobody_came_back(shop):
    pairs, _ = pairs_at(shop.days, int(shop.days.log.day.min()))
    assert fit_product_rhythms(pairs, np.zeros(len(pairs))) is None


def test_what_is_shared_may_be_found_on_some_products(shop, fitted, monkeypatch):
    monkeypatch.setattr(product_rhythms, "_MOST_PAIRS", 1_000)
    some = fit(shop)
    assert some.k == fitted.k
    np.testing.assert_allclose(some.log_pace, fitted.log_pace, atol=0.1)


def test_products_may_be_named_in_another_order_and_unknown_ones_are_like_all(fitted):
    named = fitted.of(("product 0003", "new", "product 0000"))
    assert named.names == ("product 0003", "new", "product 0000")
    assert named.log_pace.tolist() == [fitted.log_pace[3], fitted.mean_log_pace, fitted.log_pace[0]]
    assert named.leaving.tolist() == [fitted.leaving[3], fitted.mean_leaving, fitted.leaving[0]]
    assert named.pace_error[1] == fitted.spread
    assert fitted.of(fitted.names) is fitted
