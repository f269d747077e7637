"""Whom a farmer would touch this week, with which play, and how much it matters."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats
from perennial.simulate.company.calendar import Offsets
from perennial.simulate.company.tables.columns import Codes, Flags

__all__ = ["Wanted", "want"]

_WINDOW = (85, 120)  # tenure, days, at which leaving begins to be usual
_REGULAR_FROM = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The play and its weight for each customer; a weight below 0: nothing to do."""

    play: Codes
    weight: Floats


def want(
    *,
    monday: int,
    first: Offsets,
    last: Offsets,
    orders: Offsets,
    gap: Floats,
    touched: Offsets,
    greets: Flags,
    complained: Flags,
    renews: Flags,
) -> Wanted:
    """Decide for n customers of one farmer.

    Parameters
    ----------
    monday
        Day on which the week begins; days are counted from the company's first.
    first, last, orders
        Days of the first and last order, orders so far.
    gap
        Usual gap, days.
    touched
        Day of the last touch; far in the past if none.
    greets, complained, renews
        Newly handed over; with a fresh complaint; with a plan that ends soon.
    """
    silence, rest = (monday - last) / gap, (monday - touched) / np.minimum(gap, 60.0)
    rested, regular = rest > 0.6, orders >= _REGULAR_FROM
    tenure = monday - first
    plays: list[tuple[Flags, str, NDArray[np.floating] | float]] = [
        (greets, "greet", 10.0),
        (complained & (monday - touched > 3), "repair", 9.0),
        (renews & (monday - touched > 7), "renew", 8.0),
        (rested & (orders == 1) & (silence > 0.8) & (silence < 1.6), "second", 3.0),
        (rested & (silence >= 1.5) & (silence < 2.6), "offer", 3.0 + regular),
        (rested & (silence >= 1.0) & (silence < 1.5), "remind", 1.0 + silence + 0.5 * regular),
        (rested & (tenure > _WINDOW[0]) & (tenure < _WINDOW[1]) & (orders < 4) & (orders > 1), "window", 1.5),
        ((rest > 1.5) & (silence >= 2.6) & (silence < 6.0), "return", 0.8),
        ((rest > 4.0) & regular & (silence < 0.7), "thank", 0.1),
    ]
    holds = [condition for condition, _, _ in plays]
    return Wanted(
        play=np.select(holds, [name for _, name, _ in plays], default=""),
        weight=np.select(holds, [weight for _, _, weight in plays], default=-9.0),
    )
