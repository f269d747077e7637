import numpy as np
import pytest
from scipy.optimize import approx_fprime

from perennial.engine.lifetime.mbg_cnbd_likelihood import likelihood_of
from perennial.engine.rhythm.product_days import pairs_at
from perennial.engine.rhythm.product_likelihood import pair_likelihood
from perennial.simulate.product_shop import product_shop


@pytest.fixture(scope="module")
def pairs():
    shop = product_shop(120, paces=(20.0, 90.0), rng=np.random.default_rng(3), span=400)
    return pairs_at(shop.days, shop.last_day)[0]


@pytest.mark.parametrize("k", [1, 2, 4])
def test_one_product_is_the_model_of_all_customers(k):
    shop = product_shop(80, paces=(30.0,), rng=np.random.default_rng(1))
    pairs, _ = pairs_at(shop.days, shop.last_day)
    r, pace, share, concentration = 1.7, 25.0, 0.3, 2.4
    own = np.array([[np.log(pace), np.log(share / (1 - share))]])
    shared = np.array([np.log(r), np.log(concentration), 0.0])
    found = pair_likelihood(pairs, np.zeros(len(pairs)), np.ones(1)).at(own, shared, k)
    theta = np.log([r, r * pace, share * concentration, (1 - share) * concentration])
    assert found.value.sum() == pytest.approx(likelihood_of(pairs.histories).log_likelihood(theta, k)[0])


@pytest.mark.parametrize("k", [1, 3])
def test_slopes_are_those_of_the_value(pairs, k):
    activity = np.random.default_rng(2).normal(size=len(pairs))
    likelihood = pair_likelihood(pairs, activity, np.ones(2))
    own, shared = np.array([[3.0, -0.5], [4.0, 0.4]]), np.array([0.3, 0.8, 0.5])

    def value(theta):
        return likelihood.at(theta[:4].reshape(2, 2), theta[4:], k).value.sum()

    at = likelihood.at(own, shared, k)
    slopes = approx_fprime(np.concatenate([own.ravel(), shared]), value, 1e-6)
    np.testing.assert_allclose(np.concatenate([at.own.ravel(), at.shared]), slopes, rtol=1e-4, atol=1e-2)


def test_a_pair_that_stands_for_three_counts_three_times_in_what_is_shared(pairs):
    own, shared = np.array([[3.0, -0.5], [4.0, 0.4]]), np.array([0.3, 0.8, 0.0])
    zero = np.zeros(len(pairs))
    once = pair_likelihood(pairs, zero, np.ones(2)).at(own, shared, 2)
    thrice = pair_likelihood(pairs, zero, np.full(2, 3.0)).at(own, shared, 2)
    np.testing.assert_allclose(thrice.shared, 3 * once.shared)
    np.testing.assert_array_equal(thrice.own, once.own)
