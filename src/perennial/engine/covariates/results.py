"""What goes with buying often and with leaving."""

from dataclasses import dataclass
from typing import Literal

from perennial.core.estimate import Estimate

__all__ = [
    "CHANCE",
    "COVARIATE_CLASSES",
    "NOTHING",
    "AfterTouch",
    "Change",
    "Cohort",
    "Cohorts",
    "Covariates",
    "Drift",
    "LevelEffect",
    "TraitEffects",
    "change_of",
]

#: Whether a ratio is clearly above 1 or below it, about 1, or cannot be told.
Change = Literal["more", "less", "alike", "unknown"]

_LEAST = 0.1  # change that is worth saying; less may come of a model that is a little wrong

#: Levels differ beyond chance where this or less speaks for their being alike.
CHANCE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelEffect:
    """Customers of one level of a trait, against all customers of whom the trait is known.

    Attributes
    ----------
    level
        Its name; None for the others, those levels that have too few customers to stand alone.
    customers
        Their number.
    rate
        Purchases while a customer, as a multiple of all customers'.
    leaving
        Share that leaves after a purchase.
    leaving_odds
        Odds of leaving after a purchase, as a multiple of all customers'.
    """

    level: str | None
    customers: int
    rate: Estimate
    leaving: Estimate
    leaving_odds: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitEffects:
    """One trait: its levels, those with most customers first.

    `rate_homogeneity` and `leaving_homogeneity` are p-values of Cochran's Q.
    """

    trait: str
    levels: tuple[LevelEffect, ...]
    rate_homogeneity: float
    leaving_homogeneity: float

    @property
    def rates_differ(self) -> bool:
        """Whether levels differ beyond chance in how often their customers buy."""
        return self.rate_homogeneity < CHANCE

    @property
    def leavings_differ(self) -> bool:
        """Whether levels differ beyond chance in how soon their customers leave."""
        return self.leaving_homogeneity < CHANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """Customers who came from day `since` to day `until`; `rate`, `leaving` as in `LevelEffect`."""

    since: int
    until: int
    customers: int
    rate: Estimate
    leaving: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """Customers who came since day `since` buy so many times as often as those before."""

    since: int
    rate: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohorts:
    """Cohorts by when they came, each followed for the same `followed` days.

    Attributes
    ----------
    rows
        Two or more, the oldest first.
    homogeneity
        p-value of Cochran's Q: do they buy equally often?
    trend
        Factor by which the rate changes from one cohort to the next.
    drift
        None where cohorts do not differ beyond chance, or by a tenth or less.
    """

    rows: tuple[Cohort, ...]
    followed: int
    homogeneity: float
    trend: Estimate
    drift: Drift | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterTouch:
    """What follows a touch, against the other days of the same customers.

    Attributes
    ----------
    customers, touches
        Who was followed of those touched, and on how many days they were in all.
    days
        Days after a touch that are looked at.
    horizon
        The return horizon in days.
    rate
        Orders in these days, as a multiple of those expected; unknown where there are too few.
    away
        Those who stay away for the return horizon, as a multiple of those expected to.
    """

    customers: int
    touches: int
    days: int
    horizon: int
    rate: Estimate
    away: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Covariates:
    """All of it; `cohorts` is None where fewer than two can be compared, `after_touch` without touches."""

    traits: tuple[TraitEffects, ...] = ()
    cohorts: Cohorts | None = None
    after_touch: AfterTouch | None = None


def change_of(ratio: Estimate) -> Change:
    """Say what a ratio with its limits comes to: a change counts from a tenth on, if it is beyond chance."""
    if ratio.value is None or ratio.low is None or ratio.high is None:
        return "unknown"
    beyond_chance = ratio.low > 1.0 or ratio.high < 1.0
    if beyond_chance and abs(ratio.value - 1.0) > _LEAST:
        return "more" if ratio.value > 1.0 else "less"
    if beyond_chance or (ratio.low >= 1.0 - _LEAST and ratio.high <= 1.0 + _LEAST):
        return "alike"
    return "unknown"


#: What results are made of, for whoever keeps them.
COVARIATE_CLASSES = (AfterTouch, Cohort, Cohorts, Covariates, Drift, LevelEffect, TraitEffects)

#: Where nothing can be compared.
NOTHING = Covariates()
