"""Purchases to come of one who stays: Erlang-k waits with a Gamma rate, in closed form."""

import numpy as np

from perennial.engine.histories import Floats

__all__ = ["first_wait_survival", "mean_renewals"]


def mean_renewals(size: Floats, odds: Floats, *, k: int, passed: int) -> Floats:
    """Give the mean of ``(m + passed) div k``, m negative binomial.

    ``n div k`` is n / k less ``(n mod k) / k``, and ``n mod k`` is a sum over the k-th roots of unity w:
    ``(k - 1) / 2 + sum_w w**n / (w**-1 - 1)``. The mean of ``w**m`` is ``(1 + odds (1 - w))**-size``.

    Parameters
    ----------
    size, odds
        The size of m, and its mean over its size; shapes that broadcast.
    k, passed
        Phases to a purchase, and phases passed already (less than k).
    """
    phases = size * odds + (passed - 0.5 * (k - 1))
    for turn in range(1, k):
        root = np.exp(2j * np.pi * turn / k)
        base = 1.0 + odds * (1.0 - root)
        phases = phases - np.real(root**passed / (1.0 / root - 1.0) * np.exp(-size * np.log(base)))
    return np.asarray(phases / k)


def first_wait_survival(size: Floats, odds: Floats, *, k: int, passed: int) -> Floats:
    """Give the probability of fewer than ``k - passed`` phases, their number negative binomial."""
    rho = odds / (1.0 + odds)
    term = np.exp(-size * np.log1p(odds))
    fewer = term
    for m in range(k - passed - 1):
        term = term * rho * (size + m) / (m + 1)
        fewer = fewer + term
    return np.asarray(fewer)
