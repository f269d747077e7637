"""What the first purchase says of a customer: channel, source, region, product."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Ints

__all__ = ["NO_LEVEL", "TRAITS", "Traits"]

#: Stands in `Traits.code` for a customer whose first purchase does not say it.
NO_LEVEL = -1

#: What a first purchase can say, in the order in which it is told; a log has a category or a product.
TRAITS = ("channel", "source", "region", "category", "product")


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """Traits of n customers, of their first day of purchase alone, so that nothing later is looked at.

    Attributes
    ----------
    names
        Of the k traits that the log has, as in `TRAITS`.
    levels
        Of each trait its values, sorted by their bytes.
    code
        Shape (n, k): positions in `levels`; of several orders of the first day the earliest that says it
        counts, then the first by name. `NO_LEVEL` where none does.
    """

    names: tuple[str, ...]
    levels: tuple[tuple[str, ...], ...]
    code: Ints

    def __len__(self) -> int:
        return len(self.code)

    def take(self, index: NDArray[np.intp]) -> "Traits":
        """Give the traits of some of the customers, by position."""
        return replace(self, code=self.code[index])

    def of(self, name: str) -> tuple[tuple[str, ...], Ints]:
        """Give the levels of a trait, and the level of each customer, shape (n,)."""
        place = self.names.index(name)
        return self.levels[place], np.ascontiguousarray(self.code[:, place])
