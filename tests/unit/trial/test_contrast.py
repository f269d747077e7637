import numpy as np
import pytest
from trial_samples import read_trial

from perennial.trial.contrast import adjusted, contrast_of, features_of


def raw(outcome, treated):
    moves = np.empty(len(outcome))
    for arm in (treated, ~treated):
        moves[arm] = (outcome[arm] - outcome[arm].mean()) / arm.sum()
    return contrast_of(outcome[treated].mean() - outcome[~treated].mean(), moves, treated)


def test_what_features_explain_is_taken_off() -> None:
    rng = np.random.default_rng(1)
    treated, feature = rng.random(2_000) < 0.3, rng.normal(size=2_000)
    outcome = 5.0 * feature + 0.5 * treated + rng.normal(size=2_000)
    before, after = (
        raw(outcome, treated),
        adjusted(raw(outcome, treated), treated, feature[:, None]),
    )
    assert after.value == pytest.approx(0.5, abs=0.15)
    ratio = np.square(after.influence).sum() / np.square(before.influence).sum()
    assert ratio == pytest.approx(1 / 26, rel=0.15)


def test_a_feature_without_meaning_changes_little() -> None:
    rng = np.random.default_rng(2)
    treated, outcome = rng.random(5_000) < 0.5, rng.normal(size=5_000)
    contrast = raw(outcome, treated)
    assert adjusted(contrast, treated, rng.normal(size=(5_000, 2))).value == pytest.approx(
        contrast.value, abs=0.005
    )


def test_equal_features_change_nothing() -> None:
    treated, outcome = np.arange(40) < 20, np.arange(40.0) % 7
    contrast = raw(outcome, treated)
    assert adjusted(contrast, treated, np.ones((40, 3))).value == pytest.approx(contrast.value)


def test_features_are_of_the_history_alone() -> None:
    before, _, _ = read_trial(300)
    features = features_of(before)
    assert features.shape == (300, 4)
    assert np.isfinite(features).all()
