"""What is said about the time until the next purchase."""

from dataclasses import dataclass

from perennial.core.estimate import Estimate
from perennial.core.message import Message

__all__ = ["Ladder", "MonthWait", "NextPurchase", "Rung", "SegmentWait", "WaitCurve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitCurve:
    """Share of purchases followed by another within each number of days, with 95% limits.

    `points` holds (day, share, low, high), rising in day, from 0 to the last day that is shown.
    """

    points: tuple[tuple[int, float, float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthWait:
    """Waits that started in one calendar month, `month` as ``YYYY-MM``."""

    month: str
    purchases: int
    share_returning: Estimate
    mean_wait_days: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentWait:
    """Waits of one product or category, from one purchase of it to the next of it."""

    name: str
    customers: int
    purchases: int
    share_returning: Estimate
    median_wait_days: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPurchase:
    """Average time until the next purchase, within `horizon_days`: Kaplan-Meier over all started gaps.

    `by_month` counts returns within the shorter `month_horizon_days`, so that recent months can be compared.
    """

    horizon_days: int
    purchases: int
    share_returning: Estimate
    customers_share_returning: Estimate
    median_wait_days: Estimate
    mean_wait_days: Estimate
    naive_mean_days: float | None
    usual_gap_days: float | None
    curve: WaitCurve
    by_month: tuple[MonthWait, ...]
    by_product: tuple[SegmentWait, ...]
    warnings: tuple[Message, ...]
    month_horizon_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """Share of customers going from purchase `rung` to the next within the horizon."""

    rung: int
    customers: int
    share: Estimate
    median_days: float | None
    expected_orders_365: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The purchase ladder; `regular_from` is the number of purchases from which a customer is regular."""

    rungs: tuple[Rung, ...]
    regular_from: int
    decided: bool

    @property
    def second_wait(self) -> float | None:
        """Median wait in days from the first purchase to the second; None where unknown."""
        return next((rung.median_days for rung in self.rungs if rung.rung == 1), None)
