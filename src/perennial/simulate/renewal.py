"""Customers who buy in a rhythm of their own until they leave."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, ndtr

from perennial.engine.histories import Floats
from perennial.simulate.business import Business
from perennial.simulate.leaving import LeavingLaw

__all__ = ["furniture", "gathered", "renewal"]

_FIRST_DAY = 19_359  # 2023-01-02


def renewal(
    customers: int,
    *,
    gap: float,
    regularity: int,
    leaving: LeavingLaw,
    span: int,
    rng: np.random.Generator,
    heterogeneity: float = 4.0,
    one_time_share: float = 0.0,
    never_share: float = 0.0,
    correlation: float = 0.0,
    growth: float = 0.0,
    first_day: int = _FIRST_DAY,
) -> Business:
    """Simulate customers with Erlang-k waits who leave by tenure.

    Parameters
    ----------
    customers
        Number of customers; first purchases fall anywhere in the span.
    gap, regularity, heterogeneity
        Mean wait in days at the mean rate, the Erlang k, and the gamma shape of rates (larger: more alike).
    leaving
        Law of leaving of those who neither leave at once nor stay for ever.
    span
        Days observed, from `first_day` on.
    one_time_share, never_share
        Shares who leave right after the first purchase, and who never leave.
    correlation
        Between rate and leaving, on the normal scale; positive: frequent buyers stay longer.
    growth
        0: first purchases evenly over the span; g: they come 1 + g times as fast at its end as at its start.
    """
    normal = rng.standard_normal((2, customers))
    rate = gammaincinv(heterogeneity, ndtr(normal[0])) / (heterogeneity * gap)
    tied = correlation * normal[0] + np.sqrt(1.0 - correlation**2) * normal[1]
    leave = leaving(ndtr(tied))
    kind = rng.random(customers)
    leave[kind < one_time_share] = 0.0
    leave[kind >= 1.0 - never_share] = np.inf
    start = span * _arrival(rng.random(customers), growth)
    rounds = _rounds(start, start + leave, rate * regularity, k=regularity, span=span, rng=rng)
    return gathered(rounds, leave=leave, rate=rate, first_day=first_day, span=span, rng=rng)


def furniture(customers: int, *, rng: np.random.Generator, years: int = 8) -> Business:
    """Simulate a rhythm of 18 months: bought rarely, with half of the customers never seen again."""
    return renewal(
        customers,
        gap=548.0,
        regularity=3,
        heterogeneity=8.0,
        leaving=lambda share: np.asarray(-1500.0 * np.log1p(-share)),
        one_time_share=0.5,
        span=365 * years,
        rng=rng,
    )


def _arrival(share: Floats, growth: float) -> Floats:
    # Inverse of the share arrived by u when the pace is 1 + growth u.
    if growth == 0:
        return share
    return np.asarray((np.sqrt(1.0 + share * growth * (2.0 + growth)) - 1.0) / growth)


def _rounds(
    start: Floats, end: Floats, phases: Floats, *, k: int, span: int, rng: np.random.Generator
) -> Iterator[tuple[NDArray[np.intp], Floats]]:
    # All first purchases, all second ones, and so on: customers and moments.
    who, moment = np.arange(len(start)), start
    while len(who):
        yield who, moment
        moment = moment + rng.standard_gamma(k, len(who)) / phases[who]
        going = (moment <= end[who]) & (moment < span)
        who, moment = who[going], moment[going]


def gathered(
    rounds: Iterator[tuple[NDArray[np.intp], Floats]],
    *,
    leave: Floats,
    rate: Floats,
    first_day: int,
    span: int,
    rng: np.random.Generator,
) -> Business:
    """Put rounds of purchases into one row after another, customer by customer, without sorting."""
    held = list(rounds)
    orders = np.bincount(np.concatenate([who for who, _ in held]), minlength=len(rate))
    begin = np.cumsum(orders) - orders
    day = np.empty(int(orders.sum()), np.int32)
    for turn, (who, moment) in enumerate(held):
        day[begin[who] + turn] = first_day + np.floor(moment)
    return Business(
        customer=np.repeat(np.arange(len(rate)), orders),
        day=day,
        amount=np.round(rng.standard_gamma(4.0, len(day)) * 25.0, 2),
        leaving=leave,
        rate=rate,
        last_day=first_day + span - 1,
    )
