import numpy as np
import pytest

from perennial.engine.covariates.drawn_to_whole import draw_to_whole, homogeneity


def test_levels_that_are_alike_are_drawn_together():
    drawn = draw_to_whole(np.array([0.1, -0.1, 0.1, -0.1]), np.eye(4) * 0.04)
    assert np.abs(drawn.mean).max() < 0.06
    assert np.sqrt(np.diag(drawn.covariance)).max() < 0.2


def test_levels_that_clearly_differ_stay_where_they_are():
    estimate = np.array([-1.0, -0.3, 0.4, 1.0])
    drawn = draw_to_whole(estimate, np.eye(4) * 1e-4)
    assert drawn.mean == pytest.approx(estimate, abs=1e-3)
    assert np.sqrt(np.diag(drawn.covariance)) == pytest.approx(0.01, rel=0.01)


def test_a_thin_level_is_drawn_furthest():
    estimate = np.array([0.0, 0.0, 0.0, 0.5, 0.5])
    drawn = draw_to_whole(estimate, np.diag([0.01, 0.01, 0.01, 0.01, 0.25]))
    assert drawn.mean[4] < drawn.mean[3] < 0.5
    assert drawn.covariance[4, 4] > drawn.covariance[3, 3]


def test_a_shift_of_all_shifts_all():
    estimate, covariance = np.array([0.0, 0.2, 0.9]), np.diag([0.01, 0.02, 0.03]) + 0.005
    one, other = draw_to_whole(estimate, covariance), draw_to_whole(estimate + 3.0, covariance)
    assert other.mean == pytest.approx(one.mean + 3.0)
    assert other.covariance == pytest.approx(one.covariance)


def test_homogeneity_is_cochrans_q():
    # Weights 25, 100, 25 and the mean 0.15: Q = 25 * 0.35**2 + 100 * 0.05**2 + 25 * 0.15**2 on 2.
    p = homogeneity(np.array([0.5, 0.1, 0.0]), np.diag([0.04, 0.01, 0.04]))
    assert p == pytest.approx(np.exp(-3.875 / 2))


def test_what_all_levels_are_wrong_by_together_is_no_difference():
    estimate, covariance = np.array([0.5, 0.1, 0.0]), np.diag([0.04, 0.01, 0.04])
    assert homogeneity(estimate, covariance + 10.0) == pytest.approx(homogeneity(estimate, covariance))
