"""Simulated trials of the study, cell by cell, and what is kept of each run."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from perennial.engine.lifetime.tenure import Tenure
from perennial.simulate.trial import SimulatedTrial, TrialLaw, simulate_trial
from perennial.trial.before import Before, before_of
from perennial.trial.followed import Followed
from perennial.trial.limits import Effect
from perennial.trial.reading import orders_effect, reading_of

__all__ = ["CELLS", "WEEKS", "Cell", "run_cell"]

WEEKS = 26
_HORIZON = 270
_NORMAL = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Customers in the trial, the chance of being held out, and days by which the treated leave later."""

    customers: int
    held_out: float
    shift: float

    @property
    def law(self) -> TrialLaw:
        """What is simulated."""
        return TrialLaw(held_out=self.held_out, shift=self.shift, horizon=_HORIZON)

    @property
    def has_hundred(self) -> bool:
        """Whether both arms have about 100 customers or more."""
        return self.customers * min(self.held_out, 1.0 - self.held_out) >= 100


CELLS = tuple(
    Cell(customers=customers, held_out=held_out, shift=shift)
    for customers, held_out, shift in product((200, 1_000, 10_000), (0.1, 0.5), (0.0, 10.0, 30.0))
)


def run_cell(cell: Cell, model: Tenure, run: int) -> dict[str, float]:
    """Simulate and read one trial; weekly looks are taken where there is no effect."""
    rng = np.random.default_rng([run, cell.customers, round(100 * cell.held_out), round(cell.shift)])
    trial = simulate_trial(cell.customers, cell.law, rng)
    before, followed = before_of(model, trial.histories, horizon=_HORIZON), trial.seen
    reading = reading_of(before, followed)
    kept = {"truth": trial.truth, **_oracle(trial)}
    kept |= _kept("days", reading.days_gained) | _kept("orders", reading.orders)
    if cell.shift == 0:
        kept["works_at_a_look"] = float(any(_weekly(before, followed)))
    return kept


def _kept(name: str, effect: Effect) -> dict[str, float]:
    parts = ("value", "low", "high", "planned_low", "planned_high")
    return {f"{name}_{part}": float(getattr(effect, part)) for part in parts}


def _oracle(trial: SimulatedTrial) -> dict[str, float]:
    # Who sees the true leavings compares two means.
    arms = (trial.stay[~trial.treated], trial.stay[trial.treated])
    error = float(np.sqrt(sum(arm.var(ddof=1) / len(arm) for arm in arms)))
    return {"oracle": float(arms[1].mean() - arms[0].mean()), "oracle_width": 2.0 * _NORMAL * error}


def _weekly(before: Before, followed: Followed) -> Iterator[bool]:
    for week in range(1, WEEKS + 1):
        yield orders_effect(before, followed.seen_by(7 * week), seen=week / WEEKS).low > 0
