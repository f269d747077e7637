"""What a plan of one week is made with: days, capacity, and what is known of the business."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from perennial.engine.lifetime.offer_window import LEAD
from perennial.plan.priors import PRIORS, Prior
from perennial.plan.rule import Rule

__all__ = ["PlanSettings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSettings:
    """Settings of a plan; waits and gaps are in days.

    Attributes
    ----------
    week_of
        Day number of the first of the seven days planned.
    return_horizon
        R, the days within which a return counts in the sentences.
    capacity
        Touches that fit in one worked day.
    worked
        Weekdays worked, Monday = 0.
    lead
        L, the days before leaving at which an offer or the tenure touch opens.
    usual_gap
        Median wait of those who return, for the whole business; None where unknown.
    second_wait
        Median wait from the first purchase to the second (first rung of the ladder); None where unknown.
    regular_from
        Purchases from which a customer is regular.
    small_base
        Whether the base is too small to be ordered by expected gain.
    leaving_start
        q25: the day since the first purchase by which a quarter has left; None where not reached.
    leaving_peak
        Days between which leaving is clearly commoner than on average; None where there is no peak.
    priors
        What each play is assumed to gain and to cost.
    rules
        By play, what the business has changed about it.
    days_off
        Day numbers on which nobody works.
    """

    week_of: int
    return_horizon: int
    capacity: int = 20
    worked: frozenset[int] = frozenset(range(5))
    lead: int = LEAD
    usual_gap: float | None = None
    second_wait: float | None = None
    regular_from: int = 4
    small_base: bool = False
    leaving_start: float | None = None
    leaving_peak: tuple[int, int] | None = None
    priors: Mapping[str, Prior] = field(default_factory=lambda: PRIORS)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    days_off: frozenset[int] = frozenset()
