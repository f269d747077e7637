"""What follows a touch: more orders than usual for the same customers, and fewer who stay away."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.engine.covariates.calibration import corrected
from perennial.engine.covariates.results import AfterTouch
from perennial.engine.covariates.situations import CELLS, PARTS, cells_of
from perennial.engine.covariates.watched_days import Ahead, WatchedDays
from perennial.engine.histories import Floats
from perennial.engine.purchases import PurchaseLog
from perennial.engine.touches import TOUCH_DAYS, Touches

__all__ = ["Watched", "compare_touched", "watch"]

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
        Shape (n, 2, cells): orders on other days and on days after a touch, that came and that were expected,
        by the situation a customer was in (`perennial.engine.covariates.situations`).
    away, expected_away
        The same of looks after which no order came within the return horizon.
    touches
        Days with a touch.
    """

    orders: Floats
    expected: Floats
    away: Floats
    expected_away: Floats
    touches: int


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
    after, looks = days.is_after_touch.astype(np.int64), _looks(days, horizon)
    away = days.expected_away(looks, horizon)
    everyone = _Tally(customer=days.customer, after=after, cell=cells_of(days, days.p_alive()))
    looked = _Tally(customer=days.customer[looks], after=after[looks], cell=cells_of(days, away, looks))
    customers = len(log)
    return Watched(
        orders=everyone.sums(days.came(), customers),
        expected=everyone.sums(days.expected(), customers),
        away=looked.sums(days.stayed_away(looks, horizon), customers),
        expected_away=looked.sums(away, customers),
        touches=int(days.is_touch.sum()),
    )


def compare_touched(
    groups: Sequence[Watched], *, horizon: int, rng: np.random.Generator
) -> AfterTouch | None:
    """Hold the days after a touch against the other days of the same customers; None without touches.

    What was expected is corrected first by what came on the other days. The limits come from drawing
    customers with replacement.

    Parameters
    ----------
    horizon
        The return horizon with which all were watched.
    """
    if not groups:
        return None
    touched = np.concatenate([each.expected.any(axis=(1, 2)) for each in groups])
    orders, expected, away, expected_away = (
        np.concatenate([getattr(each, name) for each in groups])[touched]
        for name in ("orders", "expected", "away", "expected_away")
    )
    return AfterTouch(
        customers=int(touched.sum()),
        touches=sum(each.touches for each in groups),
        days=TOUCH_DAYS,
        horizon=horizon,
        rate=_ratio(orders, expected, rng),
        away=_ratio(away, expected_away, rng),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tally:
    """Where each of m rows is counted."""

    customer: NDArray[np.intp]
    after: NDArray[np.int64]
    cell: NDArray[np.intp]

    def sums(self, each: Floats, customers: int) -> Floats:
        place = (self.customer * 2 + self.after) * CELLS + self.cell
        found = np.bincount(place, each, minlength=customers * 2 * CELLS)
        return found.astype(np.float64).reshape(customers, 2, CELLS)


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
    # Of each draw: what came after touches over what was expected, corrected by what came on other days.
    factor = corrected(came[:, 0], expected[:, 0], PARTS)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(came[:, 1].sum(axis=1) / (expected[:, 1] * factor).sum(axis=1))
