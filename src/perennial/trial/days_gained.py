"""Days gained: how much later the treated leave, as the difference of restricted mean stays on [0, h].

Leaving is never seen, only silence. A latent model weighs when each customer may have left (purchases come in
their rhythm until then); either arm has hazards of its own since assignment. The stay is averaged over the
customers of both arms: the lot decides only which of the two curves a customer follows, so that the shares
already gone, and the prospects of those who were not, are the same in both.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perennial.engine.histories import Floats
from perennial.trial.before import Before
from perennial.trial.contrast import Contrast
from perennial.trial.followed import Bools, Followed
from perennial.trial.leaving_fit import ArmHazards, fit_hazards
from perennial.trial.leaving_grid import Grid, grid_of
from perennial.trial.leaving_likelihood import Block, still_there
from perennial.trial.leaving_weights import leaving_weights
from perennial.trial.pace_change import faster_by
from perennial.trial.prospects import Prospects, prospects_of

__all__ = ["DaysGained", "StayCurves", "gained"]

_OF_ERROR = 0.4  # of the standard error: for what was fitted before and is taken as known
_OF_VALUE = 0.05  # of the days gained: pieces and tilts do not follow every shape of an effect


@dataclass(frozen=True, slots=True, kw_only=True)
class StayCurves:
    """Share still customers by days since assignment; shape (C + 1,) each, from day 0 to the horizon.

    They begin at the share who were still customers at assignment, the same in both arms.
    """

    days: Floats
    control: Floats
    treatment: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysGained:
    """Restricted mean stay of the treated less that of the others.

    Attributes
    ----------
    contrast
        The difference in days.
    curves
        Of either arm.
    mean_stay
        Days in control and in treatment; they differ by `contrast.value`.
    """

    contrast: Contrast
    curves: StayCurves
    mean_stay: tuple[float, float]


def gained(before: Before, followed: Followed) -> DaysGained:
    """Estimate the days gained.

    Parameters
    ----------
    before, followed
        Of the same n customers, in one order; `before.ahead` over the same horizon.

    Notes
    -----
    What each customer adds is the derivative of the difference along what they add to the hazards, and their
    own expected gain less the mean gain.
    """
    grid = grid_of(followed.horizon, 1.0 / float(before.pace.mean()), pieces=before.ahead.shape[1])
    groups = prospects_of(before.ahead)
    fitted = _fitted(before, followed, grid, groups)
    there = still_there(before.gone, fitted.shift)
    control, treatment = (_arm(there, grid, groups, arm) for arm in (fitted.control, fitted.treatment))
    own = there * (treatment.stay - control.stay)
    by_shift = float((own * (1.0 - there)).mean())
    slope = np.concatenate([-control.slope, treatment.slope, [by_shift]])
    influence = fitted.influence @ slope + (own - own.mean()) / len(own)
    error = float(np.sqrt(np.square(influence).sum()))
    return DaysGained(
        contrast=Contrast(
            value=float(own.mean()),
            influence=influence,
            model_error=float(np.hypot(_OF_ERROR * error, _OF_VALUE * own.mean())),
        ),
        curves=StayCurves(days=grid.edges, control=control.curve, treatment=treatment.curve),
        mean_stay=(grid.mean_stay(control.curve), grid.mean_stay(treatment.curve)),
    )


def _fitted(before: Before, followed: Followed, grid: Grid, groups: Sequence[Prospects]) -> ArmHazards:
    pace = np.where(followed.treated, faster_by(before, followed), 1.0)
    steps, silent = leaving_weights(before, followed, grid, pace), followed.last == 0

    def blocks(arm: Bools) -> list[Block]:
        members = ((group, group.who[arm[group.who]]) for group in groups)
        return [
            Block(who=who, steps=steps[who], gone=before.gone[who], silent=silent[who], prospects=group)
            for group, who in members
            if len(who)
        ]

    return fit_hazards(blocks(~followed.treated), blocks(followed.treated), grid)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arm:
    # `stay`: shape (n,), days of each, given that they were a customer at assignment; `curve`: share of all
    # still customers at the edges; `slope`: of the mean stay of all by log m and tilt.
    stay: Floats
    curve: Floats
    slope: Floats


def _arm(there: Floats, grid: Grid, groups: Sequence[Prospects], arm: Floats) -> _Arm:
    stay, curve, slope = np.empty(len(there)), np.zeros(len(grid.edges)), np.zeros(len(arm))
    for group in groups:
        hazard, share = group.hazard(arm), float(there[group.who].sum()) / len(there)
        survival = grid.survival(hazard)
        stay[group.who] = grid.mean_stay(survival)
        curve += share * survival
        slope -= share * ((grid.widths * survival) @ (grid.passed * hazard)) @ group.lean
    return _Arm(stay=stay, curve=curve, slope=slope)
