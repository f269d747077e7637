"""Trees for the horizons that were learnt, and what they say of any other."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from perennial.engine.histories import Floats
from perennial.engine.trees.grown import GrownTrees
from perennial.engine.trees.leaning import Leaning

__all__ = ["BASE", "TREES", "TreeModel", "ask_trees"]

#: Name of the trees among the candidates, and of the attrition model that they correct.
TREES = "trees"
BASE = "mbg-cnbd-k"

_LEAST = 1e-9
_CERTAIN = 1e-6

#: Gives the attrition model's answer, shape (n,), for the next so many days.
Base = Callable[[int], Floats]
#: Gives the business days a day of the next so many days.
Pace = Callable[[int], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeModel:
    """Boosted trees by horizon in days.

    Attributes
    ----------
    counts
        Sums are logs of the orders expected at an ordinary pace.
    chances
        Sums are log-odds of at least one order.
    pace
        For each horizon of `chances`, the business days a day of the windows that were learnt from.
    typical
        Shape (f + k,): the median of each feature (`FEATURES`), and of each leaning.
    leanings
        How the levels of k traits lean.
    """

    counts: Mapping[int, GrownTrees]
    chances: Mapping[int, GrownTrees]
    pace: Mapping[int, float]
    typical: Floats
    leanings: tuple[Leaning, ...] = ()

    def chances_of(self, horizon: int) -> GrownTrees:
        """Give the trees of the chance whose horizon is nearest."""
        return self.chances[_nearest(self.chances, horizon)]


def ask_trees(
    model: TreeModel, what: str, features: Floats, *, base: Base, pace: Pace, horizon: int
) -> Floats:
    """Ask for ``expected_orders`` or ``p_order`` of the next `horizon` days; shape (n,).

    A horizon that was not learnt is carried over from the nearest that was by way of the attrition model:
    beyond it, the customer is as the attrition model has it.
    """
    if what == "expected_orders":
        return _orders(model, features, base, pace, horizon)
    return _chance(model, features, base, pace, horizon)


def _orders(model: TreeModel, features: Floats, base: Base, pace: Pace, horizon: int) -> Floats:
    known = _nearest(model.counts, horizon)
    told = np.exp(model.counts[known].total(features)) * pace(known)
    if horizon == known:
        return told
    until_known, until_then = base(known), base(horizon)
    if horizon < known:
        return np.asarray(told * until_then / np.maximum(until_known, _LEAST))
    return np.asarray(told + np.maximum(until_then - until_known, 0.0))


def _chance(model: TreeModel, features: Floats, base: Base, pace: Pace, horizon: int) -> Floats:
    known = _nearest(model.chances, horizon)
    none = expit(-model.chances[known].total(features))
    told = 1.0 - none ** (pace(known) / model.pace[known])
    if horizon == known:
        return np.asarray(told)
    shift = _odds(told) - _odds(base(known))
    return np.asarray(expit(_odds(base(horizon)) + min(1.0, known / horizon) * shift))


def _nearest(learnt: Iterable[int], horizon: int) -> int:
    return min(learnt, key=lambda known: abs(np.log(known / horizon)))


def _odds(p: Floats) -> Floats:
    return np.asarray(logit(np.clip(p, _CERTAIN, 1 - _CERTAIN)))
