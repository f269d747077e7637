"""Customers who are touched when they have been silent, and then buy so many times as often for a while."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Ints
from perennial.engine.purchases import PurchaseLog
from perennial.engine.touches import TOUCH_DAYS, Touches, touches_of
from perennial.simulate.business import as_log

__all__ = ["TouchedBusiness", "touched_business"]

_FIRST_DAY = 19_359  # 2023-01-02
_ALIKE, _SURE = 1.5, 2.2  # gamma shape of rates; a + b of the beta distribution of leaving
_SPREAD = 0.6
_PAUSE = 45  # days for which nobody is touched again


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedBusiness:
    """Purchases and touches of n customers up to day `last_day`."""

    log: PurchaseLog
    touches: Touches
    last_day: int


def touched_business(
    customers: int,
    *,
    effect: float,
    rng: np.random.Generator,
    silent: int = 40,
    chance: float = 0.05,
    favour: float = 0.0,
    gap: float = 30.0,
    leaving: float = 0.25,
    tenure: float | None = None,
    span: int = 730,
) -> TouchedBusiness:
    """Simulate customers of MBG/NBD day by day, who come evenly over the span.

    Parameters
    ----------
    effect
        How many times as often customers buy in the 28 days after a touch while they are customers.
    silent, chance
        From so many days of silence on a customer is touched on a day with so much chance, at most every 45
        days.
    favour
        How much oftener those are touched who buy often: the power of their rate in the chance.
    gap, leaving
        Mean wait in days, and share that leaves after a purchase.
    tenure
        Median days after which customers leave instead, lognormal with a spread of 0.6 in logs.
    """
    crowd = _crowd(customers, span=span, leaving=leaving, tenure=tenure, rng=rng)
    often = np.minimum(chance * crowd.likes**favour, 1.0)
    there = np.zeros(customers, np.bool_)
    last, touched = np.full(customers, span), np.full(customers, -span)
    bought: list[tuple[Ints, int]] = []
    reached: list[tuple[Ints, int]] = []
    for day in range(span):
        now = there & (rng.random(customers) < _chance(crowd.likes / gap, touched, day, effect))
        now |= crowd.begin == day
        there = (there | (crowd.begin == day)) & (day < crowd.end)
        last[now] = day
        there[now & (rng.random(customers) < crowd.leave)] = False
        bought.append((np.flatnonzero(now).astype(np.int32), day))
        due = (crowd.begin <= day) & (day - last >= silent) & (day - touched >= _PAUSE)
        reach = due & (rng.random(customers) < often)
        touched[reach] = day
        reached.append((np.flatnonzero(reach).astype(np.int32), day))
    return TouchedBusiness(
        log=as_log(*_flat(bought), np.full(sum(len(each) for each, _ in bought), 10.0)),
        touches=touches_of(*_flat(reached), customers),
        last_day=_FIRST_DAY + span - 1,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Crowd:
    """When n customers come and when they go at the latest; how much they like to buy and to leave."""

    begin: NDArray[np.int64]
    end: Floats
    likes: Floats
    leave: Floats


def _crowd(
    customers: int, *, span: int, leaving: float, tenure: float | None, rng: np.random.Generator
) -> _Crowd:
    begin = (span * rng.random(customers)).astype(np.int64)
    likes = rng.gamma(_ALIKE, 1.0 / _ALIKE, customers)
    leave = rng.beta(leaving * _SURE, (1.0 - leaving) * _SURE, customers)
    if tenure is None:
        return _Crowd(begin=begin, end=np.full(customers, np.inf), likes=likes, leave=leave)
    stay = rng.lognormal(np.log(tenure), _SPREAD, customers)
    return _Crowd(begin=begin, end=begin + stay, likes=likes, leave=np.zeros(customers))


def _chance(rate: Floats, touched: Ints, day: int, effect: float) -> Floats:
    return 1.0 - np.exp(-rate * np.where(day - touched <= TOUCH_DAYS, effect, 1.0))


def _flat(days: list[tuple[Ints, int]]) -> tuple[Ints, Ints]:
    who = np.concatenate([each for each, _ in days])
    when = np.concatenate([np.full(len(each), _FIRST_DAY + day, np.int32) for each, day in days])
    return who, when
