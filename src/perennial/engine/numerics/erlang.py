"""Erlang-k waits whose rate is Gamma distributed: silence as a finite sum over the k phases.

With q = r + k x and z = silence / (alpha + T), the chance of that silence for someone who has not left is in
proportion to ``sum_{j < k} C(q + j - 1, j) z**j``: j phases of the current wait have passed.
"""

from collections.abc import Iterator

import numpy as np

from perennial.engine.histories import Floats

__all__ = ["phase_sum", "phase_sum_and_slope", "phase_sum_slopes", "phase_terms"]


def phase_terms(q: Floats, z: Floats, k: int) -> Iterator[Floats]:
    """Give the k terms of the sum, for no phase passed, one, and so on."""
    term = np.ones(np.broadcast_shapes(np.shape(q), np.shape(z)))
    yield term
    for j in range(1, k):
        term = term * z * ((q + (j - 1)) / j)
        yield term


def phase_sum(q: Floats, z: Floats, k: int) -> Floats:
    """Give the sum over the phases (Platzer and Reutterer 2016, the sum in equation 11)."""
    # Horner's rule: 1 + z q / 1 (1 + z (q + 1) / 2 (1 + ...)).
    total = np.ones(np.broadcast_shapes(np.shape(q), np.shape(z)))
    for j in range(k - 1, 0, -1):
        total *= z
        total *= (q + (j - 1)) / j
        total += 1.0
    return total


def phase_sum_and_slope(q: Floats, z: Floats, k: int) -> tuple[Floats, Floats]:
    """Give the sum over the phases and its derivative by z."""
    total = np.ones(np.broadcast_shapes(np.shape(q), np.shape(z)))
    slope = np.zeros_like(total)
    for j in range(k - 1, 0, -1):
        factor = (q + (j - 1)) / j
        slope = factor * (total + z * slope)
        total = 1.0 + factor * z * total
    return total, slope


def phase_sum_slopes(q: Floats, z: Floats, k: int) -> tuple[Floats, Floats, Floats]:
    """Give the sum over the phases and its derivatives by q and by z."""
    total, by_q, by_z = np.ones_like(z), np.zeros_like(z), np.zeros_like(z)
    for j in range(k - 1, 0, -1):
        factor = (q + (j - 1)) / j
        by_q = z * (total / j + factor * by_q)
        by_z = factor * (total + z * by_z)
        total = 1.0 + factor * z * total
    return total, by_q, by_z
