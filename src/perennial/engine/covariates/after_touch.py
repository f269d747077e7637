"""What follows a touch: more orders than usual for the same customers, and fewer who stay away."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.engine.covariates.results import AfterTouch
from perennial.engine.covariates.watched_days import Ahead, WatchedDays
from perennial.engine.histories import Floats
from perennial.engine.purchases import PurchaseLog
from perennial.engine.touches import TOUCH_DAYS, Touches

__all__ = ["Watched", "compare_touched", "watch"]

_ALIVE = (0.2, 0.4, 0.6, 0.8, 0.95)  # where customers are parted by how sure it is that they are still there
_PRIOR = 20.0  # orders as expected that each part is given beforehand, so that few days correct little
_FEWEST = 30  # customers who were touched
_FEWEST_ORDERS = 20.0  # expected after touches, and as many on other days
_DRAWS = 400
_LIMITS = (2.5, 97.5)
_APART = 28  # days between looks at who stays away


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """Tallies of the n customers of one group who were touched.

    Attributes
    ----------
    orders, expected
        Shape (n, 2, parts): orders on other days and on days after a touch, that came and that were expected.
    away, expected_away
        The same of looks after which no order came within the return horizon.
    touches
        Days with a touch.
    horizon
        The return horizon in days.
    """

    orders: Floats
    expected: Floats
    away: Floats
    expected_away: Floats
    touches: int
    horizon: int


def watch(log: PurchaseLog, touches: Touches, as_of: int, ahead: Ahead, *, horizon: int) -> Watched | None:
    """Follow customers from their first touch on; None where nobody was touched in time.

    Parameters
    ----------
    log, touches
        Of the same customers, days of the calendar.
    as_of
        Day number of the end of observation.
    ahead
        The attrition model of these customers, and its clock.
    horizon
        Days within which an order counts as a return.
    """
    days = WatchedDays(log, touches, as_of, ahead)
    if not len(days.day):
        return None
    part = np.digitize(days.p_alive(), _ALIVE)
    after = days.is_after_touch.astype(np.int64)
    looks = _looks(days, horizon)
    everyone = _Tally(customer=days.customer, after=after, part=part)
    looked = _Tally(customer=days.customer[looks], after=after[looks], part=part[looks])
    customers = len(log)
    return Watched(
        orders=everyone.sums(days.came(), customers),
        expected=everyone.sums(days.expected(), customers),
        away=looked.sums(days.stayed_away(looks, horizon), customers),
        expected_away=looked.sums(days.expected_away(looks, horizon), customers),
        touches=int(days.is_touch.sum()),
        horizon=horizon,
    )


def compare_touched(groups: Sequence[Watched], *, rng: np.random.Generator) -> AfterTouch | None:
    """Hold the days after a touch against the other days of the same customers; None without touches.

    What was expected is corrected first by what came on the other days. The limits come from drawing
    customers with replacement.
    """
    if not groups:
        return None
    touched = np.concatenate(
        [each.orders.any(axis=(1, 2)) | each.expected.any(axis=(1, 2)) for each in groups]
    )
    customers = int(touched.sum())
    orders, expected, away, expected_away = (
        np.concatenate([getattr(each, name) for each in groups])[touched]
        for name in ("orders", "expected", "away", "expected_away")
    )
    return AfterTouch(
        customers=customers,
        touches=sum(each.touches for each in groups),
        days=TOUCH_DAYS,
        horizon=groups[0].horizon,
        rate=_ratio(orders, expected, rng),
        away=_ratio(away, expected_away, rng),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tally:
    """Where each of m rows is counted."""

    customer: NDArray[np.intp]
    after: NDArray[np.int64]
    part: NDArray[np.intp]

    def sums(self, each: Floats, customers: int) -> Floats:
        parts = len(_ALIVE) + 1
        place = (self.customer * 2 + self.after) * parts + self.part
        found = np.bincount(place, each, minlength=customers * 2 * parts)
        return found.astype(np.float64).reshape(customers, 2, parts)


def _looks(days: WatchedDays, horizon: int) -> NDArray[np.intp]:
    # On the days of touches, and every four weeks on others; as far as they could be followed.
    looked = days.is_touch | (~days.is_after_touch & (days.since_first % _APART == 0))
    return np.flatnonzero(looked & (days.day + horizon <= days.as_of))


def _ratio(came: Floats, expected: Floats, rng: np.random.Generator) -> Estimate:
    if len(came) < _FEWEST or expected.sum(axis=(0, 2)).min() < _FEWEST_ORDERS:
        return UNKNOWN
    weight = rng.multinomial(len(came), np.full(len(came), 1.0 / len(came)), size=_DRAWS)
    drawn = np.concatenate([np.ones((1, len(came))), weight])
    ratios = _ratios(*(np.tensordot(drawn, each, axes=1) for each in (came, expected)))
    if not np.isfinite(ratios).all():
        return UNKNOWN
    low, high = np.percentile(ratios[1:], _LIMITS)
    return Estimate(value=float(ratios[0]), low=float(low), high=float(high))


def _ratios(came: Floats, expected: Floats) -> Floats:
    # Of each draw: what came after touches over what was expected, corrected part by part by other days.
    with np.errstate(divide="ignore", invalid="ignore"):
        level = came[:, 0].sum(axis=1) / expected[:, 0].sum(axis=1)
        correct = (came[:, 0] + _PRIOR * level[:, None]) / (expected[:, 0] + _PRIOR)
        return np.asarray(came[:, 1].sum(axis=1) / (expected[:, 1] * correct).sum(axis=1))
