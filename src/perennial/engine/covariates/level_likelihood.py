"""Likelihood of MBG/CNBD-k where customers of each level have a pace and a share of leaving of their own.

Platzer and Reutterer (2016), "Ticking away the moments", equation 11. How much customers of one level differ
among themselves (the gamma shape r, and the beta distribution's a + b) is the same for all levels.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, expit, gammaln, psi

from perennial.engine.histories import Floats, Ints
from perennial.engine.numerics.dot import dot
from perennial.engine.numerics.erlang import phase_sum_slopes
from perennial.engine.numerics.grouping import group

__all__ = ["LevelLikelihood", "level_likelihood"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelLikelihood:
    """Customers as m distinct rows (level, x, t_x, T) with weights; `levels` is the number of levels G."""

    levels: int
    level: NDArray[np.int64]
    frequency: Floats
    recency: Floats
    age: Floats
    weight: Floats

    def log_likelihood(self, theta: Floats, k: int) -> tuple[float, Floats]:
        """Give the log-likelihood up to a constant, and its slope.

        Parameters
        ----------
        theta
            Shape (2 + 2 G,): log r, log (a + b), of each level the log of the mean rate of a phase
            (r / alpha, a day), and of each level the log-odds of leaving after a purchase (a / (a + b)).
        """
        r, both = np.exp(theta[:2])
        rate, share = np.exp(theta[2 : 2 + self.levels]), expit(theta[2 + self.levels :])
        alpha, a = (r / rate)[self.level], (both * share)[self.level]
        b = both - a
        value, by_r, by_alpha, by_a, by_b = self._rows(float(r), alpha, a, b, k)
        along_alpha = alpha * by_alpha
        slope = np.concatenate(
            [
                [dot(self.weight, r * by_r + along_alpha), dot(self.weight, a * by_a + b * by_b)],
                self._sums(-along_alpha),
                self._sums(a * b / both * (by_a - by_b)),
            ]
        )
        return dot(self.weight, value), slope

    def _sums(self, each: Floats) -> Floats:
        return np.bincount(self.level, self.weight * each, minlength=self.levels).astype(np.float64)

    def _rows(
        self, r: float, alpha: Floats, a: Floats, b: Floats, k: int
    ) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        # The log-likelihood of each row, and its slopes by r, alpha, a and b.
        x, q = self.frequency, r + k * self.frequency
        began, whole = alpha + self.recency, 1.0 / (alpha + self.age)
        y = began * whole
        z, log_y = 1.0 - y, np.log(y)
        total, by_q, by_z = phase_sum_slopes(q, z, k)
        silent = np.exp(q * log_y)
        still, gone = silent * total, a / (b + x)
        either = still + gone
        margins = gammaln(q) - gammaln(r) + r * np.log(alpha) - q * np.log(began)
        value = margins + betaln(a, b + x + 1.0) - betaln(a, b) + np.log(either)
        by_r = psi(q) - psi(r) + np.log(alpha / began) + (still * log_y + silent * by_q) / either
        by_alpha = r / alpha - q / began + (still * q / y - silent * by_z) * z * whole / either
        spread = psi(a + b) - psi(a + b + x + 1.0)
        by_a = spread + gone / (a * either)
        by_b = spread + psi(b + x + 1.0) - psi(b) - gone / ((b + x) * either)
        return value, by_r, by_alpha, by_a, by_b


def level_likelihood(frequency: Ints, recency: Ints, age: Ints, level: Ints, levels: int) -> LevelLikelihood:
    """Group n customers for the likelihood.

    Parameters
    ----------
    frequency, recency, age
        Shape (n,): x, t_x and T.
    level
        Shape (n,): from 0 to `levels` - 1.
    """
    rows = group(level, frequency, recency, age)
    place, x, t_x, T = rows.columns
    return LevelLikelihood(
        levels=levels,
        level=place,
        frequency=x.astype(np.float64),
        recency=t_x.astype(np.float64),
        age=T.astype(np.float64),
        weight=rows.weight,
    )
