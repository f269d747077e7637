import numpy as np
import pytest
from scipy.stats import ttest_ind

from perennial.trial.contrast import contrast_of
from perennial.trial.limits import Effect, effect_of, within


def made(count, seed=1):
    rng = np.random.default_rng(seed)
    treated = np.arange(count) < count // 2
    outcome = rng.normal(1.0, 2.0, count)
    moves = np.empty(count)
    for arm in (treated, ~treated):
        moves[arm] = (outcome[arm] - outcome[arm].mean()) / arm.sum()
    value = outcome[treated].mean() - outcome[~treated].mean()
    return contrast_of(value, moves, treated), treated, outcome


def test_planned_limits_of_means_are_those_of_welch() -> None:
    contrast, treated, outcome = made(24)
    effect = effect_of(contrast, treated)
    welch = ttest_ind(outcome[treated], outcome[~treated], equal_var=False).confidence_interval()
    assert (effect.planned_low, effect.planned_high) == pytest.approx((welch.low, welch.high), rel=1e-6)


def test_limits_for_every_look_are_half_again_as_wide_at_the_planned_end() -> None:
    contrast, treated, _ = made(100_000)
    effect = effect_of(contrast, treated)
    ratio = (effect.high - effect.low) / (effect.planned_high - effect.planned_low)
    assert ratio == pytest.approx(1.549, abs=0.002)


def test_limits_for_every_look_are_tightest_about_the_planned_end() -> None:
    # In the scale of the sum: the boundary over its value at a slightly different tuning stays above.
    contrast, treated, _ = made(10_000)
    widths = {seen: effect_of(contrast, treated, seen=seen).high - contrast.value for seen in (0.05, 0.5, 1)}
    assert widths[0.05] > widths[0.5] > widths[1]


def test_looking_at_noise_every_week_seldom_leaves_the_limits() -> None:
    rng = np.random.default_rng(3)
    looks, runs = 26, 4_000
    paths = rng.standard_normal((runs, looks)).cumsum(axis=1)
    contrast, treated, _ = made(100_000)
    error = effect_of(contrast, treated).standard_error
    reach = [
        (effect_of(contrast, treated, seen=week / looks).high - contrast.value) / error
        for week in range(1, looks + 1)
    ]
    out = (np.abs(paths) / np.sqrt(np.arange(1, looks + 1)) > reach).any(axis=1)
    assert out.mean() < 0.05


def test_nothing_varies_nothing_is_uncertain() -> None:
    treated = np.array([True, True, False])
    effect = effect_of(contrast_of(0.0, np.zeros(3), treated), treated)
    assert (effect.low, effect.high, effect.standard_error) == (0.0, 0.0, 0.0)


def test_days_within_a_horizon_have_no_wider_limits():
    wide = Effect(value=2.0, low=-900.0, high=1000.0, planned_low=-4.0, planned_high=70.0, standard_error=9.0)
    cut = within(wide, 60)
    assert (cut.low, cut.high, cut.planned_low, cut.planned_high) == (-60, 60, -4.0, 60)
    assert (cut.value, cut.standard_error) == (2.0, 9.0)
