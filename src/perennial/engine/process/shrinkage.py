"""Shares of sellers shrunk towards each other: the beta-binomial model with its uncertainty integrated."""

from dataclasses import dataclass

import numpy as np
from scipy.special import betaln

from perennial.engine.histories import Floats

__all__ = ["GroupDraws", "draw_shares"]

DRAWS = 4000

_MEANS, _SPREADS = 161, 48
_WIDE, _NARROW = 2.5, 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDraws:
    """Draws from the posterior, shape (draws, g): the true share of each group."""

    shares: Floats


def draw_shares(trials: Floats, successes: Floats, rng: np.random.Generator) -> GroupDraws:
    """Draw the true shares of g groups, given what happened.

    The shares are Beta(m K, (1 - m) K) (Gelman et al. 2013, section 5.3), m uniform, and K with the uniform
    shrinkage prior: K / (K + n) is uniform, n the median number of trials (Christiansen and Morris 1997;
    Daniels 1999). Mean and spread are drawn from their joint posterior on a grid, so that the uncertainty of
    how much groups differ is carried along, then each share given them.

    Parameters
    ----------
    trials, successes
        Shape (g,); groups without trials get the shares of a new one.
    """
    shrink = (np.arange(_SPREADS) + 0.5) / _SPREADS
    size = max(float(np.median(trials[trials > 0])) if (trials > 0).any() else 1.0, 1.0)
    spread = size * shrink / (1 - shrink)
    logits = _logits(trials, successes)
    for _ in range(2):
        weight = _posterior(logits, spread, trials, successes)
        logits = _around(logits, weight.sum(axis=1))
    weight = _posterior(logits, spread, trials, successes)
    at = rng.choice(weight.size, size=DRAWS, p=weight.ravel())
    mean = 1 / (1 + np.exp(-logits[at // _SPREADS]))
    drawn = spread[at % _SPREADS]
    first = (mean * drawn)[:, None] + successes
    second = ((1 - mean) * drawn)[:, None] + (trials - successes)
    return GroupDraws(shares=rng.beta(first, second))


def _logits(trials: Floats, successes: Floats) -> Floats:
    """Spread a grid wide over where the mean can be."""
    middle = np.log((successes.sum() + 0.5) / (trials.sum() - successes.sum() + 0.5))
    half = _WIDE + 4 / np.sqrt(trials.sum() + 1)
    return np.asarray(np.linspace(middle - half, middle + half, _MEANS))


def _around(logits: Floats, weight: Floats) -> Floats:
    """Narrow the grid to where the weight is."""
    middle = float(weight @ logits)
    scale = float(np.sqrt(weight @ (logits - middle) ** 2)) + (logits[1] - logits[0]) / 2
    return np.asarray(np.linspace(middle - _NARROW * scale, middle + _NARROW * scale, _MEANS))


def _posterior(logits: Floats, spread: Floats, trials: Floats, successes: Floats) -> Floats:
    """Give the normed weights of the grid, shape (means, spreads)."""
    mean = 1 / (1 + np.exp(-logits))
    first = (mean[:, None] * spread)[:, :, None]
    second = ((1 - mean)[:, None] * spread)[:, :, None]
    density = betaln(first + successes, second + trials - successes) - betaln(first, second)
    # m is uniform, the grid is even in its logit: dm = m (1 - m) dlogit.
    log_weight = density.sum(axis=2) + np.log(mean * (1 - mean))[:, None]
    weight = np.exp(log_weight - log_weight.max())
    return np.asarray(weight / weight.sum())
