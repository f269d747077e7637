"""Mistakes: at random, and before some of the leavings."""

from dataclasses import dataclass

import numpy as np

from perennial.simulate.company.buying import Bought
from perennial.simulate.company.calendar import Calendar, Offsets
from perennial.simulate.company.tables.columns import Codes, Flags

__all__ = ["Complaints", "complain"]

_KINDS = ("late", "wrong_goods", "damaged", "rude", "bill")
_SHARES = (0.4, 0.2, 0.2, 0.08, 0.12)
_OF_ORDERS, _OF_LEAVINGS = 0.005, 0.1
_OPEN_SHARE = 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaints:
    """Complaints in order of time: customer number, days from the company's first, kind, weight.

    `resolved` is past the span where the complaint is still open.
    """

    customer: Offsets
    day: Offsets
    kind: Codes
    serious: Flags
    resolved: Offsets


def complain(bought: Bought, calendar: Calendar, rng: np.random.Generator) -> Complaints:
    """Draw complaints one to three days after an order; those before leaving are serious."""
    last = np.append(np.diff(bought.customer) != 0, True)
    gone = last & (bought.leaving[bought.customer] < calendar.span) & (bought.turn > 0)
    draw = rng.random(len(bought.day))
    fatal = gone & (draw < _OF_LEAVINGS)
    rows = np.flatnonzero(fatal | (draw > 1.0 - _OF_ORDERS))
    day = bought.day[rows] + rng.integers(1, 4, len(rows))
    order = np.argsort(day, kind="stable")
    rows, day = rows[order], day[order]
    rows, day = rows[day < calendar.span], day[day < calendar.span]
    lasting = np.where(rng.random(len(rows)) < _OPEN_SHARE, calendar.span, rng.integers(1, 9, len(rows)))
    return Complaints(
        customer=bought.customer[rows],
        day=day,
        kind=rng.choice(_KINDS, len(rows), p=_SHARES),
        serious=fatal[rows] | (rng.random(len(rows)) < 0.35),
        resolved=day + lasting,
    )
