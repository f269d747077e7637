"""The reference for traits: a loop over customers."""

from collections.abc import Sequence

import numpy as np

from perennial.engine.traits import NO_LEVEL, TRAITS, Traits
from perennial.store.memory.customers import Customer

__all__ = ["traits_of"]


def traits_of(customers: Sequence[Customer], *, by_category: bool) -> Traits | None:
    """Look up what the first purchase says of each customer; None where it never says anything."""
    unasked = "product" if by_category else "category"
    columns, levels = {}, {}
    for name in (each for each in TRAITS if each != unasked):
        said = [customer.purchases[0].traits.get(name) for customer in customers]
        known = sorted({level for level in said if level is not None}, key=str.encode)
        if known:
            levels[name] = tuple(known)
            columns[name] = [NO_LEVEL if level is None else known.index(level) for level in said]
    if not columns:
        return None
    return Traits(
        names=tuple(columns),
        levels=tuple(levels.values()),
        code=np.array([*columns.values()], dtype=np.int32).T,
    )
