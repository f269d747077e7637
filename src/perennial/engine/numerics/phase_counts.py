"""Means over a negative binomial number of phases of a running sum of survival chances."""

import numpy as np
from scipy.special import gammaln, psi

from perennial.engine.histories import Floats

__all__ = ["mean_of_running_sum", "running_sum"]

_LEFT_OVER = 1e-10  # probability that may stay unsummed
_FROM_ZERO = -600.0  # log of the smallest first term from which the sum starts at zero phases
_MOST_STEPS = 50_000
_EVERY = 8  # steps from one look for finished rows to the next
_CHANCE, _RHO, _SIZE, _M, _MEAN, _LEFT, _VALUE, _GAIN, _TAIL = range(9)


def running_sum(a: float, c: Floats, n: Floats) -> Floats:
    """Give ``sum_{i < n} (c)_i / (a + c)_i``: expected purchases in n chances, a coin after each.

    With a leaving probability that is Beta(a, c), the i-th chance is still open with (c)_i / (a + c)_i. The
    sum telescopes: (a + c - 1) / (a - 1) * (1 - (c)_n / (a + c - 1)_n).
    """
    if abs(a - 1.0) < 1e-6:
        return np.asarray(c * (psi(c + n) - psi(c)))
    fall = gammaln(c + n) - gammaln(c) - gammaln(a + c - 1.0 + n) + gammaln(a + c - 1.0)
    return np.asarray((a + c - 1.0) / (1.0 - a) * np.expm1(fall))


def mean_of_running_sum(size: Floats, odds: Floats, a: float, c: Floats, *, k: int, passed: int) -> Floats:
    """Give the mean of ``running_sum(a, c, (m + passed) div k)``, m negative binomial; shape (n,).

    Parameters
    ----------
    size
        Shape (n,): the size parameter, positive.
    odds
        Shape (n,): mean of m over size.
    a, c
        The leaving probability is Beta(a, c); c of shape (n,).
    k, passed
        Phases to a purchase, and phases passed already (less than k).
    """
    state = _first_state(size, odds, a, c, k=k, passed=passed)
    total, row = np.zeros(len(size)), np.arange(len(size))
    for step in range(1, _MOST_STEPS):
        total[row] += state[_CHANCE] * state[_VALUE]
        state[_LEFT] -= state[_CHANCE]
        if step % _EVERY == 0:
            done = (state[_LEFT] < _LEFT_OVER) & (state[_M] >= state[_MEAN])
            total[row[done]] += np.maximum(state[_LEFT, done], 0.0) * state[_VALUE, done]
            state, row = state[:, ~done], row[~done]
            if not len(row):
                return total
        _advance(state, a, purchase=(passed + step) % k == 0)
    total[row] += np.maximum(state[_LEFT], 0.0) * state[_VALUE]
    return total


def _first_state(size: Floats, odds: Floats, a: float, c: Floats, *, k: int, passed: int) -> Floats:
    # One column a row of the answer; a row is dropped once its probability is used up.
    rho, m = odds / (1.0 + odds), _first_term(size, odds, k)
    late, purchases = m > 0, (m + passed) // k
    log_chance = -size * np.log1p(odds)
    log_chance[late] += (gammaln(size + m) - gammaln(size) - gammaln(m + 1.0) + m * np.log(rho))[late]
    value = np.where(late, running_sum(a, c, purchases), 0.0)
    gain = np.where(late, np.exp(_log_open(a, c, purchases)), 1.0)
    left = np.ones(len(size))
    return np.array([np.exp(log_chance), rho, size, m, size * odds, left, value, gain, c + purchases])


def _advance(state: Floats, a: float, *, purchase: bool) -> None:
    # One phase more; at a purchase the sum gains the chance that the customer is still there for it.
    state[_CHANCE] *= (state[_SIZE] + state[_M]) / (state[_M] + 1.0) * state[_RHO]
    state[_M] += 1.0
    if purchase:
        state[_VALUE] += state[_GAIN]
        state[_GAIN] *= state[_TAIL] / (a + state[_TAIL])
        state[_TAIL] += 1.0


def _first_term(size: Floats, odds: Floats, k: int) -> Floats:
    # Twelve standard deviations below the mean where the chance of no phase is too small to start from.
    mean = size * odds
    low = np.maximum(mean - 12.0 * np.sqrt(mean * (1.0 + odds)), 0.0)
    return np.where(size * np.log1p(odds) > -_FROM_ZERO, k * np.floor(low / k), 0.0)


def _log_open(a: float, c: Floats, n: Floats) -> Floats:
    return np.asarray(gammaln(c + n) - gammaln(c) - gammaln(a + c + n) + gammaln(a + c))
