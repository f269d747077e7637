"""Closed forms of purchases to come, against sums over a negative binomial number of phases."""

import numpy as np
import pytest
from scipy.stats import nbinom

from perennial.engine.numerics.renewals import first_wait_survival, mean_renewals

M = np.arange(20_000)


@pytest.mark.parametrize(("k", "passed"), [(1, 0), (2, 0), (2, 1), (3, 1), (4, 3), (6, 2)])
@pytest.mark.parametrize(("size", "odds"), [(0.3, 2.0), (7.0, 0.5), (400.0, 1.2), (2.0, 0.001)])
def test_against_sums(k: int, passed: int, size: float, odds: float) -> None:
    chance = nbinom.pmf(M, size, 1 / (1 + odds))
    mean = mean_renewals(np.array(size), np.array(odds), k=k, passed=passed)
    assert mean == pytest.approx(float(chance @ ((M + passed) // k)), rel=1e-9, abs=1e-12)
    none = first_wait_survival(np.array(size), np.array(odds), k=k, passed=passed)
    assert none == pytest.approx(float(chance[k - passed > M].sum()), rel=1e-9, abs=1e-12)
