"""Grow trees for several horizons from looks at the past."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from perennial.engine.histories import Floats, Ints
from perennial.engine.traits import Traits
from perennial.engine.trees.grow import grow_all, grow_chance, grow_counts
from perennial.engine.trees.leaning import Leaning, find_leanings, leaning_columns
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
        Shape (n, f), as `features_of` gives them, without leanings.
    expected
        Shape (n,): orders that the attrition model gives an ordinary day, so that leanings can be found.
    code
        Shape (n, k): levels of the customers' traits.
    came
        Purchases in the next days by horizon, each of shape (n,), as far as they are known.
    pace
        Business days a day of the same windows.
    """

    features: Floats
    expected: Floats
    code: Ints
    came: Mapping[int, Ints]
    pace: Mapping[int, float]


def horizons_apart(horizons: Sequence[int]) -> tuple[int, ...]:
    """Give the horizons that get trees of their own, rising."""
    kept: list[int] = []
    for days in sorted(set(horizons)):
        if not kept or days > _APART * kept[-1]:
            kept.append(days)
    return tuple(kept)


def fit_trees(
    looks: Sequence[Look], horizons: Sequence[int], traits: Traits | None = None
) -> TreeModel | None:
    """Learn from looks; None where there is too little to learn from.

    Horizons without enough known windows are left out.

    Parameters
    ----------
    traits
        Names and levels of the traits in the looks, where there are any.
    """
    learnt = {
        days: [each for each in looks if days in each.came]
        for days in horizons_apart(horizons)
        if _is_enough([each.came[days] for each in looks if days in each.came])
    }
    if not learnt:
        return None
    leanings = _leanings(learnt, traits)
    learnt = {days: [_leant(each, leanings, traits) for each in seen] for days, seen in learnt.items()}
    chances = [days for days in learnt if days <= _LONGEST_CHANCE] or [min(learnt)]
    grown = grow_all(
        {("counts", days): partial(grow_counts, *_counted(seen, days)) for days, seen in learnt.items()}
        | {
            ("chance", days): partial(grow_chance, _features(learnt[days]), _came(learnt[days], days) > 0)
            for days in chances
        }
    )
    return TreeModel(
        counts={days: grown["counts", days] for days in learnt},
        chances={days: grown["chance", days] for days in chances},
        pace={days: _mean_pace(learnt[days], days) for days in chances},
        typical=np.median(_features(learnt[min(learnt)]), axis=0),
        leanings=leanings,
    )


def _leanings(learnt: Mapping[int, Sequence[Look]], traits: Traits | None) -> tuple[Leaning, ...]:
    """Learn them from the shortest windows: of these there are most."""
    if traits is None:
        return ()
    days = min(learnt)
    seen = learnt[days]
    expected = np.concatenate([each.expected * each.pace[days] * days for each in seen])
    code = np.concatenate([each.code for each in seen])
    return find_leanings(traits, code, _came(seen, days).astype(np.float64), expected)


def _leant(look: Look, leanings: tuple[Leaning, ...], traits: Traits | None) -> Look:
    if traits is None:
        return look
    columns = leaning_columns(leanings, replace(traits, code=look.code), len(look.code))
    return replace(look, features=np.concatenate([look.features, columns], axis=1))


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
