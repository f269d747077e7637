"""The tenure model: purchases in a rhythm, leaving by days since the first purchase, in no assumed shape."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit, logit

from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.lifetime.leaving_curve import LeavingCurve, curve_of, last_day, tail_weights
from perennial.engine.lifetime.tenure_forecast import (
    expected_while_there,
    p_order_while_there,
    p_there,
    wait_quantile,
)
from perennial.engine.lifetime.tenure_posterior import Posterior, posterior_of
from perennial.engine.numerics.newton import Minimum, floored_inverse, hessian, polish
from perennial.engine.numerics.quasi_newton import minimise

__all__ = ["Tenure", "fit"]

_MOST = 100_000  # customers fitted
_SAMPLE = 8_000  # customers on which the curvature is taken
_CHOOSING = 1_500  # customers on which k is chosen
_LARGEST_K = 8
_FAR = 12.0  # from what was found, in the logs of the parameters
_GAIN = 1.0  # log-likelihood that one more phase must bring
_ROUGHLY, _CLOSELY = 1e-4, 1e-5


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """A fitted tenure-hazard Erlang-k/NBD model; time in days.

    Attributes
    ----------
    r, alpha, k
        Waits while a customer are Erlang-k with a Gamma(r, alpha) rate for each phase.
    q0
        Share who leave right after the first purchase.
    edges, hazards
        Shape (B + 1,) and (B,): bins of days since the first purchase, and leavings per customer and day.
    at_risk
        Shape (D + 1,): expected customers seen there, outside q0, at the start of every unit of `unit` days.
    unit
        Days in a unit of `at_risk`.
    log_likelihood
        Of the customers fitted, in days, constants included.
    gradient_norm
        Largest slope of the mean log posterior at the end of the fit.
    covariance
        Shape (3 + B, 3 + B): of log r, log alpha, the log-odds of q0 and the log-hazards.
    customers, sampled
        Number of customers given, and fitted.
    identified
        Whether anybody came back.
    """

    r: float
    alpha: float
    q0: float
    k: int
    edges: Ints
    hazards: Floats
    at_risk: Floats
    unit: int
    log_likelihood: float
    gradient_norm: float
    covariance: Floats
    customers: int
    sampled: int
    identified: bool

    @property
    def name(self) -> str:
        """Name of the model on the command line and in files."""
        return "tenure"

    @property
    def regularity(self) -> int:
        """The Erlang k of the waits."""
        return self.k

    @property
    def curve(self) -> LeavingCurve:
        """How those leave who did not leave at once; beyond the last day that can be spoken of, evenly."""
        until = last_day(self.at_risk, self.unit)
        weights = tail_weights(self.at_risk, self.unit, self.edges, until)
        return curve_of(self.edges, self.hazards, until, weights)

    def p_alive(self, frequency: Ints, recency: Ints, silence: Ints) -> Floats:
        """Give the probability of being still a customer after that silence; shape (n,)."""
        return p_there(self, frequency, recency, silence)

    def expected_orders(self, frequency: Ints, recency: Ints, silence: Ints, *, horizon: int) -> Floats:
        """Give the expected purchases in the next `horizon` days; shape (n,)."""
        counts = expected_while_there(self, frequency, recency, silence, horizon=horizon)
        return self.p_alive(frequency, recency, silence) * counts

    def p_order(self, frequency: Ints, recency: Ints, silence: Ints, *, horizon: int) -> Floats:
        """Give the probability of at least one purchase in the next `horizon` days; shape (n,)."""
        return np.asarray(self.p_orders(frequency, recency, silence, horizons=(horizon,))[0])

    def p_orders(self, frequency: Ints, recency: Ints, silence: Ints, *, horizons: Sequence[int]) -> Floats:
        """Give the same for several horizons at once; shape (horizons, n)."""
        some = p_order_while_there(self, frequency, recency, silence, horizons=horizons)
        return self.p_alive(frequency, recency, silence) * some

    def next_order_wait(self, frequency: Ints, recency: Ints, silence: Ints, *, probability: float) -> Floats:
        """Give the days by which one who does return has returned with that probability; shape (n,)."""
        return wait_quantile(self, frequency, recency, silence, probability=probability)

    def draws(self, count: int, rng: np.random.Generator) -> Sequence["Tenure"]:
        """Give the model under draws of its parameters from their normal approximation."""
        theta = np.concatenate([np.log([self.r, self.alpha]), [logit(self.q0)], np.log(self.hazards)])
        # A rate seen through few leavings is skewed: its mean, not its median, is the value fitted.
        theta[3:] -= 0.5 * np.diag(self.covariance)[3:]
        drawn = rng.multivariate_normal(theta, self.covariance, count, method="eigh")
        return [
            replace(
                self,
                r=float(np.exp(one[0])),
                alpha=float(np.exp(one[1])),
                q0=float(expit(one[2])),
                hazards=np.exp(one[3:]),
            )
            for one in np.clip(drawn, theta - _FAR, theta + _FAR)
        ]


def fit(histories: Histories, *, regularity: int | None = None, rng: np.random.Generator) -> Tenure:
    """Fit the tenure model by its posterior mode, with weak priors and lightly smoothed hazards.

    Parameters
    ----------
    histories
        At least one customer; of more than 100,000 a sample is fitted.
    regularity
        The Erlang k; None chooses it by likelihood on a small sample, up to 8.
    rng
        Draws the samples.
    """
    fitted = _sample(histories, _MOST, rng)
    k = _chosen(_sample(fitted, _CHOOSING, rng)) if regularity is None else regularity
    whole = posterior_of(fitted, k)
    part = posterior_of(_sample(fitted, _SAMPLE, rng), k, edges_from=whole)
    start = _minimum(part, part.start, _CLOSELY).at
    curvature = hessian(part.loss, start)
    found = polish(whole.loss, start, curvature)
    return Tenure(
        r=float(np.exp(found.at[0])),
        alpha=float(np.exp(found.at[1])) * whole.unit,
        q0=float(expit(found.at[2])),
        k=k,
        edges=whole.edges * np.int32(whole.unit),
        hazards=np.exp(found.at[3:]) / whole.unit,
        at_risk=whole.moments(found.at).at_risk,
        unit=whole.unit,
        log_likelihood=whole.log_likelihood(found.at, fitted),
        gradient_norm=found.gradient_norm,
        covariance=floored_inverse(curvature) / len(fitted),
        customers=len(histories),
        sampled=len(fitted),
        identified=bool((histories.frequency > 0).any()),
    )


def _sample(histories: Histories, most: int, rng: np.random.Generator) -> Histories:
    if len(histories) <= most:
        return histories
    return histories.take(rng.choice(len(histories), most, replace=False))


def _minimum(posterior: Posterior, start: Floats, tolerance: float) -> Minimum:
    return minimise(posterior.loss, start, *posterior.box, tolerance=tolerance)


def _chosen(histories: Histories) -> int:
    # The likelihood rises to one best k and then falls: stop at the first fall.
    best_k, best, start = 1, -np.inf, None
    for k in range(1, _LARGEST_K + 1 if histories.frequency.any() else 2):
        posterior = posterior_of(histories, k)
        found = _minimum(posterior, posterior.start if start is None else start, _ROUGHLY)
        value = posterior.log_likelihood(found.at, histories)
        if value < best + _GAIN:
            break
        best_k, best, start = k, value, found.at.copy()
        start[1] += np.log(k / (k + 1))
    return best_k
