"""Orders of each customer: a rhythm of its own, in the seasons of the product, until leaving."""

from dataclasses import dataclass

import numpy as np

from perennial.engine.histories import Floats
from perennial.simulate.company.calendar import Calendar, Offsets
from perennial.simulate.company.laws import LAWS, column

__all__ = ["Bought", "arrivals", "buy"]

_START, _GROWTH = 0.7, 0.6  # trend of those who come by themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """Orders, at most one a day, grouped by customer and rising in time, and the truth behind them.

    Attributes
    ----------
    customer, day, turn
        Shape (m,): customer number, day counted from the company's first, 0 for the first order.
    rate, leaving
        Shape (n,): purchases per day; day, counted from the company's first, of leaving.
    """

    customer: Offsets
    day: Offsets
    turn: Offsets
    rate: Floats
    leaving: Floats


def arrivals(calendar: Calendar, rng: np.random.Generator) -> tuple[Offsets, Offsets]:
    """Draw who orders by the site without any seller: first day and product, in order of time."""
    trend = _START + _GROWTH * np.arange(calendar.span) / calendar.span
    seasons = np.array([law.season for law in LAWS])[:, calendar.month[: calendar.span]]
    product, day = np.nonzero(counts := rng.poisson(column("site_customers")[:, None] * trend * seasons))
    times = counts[product, day]
    product, day = np.repeat(product, times), np.repeat(day, times)
    order = np.argsort(day, kind="stable")
    return day[order], product[order]


def buy(start: Offsets, product: Offsets, calendar: Calendar, rng: np.random.Generator) -> Bought:
    """Draw the orders of customers whose first one is on the day `start`."""
    shape = column("heterogeneity")[product]
    rate = rng.standard_gamma(shape) / (shape * column("gap")[product])
    leaving = start + _tenures(product, rng)
    parts = [
        _rounds(
            np.flatnonzero(product == number),
            number,
            start=start,
            rate=rate,
            leaving=leaving,
            calendar=calendar,
            rng=rng,
        )
        for number in range(len(LAWS))
    ]
    customer, day = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.lexsort((day, customer))
    customer, day = customer[order], day[order]
    fresh = (np.diff(customer, prepend=-1) != 0) | (np.diff(day, prepend=-1) != 0)
    customer, day = customer[fresh], day[fresh]
    begin = np.searchsorted(customer, np.arange(len(start)))
    turn = np.arange(len(customer)) - begin[customer]
    return Bought(customer=customer, day=day, turn=turn, rate=rate, leaving=leaving)


def _tenures(product: Offsets, rng: np.random.Generator) -> Floats:
    """Days from the first order to leaving."""
    kind, share = rng.random(len(product)), rng.random(len(product))
    tenure = np.choose(product, [law.leaving(share) for law in LAWS])
    tenure[kind < column("one_time_share")[product]] = 0.0
    tenure[kind >= 1.0 - column("never_share")[product]] = np.inf
    return np.asarray(tenure)


def _rounds(
    who: Offsets,
    number: int,
    *,
    start: Offsets,
    rate: Floats,
    leaving: Floats,
    calendar: Calendar,
    rng: np.random.Generator,
) -> tuple[Offsets, Offsets]:
    """All first orders of one product, all second ones, and so on: customer and day."""
    law = LAWS[number]
    clock, days = calendar.warped(np.array(law.season)), np.arange(len(calendar.working) + 1)
    customers, when, moment = [who], [start[who]], clock[start[who]]
    while len(who):
        moment = moment + rng.standard_gamma(law.regularity, len(who)) / (law.regularity * rate[who])
        day = np.floor(np.interp(moment, clock, days)).astype(np.int64)
        going = (day <= leaving[who]) & (day < calendar.span)
        who, moment = who[going], moment[going]
        customers.append(who)
        when.append(day[going])
    return np.concatenate(customers), np.concatenate(when)
