"""What is said about the customers' lifetime."""

from dataclasses import dataclass

from perennial.core.estimate import Estimate
from perennial.core.message import Message
from perennial.engine.histories import Floats, Ints

__all__ = ["LeavingDates", "LeavingWindow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingWindow:
    """When customers start to leave, in days since the first purchase, among those outside q0.

    Attributes
    ----------
    never_return_share
        q0: share who never return after the first purchase.
    start_days, middle_days, end_days
        Days by which 25%, 50% and 75% of the others have left; value None where not reached by `left_by_day`.
    left_by_day, left_by_share
        The last day with at least 50 customers expected at risk, and the share left by then.
    extrapolated
        Names among ``start``, ``middle``, ``end`` that rest mainly on the tail beyond `left_by_day`.
    curve
        (day, share still customers, low, high) of those outside q0.
    peak
        Days between which leaving is clearly commoner than on average, if there is such a peak.
    sampled
        Number of customers that the fit used.
    """

    never_return_share: Estimate
    start_days: Estimate
    middle_days: Estimate
    end_days: Estimate
    left_by_day: int
    left_by_share: Estimate
    extrapolated: tuple[str, ...]
    curve: tuple[tuple[int, float, float, float], ...]
    peak: tuple[int, int] | None
    sampled: int
    warnings: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingDates:
    """Leaving dates on the silence clock; arrays of shape (n,), days as day numbers, `NO_DAY` where blank.

    Attributes
    ----------
    churn_date, churn_early, churn_late
        The leaving date and its band; blank with reason "no leaving seen".
    return_at_order
        r on the day of the last order.
    return_at_churn
        Share said to come back within R once that date has passed in silence; nan where blank.
    return_probability
        r at `as_of`.
    offer_from, offer_until
        The offer window, both days included; blank where there is none or it is past.
    fixed_median, fixed_75, fixed_90
        The customer's own waits given return, fixed on the day of the last order, in days of silence.
    """

    churn_date: Ints
    churn_early: Ints
    churn_late: Ints
    return_at_order: Floats
    return_at_churn: Floats
    return_probability: Floats
    offer_from: Ints
    offer_until: Ints
    fixed_median: Floats
    fixed_75: Floats
    fixed_90: Floats
