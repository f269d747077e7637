"""Leaving hazards since assignment in either arm, drawn a little towards those of both arms together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats
from perennial.trial.leaving_grid import Grid
from perennial.trial.leaving_likelihood import Block, scores_of
from perennial.trial.newton_steps import Surface, top

__all__ = ["ArmHazards", "fit_hazards"]

_LEAVINGS = 0.1  # leavings, on average over pieces, with which an arm is drawn to both arms' hazard
_STEADY = 0.5  # the same for the hazard of both arms together, towards an even multiple
_TILT = 0.5  # standard deviation of the tilt, about that of both arms together
_LEVERAGE = 0.5  # more than this is not believed of one customer
_ODDS = 0.25  # standard deviation of what the log-odds of being gone may be off by


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmHazards:
    """Fitted hazards and what each customer adds to them.

    Attributes
    ----------
    control, treatment
        Shape (J + 1,): log-hazards a day of mean prospects, log m, and the tilt v.
    shift
        What the log-odds of having been still a customer are off by, in both arms.
    influence
        Shape (n, 2 J + 3): by how much each customer moved `control`, `treatment` and `shift`: one Newton
        step of the penalised score, over 1 - leverage as in the jackknife.
    """

    control: Floats
    treatment: Floats
    shift: float
    influence: Floats


def fit_hazards(control: Sequence[Block], treatment: Sequence[Block], grid: Grid) -> ArmHazards:
    """Fit both arms by their posterior mode."""
    pooled = _pooled([*control, *treatment], grid)
    centre = pooled[:-1]
    usual = np.exp(centre[:-1])
    posterior = _Posterior(
        arms=(control, treatment), grid=grid, centre=centre, leavings=_LEAVINGS * usual / usual.mean()
    )
    found = top(posterior.at, np.concatenate([centre, pooled]))
    size = len(centre)
    return ArmHazards(
        control=found.at[:size],
        treatment=found.at[size:-1],
        shift=float(found.at[-1]),
        influence=_influence(posterior.slopes(found.at), found.spread),
    )


def _influence(slopes: Floats, spread: Floats) -> Floats:
    steps = slopes @ spread
    leverage = np.einsum("ip,ip->i", steps, slopes)
    return np.asarray(steps / (1.0 - np.clip(leverage, 0.0, _LEVERAGE))[:, None])


def _pooled(blocks: Sequence[Block], grid: Grid) -> Floats:
    # Log-multiples and tilt of both arms together, and the shift.
    pieces = grid.passed.shape[1]
    mean = np.mean([block.prospects.ahead.mean() for block in blocks])
    even = np.append(np.full(pieces, -np.log(2.0 * grid.edges[-1] * mean)), 0.0)
    posterior = _Posterior(arms=(blocks,), grid=grid, centre=even, leavings=np.full(pieces, _STEADY))
    return top(posterior.at, np.append(even, 0.0)).at


@dataclass(frozen=True, slots=True, kw_only=True)
class _Posterior:
    """Log posterior of one or two arms: a gamma prior on multiples, normal ones on tilt and shift."""

    arms: Sequence[Sequence[Block]]
    grid: Grid
    centre: Floats
    leavings: Floats

    def at(self, theta: Floats) -> Surface:
        """Give value, slope and curvature."""
        value, slope, curvature = -0.5 * (theta[-1] / _ODDS) ** 2, np.zeros_like(theta), np.diag(0.0 * theta)
        slope[-1], curvature[-1, -1] = -theta[-1] / _ODDS**2, -1.0 / _ODDS**2
        for arm, place in zip(self.arms, self._places(), strict=True):
            own = place[:-1]
            belief, pull, bend = self._prior(theta[own])
            value += belief
            slope[own] += pull
            curvature[own, own] += bend
            for block in arm:
                found = scores_of(block, self.grid, theta[own], float(theta[-1]))
                value += found.value
                slope[place] += found.slopes.sum(axis=0)
                curvature[np.ix_(place, place)] += found.curvature
        return Surface(value=float(value), slope=slope, curvature=curvature)

    def slopes(self, theta: Floats) -> Floats:
        """Give the slope of each customer's log-likelihood; shape (n, 2 J + 3)."""
        count = sum(len(block.who) for arm in self.arms for block in arm)
        slopes = np.zeros((count, len(theta)))
        for arm, place in zip(self.arms, self._places(), strict=True):
            for block in arm:
                found = scores_of(block, self.grid, theta[place[:-1]], float(theta[-1]))
                slopes[np.ix_(block.who, place)] = found.slopes
        return slopes

    def _places(self) -> list[NDArray[np.intp]]:
        # Where the parameters of each arm, and the shift at the end, stand among all.
        size, last = len(self.centre), len(self.arms) * len(self.centre)
        return [np.append(np.arange(arm * size, (arm + 1) * size), last) for arm in range(len(self.arms))]

    def _prior(self, own: Floats) -> tuple[float, Floats, Floats]:
        off = own - self.centre
        ratio, tilt = np.exp(off[:-1]), off[-1] / _TILT
        value = float(self.leavings @ (off[:-1] - ratio)) - 0.5 * float(tilt**2)
        slope = np.append(self.leavings * (1.0 - ratio), -tilt / _TILT)
        return value, slope, np.append(-self.leavings * ratio, -1.0 / _TILT**2)
