"""Purchases of each day against those expected if all days were alike, from the gaps still open then."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats
from perennial.engine.purchases import PurchaseLog

__all__ = ["DayCounts", "Exposure", "exposure_of"]

# Business days at which a gap comes into the next bin of ages.
_EDGES = (
    *(1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 10.5, 12.5, 14.5, 17.5, 20.5, 24.5, 28.5, 34.5, 41.5),
    *(48.5, 55.5, 62.5, 69.5, 83.5, 97.5, 111.5, 139.5, 167.5, 195.5, 239.5, 299.5, 339.5, 379.5, 439.5),
    *(539.5, 719.5, 999.5, 1499.5),
)
_PACES = (4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0)  # mean gaps that part customers who have returned
_RUNGS = 4  # purchases from which on customers are no longer told apart by their number


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCounts:
    """Repeat purchases of each of n days, and those expected; both of shape (n,)."""

    came: Floats
    expected: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """Open gaps of each day by kind, from which purchases are expected.

    A kind is the customer's number of purchases and usual pace, and the age of the gap.

    Attributes
    ----------
    came
        Shape (n,): repeat purchases of each day.
    closed
        Shape (kinds,): gaps that ended, by kind.
    at_risk
        Shape (kinds, n): gaps open on each day, by kind.
    """

    came: Floats
    closed: Floats
    at_risk: Floats

    def counts(self, index: Floats) -> DayCounts:
        """Expect purchases as if `index`, shape (n,), said how much a day is worth.

        What a gap of one kind is likely to end in a day is pooled over all days; so customers who join and
        leave, and their rhythm, do not look like a season.
        """
        worth = self.at_risk @ index
        hazard = np.divide(self.closed, worth, out=np.zeros_like(worth), where=worth > 0)
        return DayCounts(came=self.came, expected=hazard @ self.at_risk)


def exposure_of(log: PurchaseLog, begin: int, as_of: int, worth: Floats) -> Exposure:
    """Count the open gaps of the days `begin` to `as_of` (day numbers, both included).

    Parameters
    ----------
    worth
        Shape (n,): what each of these days is worth without its weekday; gaps age by it.
    """
    days = as_of - begin + 1
    clock = np.cumsum(worth)
    start, end, closed, group = _gaps(log, begin, as_of, clock)
    at_risk, ended = [], []
    since = start + 1
    for high in (*_EDGES, np.inf):
        grown = np.maximum(np.searchsorted(clock, clock + high), np.arange(days) + 1)[start]
        until = np.minimum(grown - 1, end)
        there = since <= until
        at_risk.append(_running(since[there], until[there], group[there], days))
        ended.append(np.bincount(group[closed & there & (until == end)], minlength=_GROUPS))
        since = grown
    came = np.bincount(end[closed], minlength=days).astype(np.float64)
    return Exposure(came=came, closed=np.concatenate(ended).astype(np.float64), at_risk=np.vstack(at_risk))


_GROUPS = 1 + (_RUNGS - 1) * (len(_PACES) + 1)


def _running(
    since: NDArray[np.int64], until: NDArray[np.int64], group: NDArray[np.int64], days: int
) -> Floats:
    # How many spans cover each day: those begun so far less those over.
    wide = days + 1
    begun = np.bincount(group * wide + since, minlength=_GROUPS * wide)
    over = np.bincount(group * wide + until + 1, minlength=_GROUPS * wide)
    covered: Floats = np.cumsum((begun - over).reshape(_GROUPS, wide), axis=1)[:, :days].astype(np.float64)
    return covered


def _gaps(log: PurchaseLog, begin: int, as_of: int, clock: Floats) -> tuple[NDArray[np.int64], ...]:
    """Give start and end of each gap in days from `begin`, whether it ended in a purchase, and its group."""
    known = log.day <= as_of
    customer, day = log.customer[known], log.day[known].astype(np.int64) - begin
    same = np.append(customer[1:] == customer[:-1], False)
    end = np.where(same, np.append(day[1:], as_of - begin), as_of - begin)
    place = np.arange(len(day))
    first = np.maximum.accumulate(np.where(np.append(True, ~same[:-1]), place, 0))
    rung = place - first
    pace = np.digitize((clock[day] - clock[day[first]]) / np.maximum(rung, 1), _PACES)
    group = np.where(rung == 0, 0, 1 + (np.minimum(rung, _RUNGS - 1) - 1) * (len(_PACES) + 1) + pace)
    return day, end, same, group
