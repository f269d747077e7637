"""Customers of known levels: some buy more often or leave sooner, or those who come from some day on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perennial.engine.histories import Floats, Ints
from perennial.simulate.business import Business
from perennial.simulate.coin import coin_rounds
from perennial.simulate.renewal import gathered

__all__ = ["Levelled", "drifting", "levelled"]

_FIRST_DAY = 19_359  # 2023-01-02
_ALIKE, _SURE = 1.5, 2.2  # gamma shape of rates; a + b of the beta distribution of leaving


@dataclass(frozen=True, slots=True, kw_only=True)
class Levelled:
    """Orders of n customers, and the level of each, shape (n,)."""

    business: Business
    level: Ints


def levelled(
    customers: int,
    *,
    share: Sequence[float],
    rate: Sequence[float],
    leaving: Sequence[float],
    rng: np.random.Generator,
    gap: float = 30.0,
    regularity: int = 2,
    span: int = 730,
) -> Levelled:
    """Simulate MBG/CNBD-k customers of G levels, who come evenly over the span.

    Parameters
    ----------
    share
        Shape (G,): of the customers that are of each level.
    rate
        Shape (G,): how many times as often they buy.
    leaving
        Shape (G,): mean share that leaves after a purchase.
    gap, regularity, span
        Mean wait in days where the rate is 1, the Erlang k, the days observed.
    """
    level = rng.choice(len(share), customers, p=np.asarray(share))
    start = span * rng.random(customers)
    business = _business(
        start,
        np.asarray(rate)[level] / gap,
        np.asarray(leaving)[level],
        regularity=regularity,
        span=span,
        rng=rng,
    )
    return Levelled(business=business, level=level.astype(np.int32))


def drifting(
    customers: int,
    *,
    rate: float,
    since: int,
    rng: np.random.Generator,
    leaving: float = 0.3,
    gap: float = 30.0,
    regularity: int = 2,
    before: int = 0,
    span: int = 900,
) -> Business:
    """Simulate customers of whom those who come from day `since` of the span on buy `rate` times as often.

    Parameters
    ----------
    before
        Days that the business has run before the log starts; what was bought then is not in it.
    leaving, gap, regularity, span
        As in `levelled`, for everybody.
    """
    start = (span + before) * rng.random(customers)
    multiple = np.where(start >= before + since, rate, 1.0)
    whole = _business(
        start,
        multiple / gap,
        np.full(customers, leaving),
        regularity=regularity,
        span=span + before,
        rng=rng,
    )
    return _seen(whole, whole.last_day - span + 1)


def _business(
    start: Floats, rate: Floats, leaving: Floats, *, regularity: int, span: int, rng: np.random.Generator
) -> Business:
    rates = rate * rng.gamma(_ALIKE, 1.0 / _ALIKE, len(start))
    chance = rng.beta(leaving * _SURE, (1.0 - leaving) * _SURE)
    leave = np.full(len(start), np.inf)
    rounds = coin_rounds(start, chance, rates * regularity, leave, k=regularity, span=span, rng=rng)
    return gathered(rounds, leave=leave, rate=rates, first_day=_FIRST_DAY, span=span, rng=rng)


def _seen(whole: Business, first: int) -> Business:
    seen = whole.day >= first
    return Business(
        customer=whole.customer[seen],
        day=whole.day[seen],
        amount=whole.amount[seen],
        leaving=whole.leaving,
        rate=whole.rate,
        last_day=whole.last_day,
    )
