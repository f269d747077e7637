"""Cases that came to a step, when, in whose hands, and how long until they went on towards the goal."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Ints

__all__ = ["NOBODY", "Bools", "Passages", "StepTrials", "horizon_of", "trials_at", "waiting_at"]

Bools = NDArray[np.bool_]

#: Stands where it is not known in whose hands a case was.
NOBODY = -1

_MOST_WAITS = 0.9
_LEAST_HORIZON = 1.0
_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Passages:
    """One row for each case and step of a way that it came to; arrays of shape (n,).

    Attributes
    ----------
    steps, groups
        Names of the steps, and of the sellers (or channels).
    step, case, group
        Numbers of the step, the case, and of the seller or channel at the first event of the step; `NOBODY`
        where it has none.
    entered
        When the case first came to the step: day number with the fraction of the day.
    wait
        Days until it came to any later step of the way; nan where it has not (yet).
    over
        Whether the case has ended without going on: its last event is one that leads nowhere.
    first, as_of
        First moment of the log, and the end of observation.
    """

    steps: Sequence[str]
    groups: Sequence[str]
    step: Ints
    case: Ints
    group: Ints
    entered: Floats
    wait: Floats
    over: Bools
    first: float
    as_of: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTrials:
    """Cases that came to a step long enough ago to judge, by group.

    Attributes
    ----------
    trials, successes
        Shape (g,): cases of each group, and those that went on within the horizon.
    nobody_trials, nobody_successes
        The same of cases in nobody's hands.
    horizon
        Days within which going on counts.
    months
        Months in which the cases came.
    """

    trials: Floats
    successes: Floats
    nobody_trials: int
    nobody_successes: int
    horizon: float
    months: float

    @property
    def all_trials(self) -> float:
        """Cases of all groups and of nobody."""
        return float(self.trials.sum()) + self.nobody_trials

    @property
    def all_successes(self) -> float:
        """Those of them that went on."""
        return float(self.successes.sum()) + self.nobody_successes


def horizon_of(passages: Passages, step: int) -> float:
    """Give the days within which going on from a step counts.

    The 90% point of the waits there have been, at least a day and at most a third of the log.
    """
    waits = passages.wait[(passages.step == step) & np.isfinite(passages.wait)]
    longest = max((passages.as_of - passages.first) / 3, _LEAST_HORIZON)
    usual = float(np.quantile(waits, _MOST_WAITS)) if len(waits) else longest
    return min(max(usual, _LEAST_HORIZON), longest)


def trials_at(passages: Passages, step: int, *, recent: float) -> StepTrials:
    """Count trials and successes at a step, of cases that came in the last `recent` days before the horizon.

    Parameters
    ----------
    recent
        Days; the business is judged as it is now.
    """
    horizon = horizon_of(passages, step)
    until = passages.as_of - horizon
    since = max(passages.first, until - recent)
    rows = (passages.step == step) & (passages.entered >= since) & (passages.entered <= until)
    group, done = passages.group[rows], passages.wait[rows] <= horizon
    known = group != NOBODY
    return StepTrials(
        trials=np.bincount(group[known], minlength=len(passages.groups)).astype(np.float64),
        successes=np.bincount(group[known & done], minlength=len(passages.groups)).astype(np.float64),
        nobody_trials=int((~known).sum()),
        nobody_successes=int(done[~known].sum()),
        horizon=horizon,
        months=max(until - since, 1.0) / _MONTH,
    )


def waiting_at(passages: Passages, step: int) -> Ints:
    """Give the cases that wait at a step, the longest wait first: come within the horizon, not gone on."""
    since = passages.as_of - horizon_of(passages, step)
    rows = np.flatnonzero(
        (passages.step == step)
        & (passages.entered >= since)
        & ~(passages.wait >= 0)  # nan: not gone on
        & ~passages.over
    )
    return passages.case[rows[np.argsort(passages.entered[rows], kind="stable")]]
