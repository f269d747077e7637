"""MBG/CNBD-k: expected purchases of one who is still a customer, as a finite sum without hypergeometrics.

Given that j phases of the current wait have passed, m more phases in the next t days are negative binomial
with size q + j and odds t / (alpha + T), and bring (m + j) div k purchases, each followed by the coin.
"""

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Ints
from perennial.engine.lifetime.mbg_cnbd_waits import Parameters
from perennial.engine.numerics.chunks import by_chunk
from perennial.engine.numerics.erlang import phase_terms
from perennial.engine.numerics.grouping import distinct
from perennial.engine.numerics.phase_counts import mean_of_running_sum

__all__ = ["expected_while_alive"]


def expected_while_alive(
    at: Parameters, frequency: Ints, recency: Ints, silence: Ints, *, horizon: float
) -> Floats:
    """Give the expected purchases in the next `horizon` days given being still a customer; shape (n,).

    The dear part depends on x and T only and is worked out once for each pair that occurs.
    """
    (x, age), pair = distinct(frequency, recency + silence)
    by_phase = _by_phase(at, x, age, horizon)

    def formula(x: Ints, recency: Ints, silence: Ints, pair: NDArray[np.intp]) -> Floats:
        q = at.r + at.k * x.astype(np.float64)
        z = silence / (at.alpha + recency + silence)
        total, mean = np.zeros(len(q)), np.zeros(len(q))
        for term, counts in zip(phase_terms(q, z, at.k), by_phase, strict=True):
            total += term
            mean += term * counts[pair]
        return mean / total

    return by_chunk(formula, frequency, recency, silence, pair)


def _by_phase(at: Parameters, x: NDArray[np.int64], age: NDArray[np.int64], horizon: float) -> list[Floats]:
    count, days = x.astype(np.float64), age.astype(np.float64)
    size, odds, c = at.r + at.k * count, horizon / (at.alpha + days), at.b + count + 1.0
    return [mean_of_running_sum(size + j, odds, at.a, c, k=at.k, passed=j) for j in range(at.k)]
