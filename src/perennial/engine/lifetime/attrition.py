"""What every latent attrition model can say of a customer."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from perennial.engine.histories import Floats, Ints

__all__ = ["AttritionModel"]


class AttritionModel(Protocol):
    """A fitted model of who is still a customer.

    `frequency`, `recency` and `silence` are integer arrays of one shape (n,): repeat purchases, days from the
    first to the last purchase, and days since the last one (so that T = recency + silence). Answers have
    shape (n,).
    """

    @property
    def name(self) -> str:
        """Name of the model on the command line and in files."""
        ...

    @property
    def regularity(self) -> int:
        """The Erlang k of the gaps: 1 is random, larger more regular."""
        ...

    def p_alive(self, frequency: Ints, recency: Ints, silence: Ints) -> Floats:
        """Probability of being still a customer after that silence."""
        ...

    def expected_orders(self, frequency: Ints, recency: Ints, silence: Ints, *, horizon: int) -> Floats:
        """Expect so many purchases in the next `horizon` days."""
        ...

    def p_order(self, frequency: Ints, recency: Ints, silence: Ints, *, horizon: int) -> Floats:
        """Probability of at least one purchase in the next `horizon` days."""
        ...

    def p_orders(self, frequency: Ints, recency: Ints, silence: Ints, *, horizons: Sequence[int]) -> Floats:
        """Give the same for several horizons at once, at less than their cost one by one; (horizons, n)."""
        ...

    def next_order_wait(self, frequency: Ints, recency: Ints, silence: Ints, *, probability: float) -> Floats:
        """Days from now by which a customer who does return has returned with that probability."""
        ...

    def draws(self, count: int, rng: np.random.Generator) -> "Sequence[AttritionModel]":
        """Give the model under `count` draws from the posterior of its parameters."""
        ...
