"""What a business decided about its forecasts, and what its people said of single customers."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from perennial.engine.lifetime.offer_window import LEAD
from perennial.flows.special_days import NOTHING_TOLD, DaysTold
from perennial.flows.touches_told import NO_TOUCHES, TouchesTold
from perennial.ingest.cleaning import CleaningRules

__all__ = ["Circumstances", "RefreshSettings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshSettings:
    """Settings of a refresh.

    Attributes
    ----------
    horizon, return_horizon
        As for the report: days within which a return counts in the waits, and R; None lets the log decide.
    rules
        The rules of counting that the log was opened with.
    refit_every
        Days after which the models are fitted again.
    drift
        Share by which orders may differ from what was expected before the models are fitted again; None never
        looks.
    promise_lead
        Days after a promised day on which its customer is given up at the earliest, unless half the
        customer's usual gap is shorter.
    margin
        Share of an order's money that the business keeps; None where unknown, and money is then revenue.
    capacity
        Touches a day in the plan that the summary counts.
    days
        What the business says of its days: whose holidays, its own events, growth.
    language
        Of the sentences in the summary, and of the names of holidays.
    seed
        That of the generator handed in, kept so that the run can be repeated.
    """

    horizon: int | None = None
    return_horizon: int | None = None
    rules: CleaningRules = field(default_factory=CleaningRules)
    refit_every: int = 30
    drift: float | None = 0.25
    promise_lead: int = LEAD
    margin: float | None = None
    capacity: int = 20
    days: DaysTold = NOTHING_TOLD
    language: str = "en"
    seed: int = 0

    @property
    def digest(self) -> str:
        """A text that differs when a setting differs that dates depend on; no id can be read from it."""
        rules, days = self.rules, self.days
        said = {
            "horizon": self.horizon,
            "return_horizon": self.return_horizon,
            "promise_lead": self.promise_lead,
            "keep_zero": rules.keep_zero,
            "day_start": rules.day_start.isoformat(),
            "leave_out_buckets": rules.leave_out_buckets,
            "keep_customers": sorted(rules.keep_customers),
            "country": days.country,
            "events": sorted((each.name, each.first, each.last, each.worth or 0.0) for each in days.events),
            "growth": days.growth,
        }
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is known of single customers besides their orders, by customer id; days are day numbers.

    Attributes
    ----------
    promises
        Days on which customers said they would buy; those up to the last purchase have been kept.
    paid_until
        Known ends, as of a paid service; those up to the last purchase are out of date.
    objections
        Ids of those who do not want to be forecast: they count in statistics only.
    touches
        Those that went out to customers.
    sources
        Where customers came from.
    """

    promises: Mapping[str, int] = field(default_factory=dict)
    paid_until: Mapping[str, int] = field(default_factory=dict)
    objections: frozenset[str] = frozenset()
    touches: TouchesTold = NO_TOUCHES
    sources: Mapping[str, str] = field(default_factory=dict)
