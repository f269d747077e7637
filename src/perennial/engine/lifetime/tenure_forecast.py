"""What the tenure model says of a customer: there or gone, purchases to come, the wait for the next one."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Ints
from perennial.engine.lifetime.tenure_gains import (
    Parameters,
    Parts,
    counts_of_parts,
    first_orders_of_parts,
    in_a_row,
)
from perennial.engine.lifetime.tenure_likelihood import phase_factors
from perennial.engine.lifetime.tenure_rows import Rows, pieces_by_frequency, weigh
from perennial.engine.numerics.erlang import phase_terms
from perennial.engine.numerics.grouping import distinct

__all__ = ["expected_while_there", "p_order_while_there", "p_there", "wait_quantile"]

_GROWTH = 1.125  # of the parts of a horizon after the first month, within which hazards are taken as even
_NODES = 64  # of a wait, on a scale on which random waits are exponential
_LONGEST_WAIT = 30.0  # on that scale
_PAIRS = 2_048  # distinct (x, T) worked on at once

# (parameters, T of shape (n,), size of shape (n,), p parts of the time ahead) -> (k, n, p)
_Gains = Callable[[Parameters, NDArray[np.int64], Floats, Parts], Floats]


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
    counts = _over_horizons(at, counts_of_parts, (frequency, recency, silence), (horizon,))
    return np.asarray(counts[0])


def p_order_while_there(
    at: Parameters, frequency: Ints, recency: Ints, silence: Ints, *, horizons: Sequence[int]
) -> Floats:
    """Give the probability of a purchase within each horizon of one who is there now; (horizons, n)."""
    return _over_horizons(at, first_orders_of_parts, (frequency, recency, silence), horizons)


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
        np.cumsum(first_orders_of_parts(at, age, size, in_a_row(days)), axis=2, out=came[:, :, 1:])
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


def _over_horizons(
    at: Parameters, gains_of: _Gains, customers: tuple[Ints, Ints, Ints], horizons: Sequence[int]
) -> Floats:
    frequency, recency, silence = customers
    parts, whole = _parts(np.asarray(horizons, np.float64))
    answer = np.zeros((len(horizons), len(frequency)))
    for x, age, rows, place in _pairs(frequency, recency + silence):
        gains = _by_horizon(gains_of(at, age, _size(at, x), parts), whole)
        weights = _phases(at, frequency[rows], recency[rows], silence[rows])
        for weight, gain in zip(weights, gains, strict=True):
            answer[:, rows] += weight * gain.T[:, place]
    return answer


def _parts(horizons: Floats) -> tuple[Parts, NDArray[np.intp]]:
    """Cut the time to the longest horizon, and say how many whole parts each horizon has.

    Half days, days, then longer parts; the same for every horizon, so that answers rise with it. After the
    whole parts stands one of each horizon, from the end of its own whole parts to itself.
    """
    growing = 32.0 * _GROWTH ** np.arange(1, 80)
    days = np.concatenate([[0.0, 0.25, 0.5], np.arange(1.0, 33.0), growing])
    days = days[days < horizons.max()]
    whole = np.maximum(np.searchsorted(days, horizons) - 1, 0)
    low, high = np.arange(len(days) - 1), len(days) + np.arange(len(horizons))
    parts = Parts(
        days=np.concatenate([days, horizons])[None, :],
        low=np.concatenate([low, whole]),
        high=np.concatenate([low + 1, high]),
    )
    return parts, whole


def _by_horizon(gains: Floats, whole: NDArray[np.intp]) -> Floats:
    # From the gains of the parts, shape (k, n, p), to those within each horizon, shape (k, n, horizons).
    shared = gains.shape[2] - len(whole)
    passed = np.zeros((*gains.shape[:2], shared + 1))
    np.cumsum(gains[:, :, :shared], axis=2, out=passed[:, :, 1:])
    return np.asarray(passed[:, :, whole] + gains[:, :, shared:])


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
