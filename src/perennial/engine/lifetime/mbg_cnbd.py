"""MBG/CNBD-k: regular or random purchases, and a coin after each that may end them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.lifetime.mbg_cnbd_counts import expected_while_alive
from perennial.engine.lifetime.mbg_cnbd_likelihood import likelihood_of
from perennial.engine.lifetime.mbg_cnbd_prior import prior_for
from perennial.engine.lifetime.mbg_cnbd_waits import p_alive, p_silent_while_alive, wait_quantile
from perennial.engine.numerics.newton import Minimum, ValueAndGradient, floored_inverse, hessian, polish
from perennial.engine.numerics.quasi_newton import minimise

__all__ = ["MbgCnbd", "fit"]

_SAMPLE = 50_000  # customers on which k is chosen and the curvature is taken
_LARGEST_K = 8
_FAR = 12.0  # from what is assumed or found, in the logs of the parameters
_GAIN = 1.0  # log-likelihood that one more phase must bring


@dataclass(frozen=True, slots=True, kw_only=True)
class MbgCnbd:
    """A fitted MBG/CNBD-k model (Platzer and Reutterer 2016); time in days.

    Waits while a customer are Erlang-k with a Gamma(r, alpha) rate for each phase; after every purchase, the
    first included, the customer leaves with a Beta(a, b) probability.

    Attributes
    ----------
    r, alpha, a, b, k
        Parameters; alpha in days.
    log_likelihood
        Of all customers in days, constants included.
    gradient_norm
        Largest slope of the mean log posterior by the log-parameters at the end of the fit.
    covariance
        Shape (4, 4): of the logs of r, alpha, a, b.
    customers
        Number of customers fitted.
    identified
        Whether anybody came back; if not, the parameters are what was assumed beforehand.
    """

    r: float
    alpha: float
    a: float
    b: float
    k: int
    log_likelihood: float
    gradient_norm: float
    covariance: Floats
    customers: int
    identified: bool

    @property
    def name(self) -> str:
        """Name of the model on the command line and in files."""
        return "mbg-cnbd-k"

    @property
    def regularity(self) -> int:
        """The Erlang k of the waits."""
        return self.k

    def p_alive(self, frequency: Ints, recency: Ints, silence: Ints) -> Floats:
        """Probability of being still a customer after that silence; shape (n,)."""
        return p_alive(self, frequency, recency, silence)

    def expected_orders(self, frequency: Ints, recency: Ints, silence: Ints, *, horizon: int) -> Floats:
        """Give the expected purchases in the next `horizon` days; shape (n,)."""
        counts = expected_while_alive(self, frequency, recency, silence, horizon=horizon)
        return self.p_alive(frequency, recency, silence) * counts

    def p_order(self, frequency: Ints, recency: Ints, silence: Ints, *, horizon: int) -> Floats:
        """Probability of at least one purchase in the next `horizon` days; shape (n,)."""
        return np.asarray(self.p_orders(frequency, recency, silence, horizons=(horizon,))[0])

    def p_orders(self, frequency: Ints, recency: Ints, silence: Ints, *, horizons: Sequence[int]) -> Floats:
        """Give the same for several horizons at once; shape (horizons, n)."""
        silent = [p_silent_while_alive(self, frequency, recency, silence, horizon=days) for days in horizons]
        return self.p_alive(frequency, recency, silence) * (1.0 - np.stack(silent))

    def next_order_wait(self, frequency: Ints, recency: Ints, silence: Ints, *, probability: float) -> Floats:
        """Give the days by which one still a customer has returned with that probability; shape (n,)."""
        return wait_quantile(self, frequency, recency, silence, probability=probability)

    def draws(self, count: int, rng: np.random.Generator) -> Sequence["MbgCnbd"]:
        """Give the model under draws of its log-parameters from their normal approximation."""
        theta = np.log([self.r, self.alpha, self.a, self.b])
        drawn = rng.multivariate_normal(theta, self.covariance, count, method="eigh")
        # Where the log says nothing of a parameter, draws stay in the box that the fit was made in.
        return [
            replace(self, r=float(r), alpha=float(alpha), a=float(a), b=float(b))
            for r, alpha, a, b in np.exp(np.clip(drawn, theta - _FAR, theta + _FAR))
        ]


def fit(histories: Histories, *, regularity: int | None = None, rng: np.random.Generator) -> MbgCnbd:
    """Fit MBG/CNBD-k by maximum likelihood, with a prior that only small bases feel.

    Parameters
    ----------
    histories
        At least one customer.
    regularity
        The Erlang k; None chooses it by likelihood, up to 8.
    rng
        Draws the sample on which k and the curvature are found when there are more than 50,000 customers.

    Returns
    -------
    MbgCnbd
        The maximum on all customers, not on the sample.
    """
    sample = _sample(histories, rng)
    k, start = _chosen(sample) if regularity is None else (regularity, _maximum(sample, regularity, None).at)
    curvature = hessian(_objective(sample, k), start)
    found = polish(_objective(histories, k), start, curvature)
    r, alpha, a, b = (float(value) for value in np.exp(found.at))
    count = len(histories)
    return MbgCnbd(
        r=r,
        alpha=alpha,
        a=a,
        b=b,
        k=k,
        log_likelihood=likelihood_of(histories).log_likelihood(found.at, k)[0],
        gradient_norm=found.gradient_norm,
        covariance=floored_inverse(curvature) / count,
        customers=count,
        identified=bool((histories.frequency > 0).any()),
    )


def _sample(histories: Histories, rng: np.random.Generator) -> Histories:
    if len(histories) <= _SAMPLE:
        return histories
    return histories.take(rng.choice(len(histories), _SAMPLE, replace=False))


def _objective(histories: Histories, k: int) -> ValueAndGradient:
    # Minus the mean log posterior, as a function of the log-parameters.
    likelihood, prior, count = likelihood_of(histories), prior_for(histories, k), len(histories)

    def function(theta: Floats) -> tuple[float, Floats]:
        value, slope = likelihood.log_likelihood(theta, k)
        belief, pull = prior.log_density(theta)
        return -(value + belief) / count, -(slope + pull) / count

    return function


def _maximum(histories: Histories, k: int, start: Floats | None) -> Minimum:
    centre = prior_for(histories, k).centre
    return minimise(
        _objective(histories, k), centre if start is None else start, centre - _FAR, centre + _FAR
    )


def _chosen(histories: Histories) -> tuple[int, Floats]:
    # The likelihood rises to one best k and then falls: stop at the first fall.
    best_k, best = 1, _maximum(histories, 1, None)
    highest = _LARGEST_K if histories.frequency.any() else 1
    for k in range(2, highest + 1):
        start = best.at + np.array([0.0, np.log((k - 1) / k), 0.0, 0.0])
        found = _maximum(histories, k, start)
        if found.value > best.value - _GAIN / len(histories):
            break
        best_k, best = k, found
    return best_k, best.at
