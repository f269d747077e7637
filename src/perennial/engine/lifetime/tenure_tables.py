"""Running sums over the possible leaving days, for every number of purchases at once.

Whoever made the last of x repeat purchases at age d and leaves at age m was silent for m - d days of custom.
With q = r + k x and y = (alpha + d) / (alpha + m) that silence weighs
``y**q * sum_j C(q + j - 1, j) (1 - y)**j`` (`perennial.engine.numerics.erlang`). Summed over m with the
leaving chances f this needs, for j < k,

    Z_j(d) = sum_{m > d} f_m y**q (1 - y)**j,

and y factorises over days, so that Z(d) follows from Z(d + 1) with positive factors only: nothing cancels,
and no customer is visited. A silence that ends at age T without leaving drops the days after T in the same
way.
"""

from dataclasses import dataclass
from math import comb

import numpy as np

from perennial.engine.histories import Floats
from perennial.engine.numerics.scan import scan

__all__ = ["Steps", "shift_terms", "steps_of", "sums", "sums_back"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Factors from one day to the next, for ages 0 to D - 1 and U values of q.

    Attributes
    ----------
    mix
        Shape (D, s, s): how the sums of the next day enter those of the day before.
    carry
        Shape (D, U): their factor y**q over a whole day.
    own
        Shape (D, s): what leaving within the very next day adds, per y**q over half a day.
    half
        Shape (D, U): y**q over half a day.
    """

    mix: Floats
    carry: Floats
    own: Floats
    half: Floats


def steps_of(q: Floats, alpha: float, days: int, *, powers: int, logs: int) -> Steps:
    """Work out the factors for sums with (1 - y)**j, j < `powers`, and with log y besides, j < `logs`."""
    age = alpha + np.arange(days)
    log_day, log_half = np.log(age / (age + 1.0)), np.log(age / (age + 0.5))
    half = np.exp(log_half)
    own = (1.0 - half)[:, None] ** np.arange(powers)
    size = powers + logs
    mix = np.zeros((days, size, size))
    plain = shift_terms(np.exp(log_day), powers)
    mix[:, :powers, :powers] = plain
    mix[:, powers:, powers:] = plain[:, :logs, :logs]
    mix[:, powers:, :logs] = plain[:, :logs, :logs] * log_day[:, None, None]
    return Steps(
        mix=mix,
        carry=np.exp(np.outer(log_day, q)),
        own=np.concatenate([own, own[:, :logs] * log_half[:, None]], axis=1),
        half=np.exp(np.outer(log_half, q)),
    )


def shift_terms(y: Floats, powers: int) -> Floats:
    """Expand (1 - y y')**j in powers of 1 - y': C(j, i) (1 - y)**(j - i) y**i at [:, j, i]."""
    terms = np.zeros((len(y), powers, powers))
    for j in range(powers):
        for i in range(j + 1):
            terms[:, j, i] = comb(j, i) * (1.0 - y) ** (j - i) * y**i
    return terms


def sums(steps: Steps, leaving: Floats) -> Floats:
    """Give the sums at every age; shape (D + 1, s, U).

    Parameters
    ----------
    steps
        Factors for D days.
    leaving
        Shape (D,): chance of leaving in each day.
    """
    added = np.zeros((len(leaving) + 1, steps.own.shape[1], steps.carry.shape[1]))
    np.multiply((steps.own * leaving[:, None])[:, :, None], steps.half[:, None, :], out=added[:-1])
    return scan(steps.mix[::-1], steps.carry[::-1], added[::-1])[::-1]


def sums_back(steps: Steps, weight: Floats) -> Floats:
    """Give the slope of ``(weight * sums).sum()`` by the leaving chances; shape (D,).

    Parameters
    ----------
    steps
        Factors for D days.
    weight
        Shape (D + 1, p, U), for the first p of the sums.
    """
    powers = weight.shape[1]
    mix = steps.mix[:, :powers, :powers].transpose(0, 2, 1)
    passed = scan(mix, steps.carry, weight)
    per_power = np.einsum("dpu,du->dp", passed[:-1], steps.half)
    return np.asarray(np.einsum("dp,dp->d", per_power, steps.own[:, :powers]))
