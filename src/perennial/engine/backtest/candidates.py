"""The models that compete to forecast a log."""

from typing import Protocol

import numpy as np

from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.lifetime import mbg_cnbd, tenure
from perennial.engine.lifetime.attrition import AttritionModel
from perennial.engine.trees.model import TREES

__all__ = ["ATTRITION_MODELS", "CANDIDATES", "CountModel", "fit_attrition"]

#: Names of the attrition models, the first preferred where they do equally well.
ATTRITION_MODELS = ("mbg-cnbd-k", "mbg-nbd", "tenure")

#: All that compete: these, and the trees that correct the first of them.
CANDIDATES = (*ATTRITION_MODELS, TREES)


class CountModel(Protocol):
    """Whatever forecasts orders; arguments and answers as in `AttritionModel`."""

    def expected_orders(self, frequency: Ints, recency: Ints, silence: Ints, *, horizon: int) -> Floats:
        """Expect so many purchases in the next `horizon` days."""
        ...

    def p_order(self, frequency: Ints, recency: Ints, silence: Ints, *, horizon: int) -> Floats:
        """Probability of at least one purchase in the next `horizon` days."""
        ...


def fit_attrition(
    name: str, histories: Histories, rng: np.random.Generator, *, regularity: int | None = None
) -> AttritionModel:
    """Fit one of `ATTRITION_MODELS` by name; `regularity` is the k of the tenure model where it is known."""
    if name == "tenure":
        return tenure.fit(histories, regularity=regularity, rng=rng)
    return mbg_cnbd.fit(histories, regularity=1 if name == "mbg-nbd" else None, rng=rng)
