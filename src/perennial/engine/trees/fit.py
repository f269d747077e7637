"""Grow trees for several horizons from looks at the past."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from perennial.engine.histories import Floats, Ints
from perennial.engine.trees.grow import grow_chance, grow_counts
from perennial.engine.trees.model import TreeModel

__all__ = ["Look", "fit_trees", "horizons_apart"]

_APART = 1.2  # horizons nearer than this factor share their trees
_LONGEST_CHANCE = 30  # days: longer chances are carried over from shorter ones
_FEWEST = 300  # rows to learn from ...
_FEWEST_EACH = 50  # ... of which so many with an order, and so many without


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One day of the past: what was known of n customers then, and what came.

    Attributes
    ----------
    features
        Shape (n, f), as `features_of` gives them.
    came
        Purchases in the next days by horizon, each of shape (n,), as far as they are known.
    pace
        Business days a day of the same windows.
    """

    features: Floats
    came: Mapping[int, Ints]
    pace: Mapping[int, float]


def horizons_apart(horizons: Sequence[int]) -> tuple[int, ...]:
    """Give the horizons that get trees of their own, rising."""
    kept: list[int] = []
    for days in sorted(set(horizons)):
        if not kept or days > _APART * kept[-1]:
            kept.append(days)
    return tuple(kept)


def fit_trees(looks: Sequence[Look], horizons: Sequence[int]) -> TreeModel | None:
    """Learn from looks; None where there is too little to learn from.

    Horizons without enough known windows are left out.
    """
    learnt = {
        days: [each for each in looks if days in each.came]
        for days in horizons_apart(horizons)
        if _is_enough([each.came[days] for each in looks if days in each.came])
    }
    if not learnt:
        return None
    chances = [days for days in learnt if days <= _LONGEST_CHANCE] or [min(learnt)]
    return TreeModel(
        counts={days: grow_counts(*_counted(seen, days)) for days, seen in learnt.items()},
        chances={
            days: grow_chance(_features(learnt[days]), _came(learnt[days], days) > 0) for days in chances
        },
        pace={days: _mean_pace(learnt[days], days) for days in chances},
        typical=np.median(_features(learnt[min(learnt)]), axis=0),
    )


def _is_enough(came: Sequence[Ints]) -> bool:
    if not came:
        return False
    ordered = np.concatenate(came) > 0
    return len(ordered) >= _FEWEST and min(ordered.sum(), (~ordered).sum()) >= _FEWEST_EACH


def _counted(looks: Sequence[Look], days: int) -> tuple[Floats, Floats, Floats]:
    exposure = np.concatenate([np.full(len(each.features), each.pace[days]) for each in looks])
    return _features(looks), _came(looks, days).astype(np.float64), exposure


def _features(looks: Sequence[Look]) -> Floats:
    return np.concatenate([each.features for each in looks])


def _came(looks: Sequence[Look], days: int) -> Ints:
    return np.concatenate([each.came[days] for each in looks])


def _mean_pace(looks: Sequence[Look], days: int) -> float:
    sizes = [len(each.features) for each in looks]
    return float(np.average([each.pace[days] for each in looks], weights=sizes))
