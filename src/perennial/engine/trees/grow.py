"""Grow boosted trees with scikit-learn, and take them down as plain arrays."""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from perennial.engine.histories import Floats
from perennial.engine.trees.grown import LEAVES, GrownTrees

__all__ = ["grow_all", "grow_chance", "grow_counts"]

_THREADS = min(os.cpu_count() or 1, 4)
_TREES = 60
_RATE = 0.08
_RIDGE = 10.0
_BINS = 64
_LEAST_IN_LEAF = 40
_SHARE_IN_LEAF = 1 / 500

_Key = TypeVar("_Key")

# What scikit-learn calls the table of a tree's nodes.
_Nodes: TypeAlias = NDArray[np.void]


def grow_all(wanted: Mapping[_Key, Callable[[], GrownTrees]]) -> dict[_Key, GrownTrees]:
    """Grow several at the same time, each on one processor.

    The threads of OpenMP, several to one tree, wait for each other longer than they work.
    """
    with threadpool_limits(limits=1, user_api="openmp"), ThreadPoolExecutor(_THREADS) as pool:
        grown = pool.map(lambda grow: grow(), wanted.values())
        return dict(zip(wanted, grown, strict=True))


def grow_chance(features: Floats, happened: NDArray[np.bool_]) -> GrownTrees:
    """Grow trees whose sum is the log-odds that something happens.

    Parameters
    ----------
    features
        Shape (n, f), without nan.
    happened
        Shape (n,), of both kinds.
    """
    # Loaded where it is needed: most runs of the command line do without.
    from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415

    return _grown(HistGradientBoostingClassifier(**_settings(len(happened))), features, happened)


def grow_counts(features: Floats, counts: Floats, exposure: Floats) -> GrownTrees:
    """Grow trees whose sum is the log of the counts expected for an exposure of one.

    Parameters
    ----------
    features
        Shape (n, f), without nan.
    counts, exposure
        Shape (n,): what came, and for how much of the calendar; some counts above 0, exposures all.
    """
    from sklearn.ensemble import HistGradientBoostingRegressor  # noqa: PLC0415

    # Not weighed by exposure, which varies little: weights make the library's quantiles ten times as dear.
    model = HistGradientBoostingRegressor(loss="poisson", **_settings(len(counts)))
    return _grown(model, features, counts / exposure)


def _settings(rows: int) -> dict[str, Any]:
    return {
        "max_iter": _TREES,
        "learning_rate": _RATE,
        "max_leaf_nodes": LEAVES,
        "max_bins": _BINS,
        "min_samples_leaf": max(_LEAST_IN_LEAF, int(rows * _SHARE_IN_LEAF)),
        "l2_regularization": _RIDGE,
        "early_stopping": False,
        "random_state": 0,
    }


def _grown(model: Any, features: Floats, target: NDArray[Any]) -> GrownTrees:  # noqa: ANN401
    model.fit(features, target)
    trees = [_flat(each[0].nodes) for each in model._predictors]  # noqa: SLF001 - no other door
    feature, threshold, kept, value = (np.stack(part) for part in zip(*trees, strict=True))
    base = float(np.ravel(model._baseline_prediction)[0])  # noqa: SLF001
    return GrownTrees(base=base, feature=feature, threshold=threshold, kept=kept, value=value)


def _flat(nodes: _Nodes) -> tuple[NDArray[Any], ...]:
    """Give the branches of a tree with the leaves each rules out, and the values of its leaves."""
    feature, threshold = np.zeros(LEAVES - 1, np.int32), np.full(LEAVES - 1, np.inf)
    kept, value = np.full(LEAVES - 1, 2**LEAVES - 1, np.int32), np.zeros(LEAVES)
    places = _leaves(nodes, 0)
    order = {leaf: place for place, leaf in enumerate(places)}
    value[: len(places)] = nodes["value"][places]
    for branch, at in enumerate(np.flatnonzero(~nodes["is_leaf"].astype(np.bool_))):
        feature[branch], threshold[branch] = nodes["feature_idx"][at], nodes["num_threshold"][at]
        left = sum(1 << order[leaf] for leaf in _leaves(nodes, int(nodes["left"][at])))
        kept[branch] = (2**LEAVES - 1) & ~left
    return feature, threshold, kept, value


def _leaves(nodes: _Nodes, at: int) -> list[int]:
    if nodes["is_leaf"][at]:
        return [at]
    return [*_leaves(nodes, int(nodes["left"][at])), *_leaves(nodes, int(nodes["right"][at]))]
