"""A log seen from five rolling cuts: what was said at each, what came after it and what was spent."""

from dataclasses import dataclass

import numpy as np
from accuracy_forecast import NEVER, Said, next_day, say
from numpy.typing import NDArray

from perennial.engine.histories import Floats
from perennial.engine.purchases import PurchaseLog

__all__ = ["Days", "Look", "looks", "spend_between"]

_SHARES = (0.4, 0.475, 0.55, 0.625, 0.7)  # cuts, as shares of the span: later ones leave no time to follow up

#: Day numbers of customers; shape (n,).
Days = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was said at one cut, the day of each customer's next order, and the last day of the log."""

    log: PurchaseLog
    said: Said
    next_day: Days
    end: int

    def reached(self, day: Days) -> NDArray[np.bool_]:
        """Say whose date came in silence after the cut and was followed for the return horizon."""
        return (day > self.said.cut) & (day + self.said.returns.horizon <= self.end) & (self.next_day > day)

    def came(self, day: Days) -> NDArray[np.bool_]:
        """Say who ordered within the return horizon after a day."""
        return self.next_day <= day + self.said.returns.horizon


def looks(log: PurchaseLog) -> list[Look]:
    """Look at a log from five cuts."""
    begin, end = int(log.day.min()), int(log.day.max())
    answer = []
    for share in _SHARES:
        said = say(log, begin + int((end - begin) * share), (28,))
        answer.append(Look(log=log, said=said, next_day=next_day(log, said).astype(np.int64), end=end))
    return answer


def spend_between(look: Look, after: Days | int, until: Days | int) -> Floats:
    """Sum what each customer spent later than one day and up to another; shape (n,)."""
    log, index = look.log, look.said.index
    begin, end = np.full(len(log), NEVER), np.full(len(log), -NEVER)
    begin[index], end[index] = after, until
    inside = (log.day > begin[log.customer]) & (log.day <= end[log.customer])
    return np.bincount(log.customer[inside], log.amount[inside], len(log))[index].astype(np.float64)
