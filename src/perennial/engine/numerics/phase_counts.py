"""Means over a negative binomial number of phases of a running sum of survival chances."""

import numpy as np
from scipy.special import gammaln, psi

from perennial.engine.histories import Floats

__all__ = ["mean_of_running_sum", "running_sum"]

_LEFT_OVER = 1e-10  # probability that may stay unsummed
_FROM_ZERO = -600.0  # log of the smallest first term from which the sum starts at zero phases
_MOST_STEPS = 50_000


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
    rho = odds / (1.0 + odds)
    m = _first_term(size, odds, k)
    log_p = -size * np.log1p(odds)
    late = m > 0
    log_p[late] += (gammaln(size + m) - gammaln(size) - gammaln(m + 1.0) + m * np.log(rho))[late]
    total = np.zeros(len(size))
    row = np.arange(len(size))
    # What the loop needs of each row, dropped with the row once its probability is used up.
    state = np.array(
        [np.exp(log_p), rho, size, m, c + (m + passed) // k, np.zeros(len(size)), np.ones(len(size))]
    )
    purchases = (m + passed) // k
    state[5] = np.where(late, running_sum(a, c, purchases), 0.0)
    state[6] = np.where(late, np.exp(_log_open(a, c, purchases)), 1.0)
    left = np.ones(len(size))
    mean = size * odds
    steps = passed
    for step in range(_MOST_STEPS):
        p, rate, shape, at, tail, value, gain = state
        total[row] += p * value
        left -= p
        done = (left < _LEFT_OVER) & (at >= mean)
        if step % 8 == 7 and done.any():
            total[row[done]] += np.maximum(left[done], 0.0) * value[done]
            keep = ~done
            state, row, left, mean = state[:, keep], row[keep], left[keep], mean[keep]
            if not len(row):
                return total
            p, rate, shape, at, tail, value, gain = state
        p *= (shape + at) / (at + 1.0) * rate
        at += 1.0
        steps += 1
        if steps == k:
            steps = 0
            value += gain
            gain *= tail / (a + tail)
            tail += 1.0
    total[row] += np.maximum(left, 0.0) * state[5]
    return total


def _first_term(size: Floats, odds: Floats, k: int) -> Floats:
    # Twelve standard deviations below the mean where the chance of no phase is too small to start from.
    mean = size * odds
    low = np.maximum(mean - 12.0 * np.sqrt(mean * (1.0 + odds)), 0.0)
    return np.where(size * np.log1p(odds) > -_FROM_ZERO, k * np.floor(low / k), 0.0)


def _log_open(a: float, c: Floats, n: Floats) -> Floats:
    return np.asarray(gammaln(c + n) - gammaln(c) - gammaln(a + c + n) + gammaln(a + c))
