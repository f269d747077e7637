"""A business whose purchases run in business time: what each day is worth is known."""

from dataclasses import dataclass, field

import numpy as np

from perennial.engine.calendar.dates import months_of, weekdays_of
from perennial.engine.histories import Floats, Ints
from perennial.engine.purchases import PurchaseLog
from perennial.simulate.business import as_log

__all__ = ["SeasonalLaw", "seasonal", "true_worth"]

_EVEN_YEAR = (1.0,) * 12
_EVEN_WEEK = (1.0,) * 7
_MONTH = 365.25 / 12
_SPENT = 10.0  # on each order


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonalLaw:
    """How the customers of a seasonal business buy.

    Attributes
    ----------
    begin, days
        Day number of the first day, and how many days there are in all.
    joining
        Days in which customers join; more of them on days that are worth more.
    season, week
        What a day in January to December, and Monday to Sunday, is worth.
    growth
        Factor by which days are worth more with each month of growing.
    growing
        Days before the end of `joining` from which they grow.
    special
        Worth of single days, beside the others, by day number.
    gap
        Business days between the purchases of the average customer; shape `regularity` of their Erlang law.
    spread
        Shape of the gamma law of customers' rates: small where they differ much.
    leaving
        The two shapes of the beta law of the share that leaves after a purchase.
    """

    begin: int
    days: int
    joining: int
    season: tuple[float, ...] = _EVEN_YEAR
    week: tuple[float, ...] = _EVEN_WEEK
    growth: float = 1.0
    growing: int = 0
    special: dict[int, float] = field(default_factory=dict)
    gap: float = 30.0
    regularity: int = 1
    spread: float = 1.5
    leaving: tuple[float, float] = (0.7, 3.0)


def true_worth(law: SeasonalLaw, day: Ints) -> Floats:
    """Give what days are worth; shape (n,)."""
    worth = np.array(law.season)[months_of(day)] * np.array(law.week)[weekdays_of(day)]
    grown = np.maximum(day - (law.begin + law.joining - law.growing), 0) if law.growing else 0.0
    worth *= law.growth ** (grown / _MONTH)
    return np.asarray(worth * [law.special.get(int(each), 1.0) for each in day])


def seasonal(customers: int, law: SeasonalLaw, rng: np.random.Generator) -> PurchaseLog:
    """Make the purchases of customers who join in the first days of a seasonal business.

    Parameters
    ----------
    customers
        How many join.
    law
        How they buy.
    """
    day = np.arange(law.begin, law.begin + law.days, dtype=np.int32)
    worth = true_worth(law, day)
    worth /= worth[: law.joining].mean()
    clock = np.cumsum(worth)
    first = rng.choice(law.joining, customers, p=worth[: law.joining] / worth[: law.joining].sum())
    rate = rng.gamma(law.spread, law.regularity / (law.spread * law.gap), customers)
    ends = rng.beta(*law.leaving, customers)
    place, at = [np.arange(customers)], [first]
    now, alive = clock[first] - rng.random(customers) * worth[first], np.arange(customers)
    while len(alive):
        alive = alive[rng.random(len(alive)) >= ends[alive]]
        now[alive] += rng.gamma(law.regularity, 1.0 / rate[alive])
        alive = alive[now[alive] < clock[-1]]
        place.append(alive)
        at.append(np.searchsorted(clock, now[alive]))
    who, when = np.concatenate(place), law.begin + np.concatenate(at)
    return as_log(who, when, np.full(len(who), _SPENT))
