import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

from perennial.engine.trees.grow import _settings, grow_chance, grow_counts
from perennial.engine.trees.grown import LEAVES


@pytest.fixture(scope="module")
def features():
    rng = np.random.default_rng(0)
    return np.round(rng.gamma(1.0, 20.0, (3_000, 6)))


@pytest.fixture(scope="module")
def counts(features):
    rate = 0.1 + 0.05 * (features[:, 0] > 15) * features[:, 1]
    return np.random.default_rng(1).poisson(rate).astype(float)


def test_flat_trees_say_what_the_library_says_of_chances(features, counts):
    library = HistGradientBoostingClassifier(**_settings(len(counts))).fit(features, counts > 0)
    ours = grow_chance(features, counts > 0).total(features)
    assert ours == pytest.approx(library.decision_function(features), abs=1e-9)


def test_flat_trees_say_what_the_library_says_of_counts(features, counts):
    library = HistGradientBoostingRegressor(loss="poisson", **_settings(len(counts)))
    library.fit(features, counts)
    ours = np.exp(grow_counts(features, counts, np.ones(len(counts))).total(features))
    assert ours == pytest.approx(library.predict(features), rel=1e-9)


def test_counts_are_said_of_one_unit_of_exposure(features, counts):
    double = grow_counts(features, 2 * counts, np.full(len(counts), 2.0))
    assert double.total(features) == pytest.approx(
        grow_counts(features, counts, np.ones(len(counts))).total(features)
    )


def test_more_rows_than_are_asked_at_once_give_the_same(features, counts):
    grown = grow_chance(features, counts > 0)
    many = np.tile(features, (12, 1))
    assert (grown.total(many).reshape(12, -1) == grown.total(features)).all()
    assert grown.total(features[:0]).shape == (0,)


def test_every_tree_is_as_small_as_its_bits_allow(features, counts):
    grown = grow_chance(features, counts > 0)
    assert grown.value.shape[1] == LEAVES
    assert (np.isfinite(grown.threshold).sum(axis=1) < LEAVES).all()
