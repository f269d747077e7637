"""Products drawn from one distribution: steps of each product, and of the distribution itself."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from perennial.engine.histories import Floats
from perennial.engine.rhythm.product_likelihood import PairLikelihood

__all__ = ["SPREAD", "ProductState", "move_population", "move_products"]

#: Assumed standard deviation of products, counted as one product more.
SPREAD = 0.5

_STEPS = 3  # Newton steps of the products
_FAR = 0.3  # a step after which the curvature is measured again
_LONGEST = 1.0  # a Newton step, in logs
_SETTLED = 0.01  # in the logs of the parameters
_NUDGE = 1e-4
_NOTHING = 1e-9

#: Belief about the mean product: standard deviations around the pace of all pairs, and around a half.
_MEAN_WIDTH = np.array([2.0, 1.5])


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductState:
    """Where the fit stands: products (P, 2), what they share (3,), mean and variance of products (2,)."""

    own: Floats
    shared: Floats
    mean: Floats
    variance: Floats
    covariance: Floats
    value: float


def move_products(
    likelihood: PairLikelihood, state: ProductState, k: int, *, pool: bool
) -> tuple[Floats, Floats]:
    """Take Newton steps of all products at once; give them, shape (P, 2), and their covariance (P, 2, 2)."""
    own, precision = state.own, np.diag(1.0 / state.variance)
    value, slope = _posterior(likelihood, own, state, k)
    covariance, moved = state.covariance, np.inf
    for _ in range(_STEPS):
        if moved > _FAR:
            curvature = _curvature(likelihood, own, state, k)
            covariance = _inverse(precision - curvature, state.variance)
        step = np.clip(np.einsum("pij,pj->pi", covariance, slope), -_LONGEST, _LONGEST)
        own, value, slope, moved = _climbed(
            lambda at: _posterior(likelihood, at, state, k), own, value, slope, step
        )
        if not pool:
            own = np.clip(own, state.mean - 4.0, state.mean + 4.0)
            value, slope = _posterior(likelihood, own, state, k)
        if moved < _SETTLED:
            break
    return own, covariance


def move_population(state: ProductState, centre: Floats) -> ProductState:
    """Move mean and variance of the products towards what the products are now."""
    spread = np.diagonal(state.covariance, axis1=1, axis2=2)
    told = 1.0 - np.clip(spread / state.variance, 0.0, 1.0)  # how far each stands on its own
    weight = told.sum(axis=0) + state.variance / _MEAN_WIDTH**2
    off = (state.own - state.mean).sum(axis=0) + (centre - state.mean) * state.variance / _MEAN_WIDTH**2
    mean = state.mean + np.clip(off / weight, -_LONGEST, _LONGEST)
    squares = ((state.own - mean) ** 2).sum(axis=0)
    variance = (squares + SPREAD**2) / (told.sum(axis=0) + 1.0)
    return replace(state, mean=mean, variance=variance)


def _posterior(likelihood: PairLikelihood, own: Floats, state: ProductState, k: int) -> tuple[Floats, Floats]:
    found, off = likelihood.at(own, state.shared, k), own - state.mean
    return found.value - 0.5 * (off**2 / state.variance).sum(axis=1), found.own - off / state.variance


def _curvature(likelihood: PairLikelihood, own: Floats, state: ProductState, k: int) -> Floats:
    """Second derivatives of each product's log-likelihood, (P, 2, 2): all products are nudged together."""
    here = likelihood.at(own, state.shared, k).own
    columns = [
        (likelihood.at(own + nudge, state.shared, k).own - here) / _NUDGE for nudge in _NUDGE * np.eye(2)
    ]
    matrix = np.stack(columns, axis=2)
    return np.asarray(0.5 * (matrix + matrix.transpose(0, 2, 1)))


def _inverse(matrix: Floats, variance: Floats) -> Floats:
    # Far from the maximum a product may curve the wrong way: then it keeps the spread of all.
    values, vectors = np.linalg.eigh(matrix)
    kept = np.maximum(values, 1.0 / variance.max())
    return np.asarray(np.einsum("pij,pj,pkj->pik", vectors, 1.0 / kept, vectors))


def _climbed(
    posterior: Callable[[Floats], tuple[Floats, Floats]],
    own: Floats,
    value: Floats,
    slope: Floats,
    step: Floats,
) -> tuple[Floats, Floats, Floats, float]:
    """Step where it rises, each product on its own; those that would fall try a fifth, then stay."""
    moved = float(np.abs(step).max())
    for part in (1.0, 0.2):
        tried, tried_slope = posterior(own + part * step)
        better = tried >= value - _NOTHING
        own = np.where(better[:, None], own + part * step, own)
        slope, value = np.where(better[:, None], tried_slope, slope), np.where(better, tried, value)
        step = np.where(better[:, None], 0.0, step)
        if better.all():
            break
    return own, value, slope, moved
