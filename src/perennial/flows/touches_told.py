"""Touches as they are told, by customer id, and as the log numbers its customers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Ints
from perennial.engine.touches import Touches, touches_of

__all__ = ["NO_TOUCHES", "TouchesTold", "number_touches"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TouchesTold:
    """m touches that went out to customers: ids and day numbers, shape (m,), in any order."""

    customer_id: NDArray[np.str_]
    day: Ints

    def __len__(self) -> int:
        return len(self.day)


#: Where none are known.
NO_TOUCHES = TouchesTold(customer_id=np.zeros(0, np.str_), day=np.zeros(0, np.int32))


def number_touches(told: TouchesTold, ids: NDArray[np.str_]) -> Touches | None:
    """Give the touches of the n customers with these ids by their numbers; None where they had none.

    Whoever is not among them has not bought and is left out.
    """
    if not len(told) or not len(ids):
        return None
    order = np.argsort(ids)
    at = np.minimum(np.searchsorted(ids, told.customer_id, sorter=order), len(ids) - 1)
    known = ids[order[at]] == told.customer_id
    if not known.any():
        return None
    return touches_of(order[at[known]], told.day[known], len(ids))
