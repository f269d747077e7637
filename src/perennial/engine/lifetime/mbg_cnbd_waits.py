"""MBG/CNBD-k: who is still a customer, and how long those who are will wait."""

from typing import Protocol

import numpy as np

from perennial.engine.histories import Floats, Ints
from perennial.engine.numerics.chunks import by_chunk
from perennial.engine.numerics.erlang import phase_sum, phase_sum_and_slope

__all__ = ["Parameters", "p_alive", "p_silent_while_alive", "wait_quantile"]

_STEPS = 40
_CLOSE = 1e-9


class Parameters(Protocol):
    """Parameters of MBG/CNBD-k; alpha in days."""

    @property
    def r(self) -> float:
        """Shape of the gamma distribution of the rate of a phase."""
        ...

    @property
    def alpha(self) -> float:
        """Its scale, in days."""
        ...

    @property
    def a(self) -> float:
        """First shape of the beta distribution of leaving after a purchase."""
        ...

    @property
    def b(self) -> float:
        """Its second shape."""
        ...

    @property
    def k(self) -> int:
        """The Erlang k."""
        ...


def p_alive(at: Parameters, frequency: Ints, recency: Ints, silence: Ints) -> Floats:
    """Probability of being still a customer: the first term of the likelihood over both (equation 11)."""

    def formula(x: Ints, recency: Ints, silence: Ints) -> Floats:
        q, began, y = _start(at, x, recency, silence)
        del began
        still = np.exp(q * np.log(y)) * phase_sum(q, 1.0 - y, at.k)
        return np.asarray(still / (still + at.a / (at.b + x)))

    return by_chunk(formula, frequency, recency, silence)


def p_silent_while_alive(
    at: Parameters, frequency: Ints, recency: Ints, silence: Ints, *, horizon: float
) -> Floats:
    """Probability of no purchase in the next `horizon` days for one who is still a customer."""

    def formula(x: Ints, recency: Ints, silence: Ints) -> Floats:
        q, began, y = _start(at, x, recency, silence)
        age = began / y
        later = began / (age + horizon)
        fall = np.exp(q * np.log(age / (age + horizon)))
        return np.asarray(fall * phase_sum(q, 1.0 - later, at.k) / phase_sum(q, 1.0 - y, at.k))

    return by_chunk(formula, frequency, recency, silence)


def wait_quantile(
    at: Parameters, frequency: Ints, recency: Ints, silence: Ints, *, probability: float
) -> Floats:
    """Days from now by which one who is still a customer has returned with that probability."""
    goal = np.log1p(-probability)

    def formula(x: Ints, recency: Ints, silence: Ints) -> Floats:
        q, began, y = _start(at, x, recency, silence)
        growth = -goal / q if at.k == 1 else _growth(q, 1.0 - y, at.k, goal)
        return np.asarray(began / y * np.expm1(growth))

    return by_chunk(formula, frequency, recency, silence)


def _start(at: Parameters, x: Ints, recency: Ints, silence: Ints) -> tuple[Floats, Floats, Floats]:
    # q = r + k x, alpha + t_x, and y = (alpha + t_x) / (alpha + T).
    began = at.alpha + recency.astype(np.float64)
    return at.r + at.k * x.astype(np.float64), began, began / (began + silence)


def _growth(q: Floats, z: Floats, k: int, goal: float) -> Floats:
    """Solve for v = log((alpha + T + t) / (alpha + T)) where the log survival has fallen to `goal`.

    The log survival, log phase_sum(1 - (1 - z) e**-v) - q v, falls ever more steeply at first and then in a
    line of slope -q: Newton's steps, kept positive, converge from the line's side.
    """
    base = np.log(phase_sum(q, z, k))
    v = (base - goal + np.log(k)) / q
    for _ in range(_STEPS):
        shrunk = (1.0 - z) * np.exp(-v)
        total, slope = phase_sum_and_slope(q, 1.0 - shrunk, k)
        step = (np.log(total) - base - q * v - goal) / (slope * shrunk / total - q)
        moved = np.maximum(v - step, 0.1 * v)
        settled = bool((np.abs(moved - v) <= _CLOSE * moved).all())
        v = moved
        if settled:
            break
    return np.asarray(v)
