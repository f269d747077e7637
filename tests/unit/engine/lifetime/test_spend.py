"""Spend per order."""

import numpy as np
import pytest

from perennial.engine.lifetime.spend import fit_spend


def test_fit_recovers_the_truth() -> None:
    rng = np.random.default_rng(0)
    x = rng.integers(0, 12, 30_000)
    nu = rng.gamma(4.0, 1 / 15.0, 30_000)
    mean = np.where(x > 0, rng.gamma(np.maximum(6.0 * x, 1.0)) / nu / np.maximum(x, 1), np.nan)
    model = fit_spend(x, mean)
    assert [model.p, model.q, model.gamma] == pytest.approx([6.0, 4.0, 15.0], rel=0.08)
    assert model.gradient_norm < 1e-6
    assert abs(model.correlation) < 0.03
    expected = model.expected(x, mean)
    assert expected[x == 0] == pytest.approx(6.0 * 15.0 / 3.0, rel=0.03)
    truth = 6.0 / nu
    for low, high in ((1, 3), (3, 12)):
        group = (x >= low) & (x < high)
        assert expected[group].mean() == pytest.approx(truth[group].mean(), rel=0.03)


def test_own_mean_is_drawn_towards_everyones_less_the_more_is_known() -> None:
    rng = np.random.default_rng(1)
    x = rng.integers(1, 6, 500)
    model = fit_spend(x, rng.gamma(5.0, 4.0, 500))
    few, many = model.expected(np.array([1, 50]), np.array([100.0, 100.0]))
    assert 20.0 < few < many < 100.0


def test_refunds_and_missing_money_are_left_out() -> None:
    rng = np.random.default_rng(2)
    x, mean = rng.integers(1, 6, 300), rng.gamma(5.0, 4.0, 300)
    odd = np.array([-50.0, 0.0, np.nan])
    model = fit_spend(np.append(x, [3, 3, 3]), np.append(mean, odd))
    assert model == fit_spend(x, mean)
    expected = model.expected(np.array([3, 3, 3, 0]), np.append(odd, np.nan))
    assert expected == pytest.approx(expected[3])


@pytest.mark.parametrize(
    ("x", "mean", "expected"),
    [
        ([], [], []),
        ([0], [np.nan], [0.0]),
        ([2], [30.0], [30.0]),
        ([2, 0], [30.0, np.nan], [30.0, 30.0]),
        ([1, 1, 2, 4, 0], [7.0, 7.0, 7.0, 7.0, 0.0], [7.0] * 5),
    ],
)
def test_too_little_to_fit_falls_back_on_the_pooled_mean(
    x: list[int], mean: list[float], expected: list[float]
) -> None:
    frequency, spend = np.array(x, np.int32), np.array(mean, np.float64)
    model = fit_spend(frequency, spend)
    assert np.isnan(model.p)
    assert model.expected(frequency, spend) == pytest.approx(expected)


def test_a_handful_of_customers_is_fitted_soberly() -> None:
    x, mean = np.array([1, 2, 3]), np.array([10.0, 1_000.0, 30.0])
    expected = fit_spend(x, mean).expected(np.append(x, 0), np.append(mean, np.nan))
    assert np.isfinite(expected).all()
    assert (expected > 0).all()


def test_the_unit_of_money_scales_the_answer() -> None:
    rng = np.random.default_rng(3)
    x, mean = rng.integers(1, 6, 200), rng.gamma(5.0, 4.0, 200)
    cents = fit_spend(x, 100 * mean).expected(x, 100 * mean)
    assert cents == pytest.approx(100 * fit_spend(x, mean).expected(x, mean), rel=1e-4)
