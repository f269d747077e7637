"""Each case as a whole: where it came from, when it bought first and again, what it took and brought."""

from collections.abc import Sequence
from dataclasses import dataclass

from perennial.engine.histories import Floats, Ints

__all__ = ["NO_SOURCE", "Journeys"]

#: Stands where it is not known where a case came from.
NO_SOURCE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Journeys:
    """One row a case; arrays of shape (n,).

    Attributes
    ----------
    sources
        Names of the sources.
    source
        Number of the case's source, `NO_SOURCE` where it has none.
    started, first_order, second_order
        Day numbers with the fraction of the day; nan where there is no such order.
    orders
        Number of orders.
    touches_first, touches_repeat
        Touches up to the first order (all, where there is none), and after it.
    cost_first, cost_repeat
        Money spent on the case up to the first order, and after it; nan where costs are not known.
    money
        What its orders brought; nan where there are no amounts.
    as_of
        End of observation.
    """

    sources: Sequence[str]
    source: Ints
    started: Floats
    first_order: Floats
    second_order: Floats
    orders: Ints
    touches_first: Ints
    touches_repeat: Ints
    cost_first: Floats
    cost_repeat: Floats
    money: Floats
    as_of: float

    def __len__(self) -> int:
        return len(self.source)
