"""Spend per order: Gamma-Gamma, a customer's own mean drawn towards everyone's."""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, psi

from perennial.engine.histories import Floats, Ints
from perennial.engine.numerics.quasi_newton import minimise

__all__ = ["SpendModel", "fit_spend"]

_FADES_AFTER = 100.0  # customers, after which what is assumed beforehand weighs a third
_CENTRE = np.log([3.0, 3.0, 2.0 / 3.0])  # of p, q and gamma with a typical order as the unit of money
_SPREAD = 1.0
_MOST = 50_000  # repeat buyers fitted
_FEWEST = 3  # repeat buyers below which only the pooled mean is said


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendModel:
    """A fitted Gamma-Gamma model (Fader and Hardie 2013, "The Gamma-Gamma model of monetary value").

    An order of a customer is Gamma(p, nu) and nu is Gamma(q, gamma) over customers.

    Attributes
    ----------
    p, q, gamma
        Parameters, gamma in money; nan where fewer than three customers came back and spent.
    pooled_mean
        Mean spend of a repeat purchase over customers, each counted by its purchases; 0 where nobody spent.
    log_likelihood, gradient_norm
        Of the customers fitted, and the largest slope of its mean by the log-parameters.
    correlation
        Of repeat purchases and mean spend, which the model takes as unrelated; nan where unknown.
    customers
        Number fitted: those with repeat purchases and a positive mean spend.
    """

    p: float
    q: float
    gamma: float
    pooled_mean: float
    log_likelihood: float
    gradient_norm: float
    correlation: float
    customers: int

    def expected(self, frequency: Ints, repeat_mean: Floats) -> Floats:
        """Give the expected spend per order to come; shape (n,).

        Parameters
        ----------
        frequency
            Shape (n,): repeat purchases.
        repeat_mean
            Shape (n,): mean spend of them in money; nan, zero or less (refunds) counts as unknown.

        Returns
        -------
        ndarray
            Equation 5 for customers with known spend, the mean over all customers for the others.
        """
        x, known = frequency.astype(np.float64), (frequency > 0) & (repeat_mean > 0)
        if not np.isfinite(self.p):
            return np.where(known, self._shrunk(x, repeat_mean, 1.0), self.pooled_mean)
        everyone = self._everyone
        if not np.isfinite(everyone):
            return np.where(known, repeat_mean, self.pooled_mean)
        mean = np.where(known, repeat_mean, 0.0)
        own = self.p * (self.gamma + x * mean) / (self.p * x + self.q - 1.0)
        return np.where(known, own, everyone)

    @property
    def _everyone(self) -> float:
        # The mean over customers exists for q > 1 only.
        return self.p * self.gamma / (self.q - 1.0) if self.q > 1.0 else float("nan")

    def _shrunk(self, x: Floats, mean: Floats, strength: float) -> Floats:
        known = np.where(mean > 0, mean, 0.0)
        return np.asarray((x * known + strength * self.pooled_mean) / (x + strength))


def fit_spend(frequency: Ints, repeat_mean: Floats) -> SpendModel:
    """Fit the Gamma-Gamma model to customers with repeat purchases and positive spend.

    By maximum likelihood with a prior that fades with their number (of exp(-number / 100) observations). Of
    more than 50,000 such customers every second, third, ... is taken; the pooled mean is of all.

    Parameters
    ----------
    frequency
        Shape (n,): repeat purchases.
    repeat_mean
        Shape (n,): mean spend of them in money; nan where the log has no amounts.
    """
    use = (frequency > 0) & (repeat_mean > 0)
    x, mean = frequency[use].astype(np.float64), repeat_mean[use]
    pooled = float(np.average(mean, weights=x)) if len(x) else 0.0
    step = -(-len(x) // _MOST) or 1
    x, mean = x[::step], mean[::step]
    if len(x) < _FEWEST or np.ptp(mean) == 0:
        unknown = float("nan")
        return SpendModel(
            p=unknown,
            q=unknown,
            gamma=unknown,
            pooled_mean=pooled,
            log_likelihood=unknown,
            gradient_norm=unknown,
            correlation=unknown,
            customers=len(x),
        )
    scale = float(np.exp(np.log(mean).mean()))  # money is measured in typical orders while fitting
    start, weight = _CENTRE, float(np.exp(-len(x) / _FADES_AFTER)) / len(x)

    def function(theta: Floats) -> tuple[float, Floats]:
        value, slope = _loss(theta, x, mean / scale)
        off = (theta - _CENTRE) / _SPREAD
        return value + 0.5 * weight * float(off @ off), slope + weight * off / _SPREAD

    found = minimise(function, start, start - 12.0, start + 12.0, tolerance=1e-8)
    p, q, gamma = (float(value) for value in np.exp(found.at))
    return SpendModel(
        p=p,
        q=q,
        gamma=gamma * scale,
        pooled_mean=pooled,
        log_likelihood=float(-_loss(found.at, x, mean / scale)[0] * len(x) - len(x) * np.log(scale)),
        gradient_norm=found.gradient_norm,
        correlation=_correlation(x, mean),
        customers=len(x),
    )


def _loss(theta: Floats, x: Floats, mean: Floats) -> tuple[float, Floats]:
    # Minus the mean of equation 1a (the density of mean spend), and its slope by the log-parameters.
    p, q, gamma = np.exp(theta)
    px, both = p * x, gamma + mean * x
    value = (
        gammaln(px + q)
        - gammaln(px)
        - gammaln(q)
        + q * np.log(gamma)
        + (px - 1.0) * np.log(mean)
        + px * np.log(x)
        - (px + q) * np.log(both)
    )
    by_p = x * (psi(px + q) - psi(px) + np.log(mean * x / both))
    by_q = psi(px + q) - psi(q) + np.log(gamma / both)
    by_gamma = q / gamma - (px + q) / both
    slope = np.array([by_p.mean(), by_q.mean(), by_gamma.mean()]) * np.exp(theta)
    return -float(value.mean()), -slope


def _correlation(left: Floats, right: Floats) -> float:
    if np.ptp(left) == 0 or np.ptp(right) == 0:
        return float("nan")
    return float(np.corrcoef(left, right)[0, 1])
