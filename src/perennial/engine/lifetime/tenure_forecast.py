"""What the tenure model says of a customer: there or gone, purchases to come, the wait for the next one."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Ints
from perennial.engine.lifetime.leaving_curve import LeavingCurve
from perennial.engine.lifetime.tenure_likelihood import phase_factors
from perennial.engine.lifetime.tenure_rows import Rows, pieces_by_frequency, weigh
from perennial.engine.numerics.erlang import phase_terms
from perennial.engine.numerics.grouping import distinct
from perennial.engine.numerics.renewals import first_wait_survival, mean_renewals

__all__ = ["Parameters", "expected_while_there", "p_order_while_there", "p_there", "wait_quantile"]

_GROWTH = 1.125  # of the parts of a horizon after the first month, within which hazards are taken as even
_NODES = 64  # of a wait, on a scale on which random waits are exponential
_LONGEST_WAIT = 30.0  # on that scale
_TINY = 1e-150  # its square is still a number
_PAIRS = 2_048  # distinct (x, T) worked on at once

# (parameters, T of shape (n,), size of shape (n,), days ahead of shape (n, parts + 1)) -> (k, n, parts)
_Gains = Callable[["Parameters", NDArray[np.int64], Floats, Floats], Floats]


class Parameters(Protocol):
    """Parameters of the tenure model; days."""

    @property
    def r(self) -> float:
        """Shape of the gamma distribution of the rate of a phase."""
        ...

    @property
    def alpha(self) -> float:
        """Its scale, in days."""
        ...

    @property
    def q0(self) -> float:
        """Share who leave right after the first purchase."""
        ...

    @property
    def k(self) -> int:
        """The Erlang k."""
        ...

    @property
    def curve(self) -> LeavingCurve:
        """How the others leave."""
        ...


def p_there(at: Parameters, frequency: Ints, recency: Ints, silence: Ints) -> Floats:
    """Give the probability of being still a customer: the term "still there" over the whole likelihood."""
    (x, last, quiet), place = distinct(frequency, recency, silence)
    rows = Rows(frequency=x, recency=last, age=last + quiet, weight=np.ones(len(x)))
    survival = np.exp(-at.curve.at(np.arange(int(rows.age.max(initial=0)) + 2)))
    answer = np.empty(len(x))
    for piece in pieces_by_frequency(x, len(survival), at.k):
        answer[piece] = _there(at, rows.take(piece), survival)
    return answer[place]


def expected_while_there(
    at: Parameters, frequency: Ints, recency: Ints, silence: Ints, *, horizon: int
) -> Floats:
    """Give the expected purchases in the next `horizon` days of one who is there now."""
    return _over_horizon(at, _counts, (frequency, recency, silence), horizon)


def p_order_while_there(
    at: Parameters, frequency: Ints, recency: Ints, silence: Ints, *, horizon: int
) -> Floats:
    """Give the probability of a purchase in the next `horizon` days of one who is there now."""
    return _over_horizon(at, _first_orders, (frequency, recency, silence), horizon)


def wait_quantile(
    at: Parameters, frequency: Ints, recency: Ints, silence: Ints, *, probability: float
) -> Floats:
    """Give the days by which one who does come back before leaving has come with that probability."""
    scale = _LONGEST_WAIT * np.linspace(0.0, 1.0, _NODES + 1) ** 2
    answer = np.empty(len(frequency))
    for x, age, rows, place in _pairs(frequency, recency + silence):
        size, began = _size(at, x), at.alpha + age.astype(np.float64)
        days = began[:, None] * np.expm1(np.minimum(scale / size[:, None], 50.0))
        came = np.zeros((at.k, *days.shape))
        np.cumsum(_first_orders(at, age, size, days), axis=2, out=came[:, :, 1:])
        weights = _phases(at, frequency[rows], recency[rows], silence[rows])
        answer[rows] = _crossing(days, came, weights, place, probability)
    return answer


def _there(at: Parameters, rows: Rows, survival: Floats) -> Floats:
    w = weigh(rows, (at.r, at.alpha, at.k), survival, powers=at.k, logs=0)
    choose, _ = phase_factors(w.q, at.k)
    there = w.there * np.einsum("nj,nj->n", choose, w.powers)
    gone = np.maximum(np.einsum("nj,nj->n", choose, w.gone), 0.0)
    at_once = np.where(rows.frequency == 0, at.q0, 0.0)
    stays = (1.0 - at.q0) * there
    return np.asarray(stays / np.maximum(stays + (1.0 - at.q0) * gone + at_once, 1e-300))


def _over_horizon(
    at: Parameters, gains_of: _Gains, customers: tuple[Ints, Ints, Ints], horizon: int
) -> Floats:
    frequency, recency, silence = customers
    days = _parts(horizon)
    answer = np.empty(len(frequency))
    for x, age, rows, place in _pairs(frequency, recency + silence):
        ahead = np.broadcast_to(days, (len(x), len(days)))
        gains = gains_of(at, age, _size(at, x), ahead).sum(axis=2)
        weights = _phases(at, frequency[rows], recency[rows], silence[rows])
        answer[rows] = np.einsum("jn,jn->n", weights, gains[:, place])
    return answer


def _parts(horizon: float) -> Floats:
    # Half days, days, then longer parts; the same for every horizon, so that answers rise with it.
    growing = 32.0 * _GROWTH ** np.arange(1, 80)
    days = np.concatenate([[0.0, 0.25, 0.5], np.arange(1.0, 33.0), growing])
    return np.append(days[days < horizon], horizon)


def _pairs(
    frequency: Ints, age: Ints
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.intp], NDArray[np.intp]]]:
    # Distinct (x, T), some at a time, with the rows that have them and which of the pairs each row has.
    (x, days), pair = distinct(frequency, age)
    order = np.argsort(pair, kind="stable")
    ends = np.searchsorted(pair[order], np.arange(0, len(x) + _PAIRS, _PAIRS))
    for turn, (begin, end) in enumerate(pairwise(ends)):
        piece, rows = slice(turn * _PAIRS, (turn + 1) * _PAIRS), order[begin:end]
        yield x[piece], days[piece], rows, pair[rows] - turn * _PAIRS


def _size(at: Parameters, x: NDArray[np.integer]) -> Floats:
    return np.asarray(at.r + at.k * x.astype(np.float64))


def _counts(at: Parameters, age: NDArray[np.int64], size: Floats, days: Floats) -> Floats:
    """Give the purchases of each part of the time ahead, for no phase passed, one, and so on; (k, n, parts).

    The next purchase is that of `_first_orders`, so that no count is below the chance of one; within a part
    the further ones come evenly to those still there.
    """
    since = age.astype(np.float64)[:, None]
    there = _there_since(at, since, days)
    odds = days / (at.alpha + since)
    evenly = there[:, :-1] * _even(np.log(there[:, :-1] / there[:, 1:]))
    further = [
        mean_renewals(size[:, None] + j, odds, k=at.k, passed=j)
        - (1.0 - first_wait_survival(size[:, None] + j, odds, k=at.k, passed=j))
        for j in range(at.k)
    ]
    beyond = np.stack([np.maximum(np.diff(counts, axis=1), 0.0) * evenly for counts in further])
    return _first_orders(at, age, size, days) + beyond


def _first_orders(at: Parameters, age: NDArray[np.int64], size: Floats, days: Floats) -> Floats:
    """Give the probability that the next purchase falls in each part of the time ahead; (k, n, parts).

    Within a part buying and leaving compete at even hazards.
    """
    since = age.astype(np.float64)[:, None]
    there = _there_since(at, since, days)
    odds = days / (at.alpha + since)
    gains = []
    for j in range(at.k):
        waits = np.maximum(first_wait_survival(size[:, None] + j, odds, k=at.k, passed=j), _TINY)
        both = there * waits
        buying = np.log(waits[:, :-1] / waits[:, 1:])
        gains.append(both[:, :-1] * buying * _even(np.log(both[:, :-1] / both[:, 1:])))
    return np.stack(gains)


def _there_since(at: Parameters, since: Floats, days: Floats) -> Floats:
    return np.maximum(at.curve.share_left(since + days, since), _TINY)


def _even(rise: Floats) -> Floats:
    # Mean of exp(-hazard) over a part in which the hazard rises evenly from 0.
    return np.where(rise > 1e-9, -np.expm1(-rise) / np.maximum(rise, 1e-9), 1.0)


def _phases(at: Parameters, frequency: Ints, recency: Ints, silence: Ints) -> Floats:
    # Posterior of the phases passed of the current wait; shape (k, n).
    z = silence / (at.alpha + recency + silence)
    terms = np.stack(list(phase_terms(_size(at, frequency), z, at.k)))
    return np.asarray(terms / terms.sum(axis=0))


def _crossing(
    days: Floats, came: Floats, weights: Floats, place: NDArray[np.intp], probability: float
) -> Floats:
    """Find where the share of those who come reaches `probability`, by halving between nodes.

    `days` has shape (pairs, nodes), `came` (k, pairs, nodes), `weights` (k, rows), `place` (rows,). Between
    nodes the log of those still to come is taken as even.
    """

    def open_share(node: NDArray[np.intp]) -> Floats:
        return np.asarray(1.0 - np.einsum("jn,jn->n", weights, came[:, place, node]) / ever)

    low, high = np.zeros(len(place), np.intp), np.full(len(place), days.shape[1] - 1)
    ever = np.maximum(np.einsum("jn,jn->n", weights, came[:, place, high]), 1e-300)
    goal = 1.0 - probability
    for _ in range(int(days.shape[1]).bit_length()):
        middle = (low + high + 1) // 2
        later = open_share(middle) > goal
        low, high = np.where(later, np.minimum(middle, high - 1), low), np.where(later, high, middle)
        if (high - low <= 1).all():
            break
    before, after = (np.maximum(open_share(node), 1e-12) for node in (low, high))
    part = np.log(before / goal) / np.maximum(np.log(before / after), 1e-12)
    left = days[place, low]
    return np.asarray(left + np.clip(part, 0.0, 1.0) * (days[place, high] - left))
