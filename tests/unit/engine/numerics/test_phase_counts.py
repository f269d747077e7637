"""Sums over a negative binomial number of phases, against their direct definition."""

import numpy as np
import pytest
from scipy.stats import nbinom

from perennial.engine.numerics.phase_counts import mean_of_running_sum, running_sum


def directly(size: float, odds: float, *, a: float, c: float, k: int, passed: int) -> float:
    m = np.arange(60_000)
    chance = nbinom.pmf(m, size, 1 / (1 + odds))
    turns = np.arange((m[-1] + passed) // k)
    still = np.concatenate([[1.0], np.cumprod((c + turns) / (a + c + turns))])[:-1]
    total = np.concatenate([[0.0], np.cumsum(still)])
    return float(chance @ total[(m + passed) // k])


@pytest.mark.parametrize("a", [0.3, 1.0, 2.5])
def test_running_sum_by_hand(a: float) -> None:
    still = [1.0, 2.0 / (a + 2.0), 2.0 / (a + 2.0) * 3.0 / (a + 3.0)]
    assert running_sum(a, np.array([2.0]), np.array([3.0]))[0] == pytest.approx(sum(still), rel=1e-9)


@pytest.mark.parametrize(("k", "passed"), [(1, 0), (2, 0), (2, 1), (3, 2), (5, 3)])
@pytest.mark.parametrize(
    ("size", "odds"), [(0.4, 3.0), (5.0, 0.2), (40.0, 4.0), (3_000.0, 1.5), (900.0, 8.0)]
)
def test_mean_of_running_sum(k: int, passed: int, size: float, odds: float) -> None:
    got = mean_of_running_sum(np.array([size]), np.array([odds]), 0.7, np.array([3.5]), k=k, passed=passed)
    assert got[0] == pytest.approx(directly(size, odds, a=0.7, c=3.5, k=k, passed=passed), rel=1e-7)


def test_rows_do_not_depend_on_their_neighbours() -> None:
    size, odds, c = np.array([0.4, 3_000.0, 5.0]), np.array([3.0, 1.5, 0.2]), np.array([3.5, 9.0, 2.0])
    together = mean_of_running_sum(size, odds, 0.7, c, k=2, passed=1)
    alone = [
        mean_of_running_sum(size[i : i + 1], odds[i : i + 1], 0.7, c[i : i + 1], k=2, passed=1)[0]
        for i in range(3)
    ]
    assert np.allclose(together, alone, rtol=1e-9)
