"""What the first purchase says of a customer: channel, source, region, product."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Ints

__all__ = ["NO_LEVEL", "TRAITS", "Traits", "joined", "one_trait"]

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


def one_trait(name: str, said: Sequence[str]) -> Traits | None:
    """Give one trait of n customers, an empty text where it is not known; None where it is of nobody."""
    levels, code = np.unique(np.asarray(said, dtype=np.str_), return_inverse=True)
    if not any(levels.tolist()):
        return None
    if not levels[0]:
        levels, code = levels[1:], code - 1  # so that what is not known becomes NO_LEVEL
    order = sorted(range(len(levels)), key=lambda place: str(levels[place]).encode())
    rank = np.empty(len(levels) + 1, np.int32)
    rank[order], rank[NO_LEVEL] = np.arange(len(levels)), NO_LEVEL
    return Traits(
        names=(name,), levels=(tuple(str(levels[each]) for each in order),), code=rank[code][:, None]
    )


def joined(first: Traits | None, second: Traits | None) -> Traits | None:
    """Put traits of the same n customers side by side; of a trait that both have, the first is kept."""
    if first is None or second is None:
        return first or second
    held = {name: each for each in (second, first) for name in each.names}
    names = tuple(name for name in TRAITS if name in held)
    found = [held[name].of(name) for name in names]
    return Traits(
        names=names,
        levels=tuple(levels for levels, _ in found),
        code=np.stack([code for _, code in found], axis=1),
    )
