"""One row a customer, as seen at the end of observation: the sufficient statistics of the models."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Floats", "Histories", "Ints"]

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Histories:
    """Purchase histories of n customers at the day `as_of`; every array has shape (n,).

    Attributes
    ----------
    as_of
        Day number of the end of observation (`perennial.core.days`).
    frequency
        x, repeat purchases: purchases - 1.
    recency
        t_x, days from the first to the last purchase.
    T
        Days from the first purchase to `as_of`.
    sum_log_gap
        Sum of the natural logs of the gaps between purchases, in days; 0 where there is none.
    """

    as_of: int
    frequency: Ints
    recency: Ints
    T: Ints
    sum_log_gap: Floats

    def __len__(self) -> int:
        return len(self.frequency)

    @property
    def silence(self) -> Ints:
        """Days since the last purchase."""
        return self.T - self.recency

    @property
    def first_day(self) -> Ints:
        """Day number of the first purchase."""
        return (self.as_of - self.T).astype(np.int32)

    @property
    def last_day(self) -> Ints:
        """Day number of the last purchase."""
        return (self.as_of - self.silence).astype(np.int32)

    def take(self, index: NDArray[np.intp] | NDArray[np.bool_] | slice) -> "Histories":
        """Give the histories of some of the customers, by position, by mask or one after the other."""
        return Histories(
            as_of=self.as_of,
            frequency=self.frequency[index],
            recency=self.recency[index],
            T=self.T[index],
            sum_log_gap=self.sum_log_gap[index],
        )
