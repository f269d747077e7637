"""Likelihood of leaving hazards since assignment, with its slope by customer.

With p the probability of having been still a customer at assignment, a customer has the likelihood

    L = (1 - p) [no purchase since] + p * sum_c D_c S(t_c),   S(t) = exp(-sum_j m_j a_j exp(v z) e_j(t)),

D the steps of `perennial.trial.leaving_weights`, e_j(t) the days of piece j passed by t, a_j the hazard that
the history lets expect of customers of like prospects there, against the mean, and m_j the arm's own, a day.
The tilt v lets an arm make more or less of worse prospects (z, the log of their hazard against the others').
The log-odds of p may all be off by one number, which the arms share, since the lot was drawn after.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from perennial.engine.histories import Floats
from perennial.trial.followed import Bools
from perennial.trial.leaving_grid import Grid
from perennial.trial.prospects import Prospects

__all__ = ["Block", "Scores", "scores_of", "still_there"]

_TINY = 1e-300
_SURE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Customers of one arm and of like prospects.

    Attributes
    ----------
    who
        Shape (n,): their positions in the trial.
    steps
        Shape (n, C + 1): of `leaving_weights`.
    gone
        Shape (n,): probability of having left before assignment, by the history alone.
    silent
        Shape (n,): whether there was no purchase since, so that they may have been gone.
    prospects
        Of their group.
    """

    who: NDArray[np.intp]
    steps: Floats
    gone: Floats
    silent: Bools
    prospects: Prospects


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Log-likelihood of n customers by an arm's log m and v and the shift of the log-odds, in that order.

    Attributes
    ----------
    value
        Sum of the log-likelihoods.
    slopes
        Shape (n, J + 2): of each customer.
    curvature
        Shape (J + 2, J + 2): second derivatives of the sum.
    """

    value: float
    slopes: Floats
    curvature: Floats


def still_there(gone: Floats, shift: float) -> Floats:
    """Give p, shape (n,), with its log-odds shifted."""
    return np.asarray(expit(shift - logit(np.clip(gone, _SURE, 1.0 - _SURE))))


def scores_of(block: Block, grid: Grid, arm: Floats, shift: float) -> Scores:
    """Evaluate a block at an arm's log m and v, shape (J + 1,)."""
    hazard = block.prospects.hazard(arm)
    survival, spent = grid.survival(hazard), grid.passed * hazard
    p = still_there(block.gone, shift)
    both = block.steps @ np.column_stack([survival, -survival[:, None] * spent])
    there = p * both[:, 0]
    whole = np.maximum(there + np.where(block.silent, 1.0 - p, 0.0), _TINY)
    by_hazard = (p / whole)[:, None] * both[:, 1:]
    known = there / whole  # the probability of having been there, after what was seen since
    weight = ((p / whole) @ block.steps) * survival
    by_hazard_twice = (spent.T * weight) @ spent - np.diag(weight @ spent) - by_hazard.T @ by_hazard
    lean = block.prospects.lean
    across = lean.T @ (by_hazard.T @ (1.0 - known))
    corner = float((known * (1.0 - known) - p * (1.0 - p)).sum())
    return Scores(
        value=float(np.log(whole).sum()),
        slopes=np.column_stack([by_hazard @ lean, known - p]),
        curvature=_bordered(lean.T @ by_hazard_twice @ lean, across, corner),
    )


def _bordered(inner: Floats, edge: Floats, corner: float) -> Floats:
    whole = np.empty((len(edge) + 1, len(edge) + 1))
    whole[:-1, :-1], whole[:-1, -1], whole[-1, :-1], whole[-1, -1] = inner, edge, edge, corner
    return whole
