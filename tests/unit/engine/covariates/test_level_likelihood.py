import numpy as np
import pytest

from perennial.engine.covariates.level_likelihood import level_likelihood
from perennial.engine.histories import Histories
from perennial.engine.lifetime.mbg_cnbd_likelihood import likelihood_of


def some(seed, customers=300, levels=3):
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 6, customers).astype(np.int32)
    recency = np.where(x > 0, rng.integers(1, 200, customers), 0).astype(np.int32)
    age = (recency + rng.integers(0, 200, customers)).astype(np.int32)
    return x, recency, age, rng.integers(0, levels, customers).astype(np.int32)


@pytest.mark.parametrize("k", [1, 2, 5])
def test_slope_is_that_of_the_value(k):
    likelihood = level_likelihood(*some(1), 3)
    at = np.array([0.1, 0.5, -3.0, -3.5, -4.0, -0.5, 0.0, 0.4])
    slope = likelihood.log_likelihood(at, k)[1]
    steps = [
        likelihood.log_likelihood(at + step, k)[0] - likelihood.log_likelihood(at - step, k)[0]
        for step in 1e-5 * np.eye(8)
    ]
    assert slope == pytest.approx(np.array(steps) / 2e-5, rel=1e-5, abs=1e-4)


@pytest.mark.parametrize("k", [1, 3])
def test_alike_levels_say_what_the_model_without_levels_says(k):
    x, recency, age, level = some(2)
    likelihood = level_likelihood(x, recency, age, level, 3)
    plain = likelihood_of(
        Histories(as_of=0, frequency=x, recency=recency, T=age, sum_log_gap=np.zeros(len(x)))
    )

    def difference(one, other):
        r, alpha, a, b = (np.array(each) for each in zip(one, other, strict=True))
        theta = [
            np.concatenate(
                [
                    [np.log(r[at]), np.log(a[at] + b[at])],
                    np.full(3, np.log(r[at] / alpha[at])),
                    np.full(3, np.log(a[at] / b[at])),
                ]
            )
            for at in (0, 1)
        ]
        ours = [likelihood.log_likelihood(each, k)[0] for each in theta]
        theirs = [plain.log_likelihood(np.log([r[at], alpha[at], a[at], b[at]]), k)[0] for at in (0, 1)]
        return ours[0] - ours[1], theirs[0] - theirs[1]

    ours, theirs = difference((1.2, 40.0, 0.7, 1.5), (0.6, 90.0, 0.3, 2.5))
    assert ours == pytest.approx(theirs, rel=1e-9)
    assert abs(ours) > 1
