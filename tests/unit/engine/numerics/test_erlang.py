"""The sum over phases of a silence."""

import numpy as np
import pytest
from scipy.special import binom

from perennial.engine.numerics.erlang import phase_sum, phase_sum_and_slope, phase_terms

Q, Z = np.array([0.7, 5.0, 60.0]), np.array([0.2, 0.0, 0.99])


@pytest.mark.parametrize("k", [1, 2, 5])
def test_phase_sum_by_definition(k: int) -> None:
    expected = sum(binom(Q + j - 1, j) * Z**j for j in range(k))
    assert np.allclose(phase_sum(Q, Z, k), expected, rtol=1e-12)
    assert np.allclose(sum(phase_terms(Q, Z, k)), expected, rtol=1e-12)


@pytest.mark.parametrize("k", [1, 2, 5])
def test_slope_by_differences(k: int) -> None:
    total, slope = phase_sum_and_slope(Q, Z, k)
    assert np.allclose(total, phase_sum(Q, Z, k), rtol=1e-12)
    step = 1e-6
    assert np.allclose(slope, (phase_sum(Q, Z + step, k) - phase_sum(Q, Z - step, k)) / (2 * step), rtol=1e-5)
