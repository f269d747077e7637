"""Customers who may leave after every purchase by a coin of their own (MBG/CNBD-k), in any number."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats
from perennial.simulate.business import Business
from perennial.simulate.renewal import gathered

__all__ = ["coin", "coin_pieces", "coin_rounds"]

_FIRST_DAY = 19_359  # 2023-01-02
_PIECE = 500_000  # customers held in memory at once


def coin(
    customers: int,
    *,
    rng: np.random.Generator,
    r: float = 0.9,
    alpha: float = 20.0,
    a: float = 0.65,
    b: float = 2.6,
    regularity: int = 2,
    span: int = 1096,
    first_day: int = _FIRST_DAY,
) -> Business:
    """Simulate MBG/CNBD-k customers; the defaults are those of the benches (about 5.5 orders in 3 years).

    Parameters
    ----------
    customers
        Number of customers; first purchases fall evenly over the span.
    r, alpha
        Shape and scale, in days, of the gamma distribution of the rate of a phase.
    a, b
        Beta distribution of leaving after a purchase, the first included.
    regularity, span, first_day
        The Erlang k, the days observed, the day number of the first.
    """
    phases = rng.gamma(r, 1.0 / alpha, customers)
    chance = rng.beta(a, b, customers)
    start = span * rng.random(customers)
    leave = np.full(customers, np.inf)
    rounds = coin_rounds(start, chance, phases, leave, k=regularity, span=span, rng=rng)
    truth = {"leave": leave, "rate": phases / regularity}
    return gathered(rounds, **truth, first_day=first_day, span=span, rng=rng)


def coin_pieces(customers: int, *, rng: np.random.Generator, span: int = 1096) -> Iterator[Business]:
    """Simulate any number of customers as in `coin`, 500,000 at a time, numbered on from piece to piece."""
    for begin in range(0, customers, _PIECE):
        piece = coin(min(_PIECE, customers - begin), rng=rng, span=span)
        yield Business(
            customer=piece.customer + begin,
            day=piece.day,
            amount=piece.amount,
            leaving=piece.leaving,
            rate=piece.rate,
            last_day=piece.last_day,
        )


def coin_rounds(
    start: Floats,
    chance: Floats,
    phases: Floats,
    leave: Floats,
    *,
    k: int,
    span: int,
    rng: np.random.Generator,
) -> Iterator[tuple[NDArray[np.intp], Floats]]:
    """Give all first purchases, all second ones, and so on: customers and moments.

    Parameters
    ----------
    start, chance, phases
        Shape (n,): day of the first purchase, chance of leaving after each, phases a day.
    leave
        Shape (n,): takes the days to the purchase after which the customer left, as purchases are made.
    """
    who, moment = np.arange(len(start)), start
    while len(who):
        yield who, moment
        stays = rng.random(len(who)) >= chance[who]
        gone = ~stays
        leave[who[gone]] = moment[gone] - start[who[gone]]
        who, moment = who[stays], moment[stays]
        moment = moment + rng.standard_gamma(k, len(who)) / phases[who]
        going = moment < span
        who, moment = who[going], moment[going]
