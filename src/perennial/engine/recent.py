"""What a history's sums do not tell: how much was bought of late, the last gaps, and the last touches."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Ints
from perennial.engine.purchases import PurchaseLog, count_between
from perennial.engine.touches import TOUCH_DAYS, Touches, days_since_touch, touched_between, untouched

__all__ = ["WINDOWS", "Recent", "recent_at"]

#: Days up to the end of observation in which purchases are counted.
WINDOWS = (28, 56, 91, 182)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """The latest purchases and touches of n customers, in the order of their `Histories`.

    Attributes
    ----------
    counts
        Shape (n, 4): purchases in the last 28, 56, 91 and 182 days.
    last_gap, gap_before
        Shape (n,): days between the last two purchases, and between the two before; nan where there is none.
    touched
        Shape (n,): days with a touch in the last 28 days.
    since_touch
        Shape (n,): days since the last touch; nan where there was none.
    leaning
        Shape (n, k): how customers of the same channel, product and so on lean, one column a trait.
    """

    counts: Ints
    last_gap: Floats
    gap_before: Floats
    touched: Ints
    since_touch: Floats
    leaning: Floats

    def __len__(self) -> int:
        return len(self.last_gap)

    def take(self, index: NDArray[np.intp] | NDArray[np.bool_]) -> "Recent":
        """Give those of some of the customers, by position or by mask."""
        return Recent(
            counts=self.counts[index],
            last_gap=self.last_gap[index],
            gap_before=self.gap_before[index],
            touched=self.touched[index],
            since_touch=self.since_touch[index],
            leaning=self.leaning[index],
        )


def recent_at(
    log: PurchaseLog,
    as_of: int,
    index: NDArray[np.intp],
    leaning: Floats | None = None,
    touches: Touches | None = None,
) -> Recent:
    """Look at the latest purchases and touches as known at the end of day `as_of`.

    Parameters
    ----------
    index
        Positions in the log of customers with a purchase by then, as `histories_at` gives them.
    leaning, touches
        Of all customers of the log, where they have traits or were touched.
    """
    known = touches or untouched(len(log))
    counts = [count_between(log, as_of - days, as_of)[index] for days in WINDOWS]
    first = log.offsets[:-1][index]
    last = first + _seen(log, as_of)[index] - 1
    days = [np.where(last - back >= first, log.day[np.maximum(last - back, 0)], np.nan) for back in range(3)]
    return Recent(
        counts=np.stack(counts, axis=1),
        last_gap=days[0] - days[1],
        gap_before=days[1] - days[2],
        touched=touched_between(known, as_of - TOUCH_DAYS, as_of)[index],
        since_touch=days_since_touch(known, as_of)[index],
        leaning=np.zeros((len(index), 0)) if leaning is None else leaning[index],
    )


def _seen(log: PurchaseLog, as_of: int) -> NDArray[np.int64]:
    return count_between(log, int(np.iinfo(np.int32).min), as_of).astype(np.int64)
