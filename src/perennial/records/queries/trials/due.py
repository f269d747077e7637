"""How many customers a trial can have: those due for its play now, and those who come due in a week."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from perennial.flows.due_for_plays import DueForPlay, due_for_plays
from perennial.flows.refresh import read_snapshot, snapshot_folder
from perennial.plan.rule import Rule
from perennial.records.queries.figures import snapshots_folder
from perennial.records.queries.offers.rules import as_planned, rules_now
from perennial.records.queries.trials.learned import learned_priors

__all__ = ["Due", "due_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Customers due now, those who come due in a week, and what a touch is expected to gain with one."""

    now: int
    a_week: int
    gain: float


def due_of(play: str, *, value_limit: float | None) -> Due | None:
    """Count who is due for a play, or for any where `play` is empty; None before the first refresh.

    Parameters
    ----------
    value_limit
        Customers with more money at risk are left out.
    """
    current = snapshot_folder(snapshots_folder())
    if current is None:
        return None
    days = tuple((name, prior.days_gained) for name, prior in learned_priors().items())
    rules = tuple((name, as_planned(rule)) for name, rule in rules_now().items())
    found = _due(current, days, rules).get(play)
    if found is None:
        return Due(now=0, a_week=0, gain=0.0)
    mine = found if value_limit is None else found.take(found.value <= value_limit)
    now = int(mine.is_now.sum())
    return Due(
        now=now, a_week=len(mine.is_now) - now, gain=float(mine.gain.mean()) if len(mine.gain) else 0.0
    )


@lru_cache(maxsize=2)
def _due(
    current: Path, days: tuple[tuple[str, float], ...], rules: tuple[tuple[str, Rule], ...]
) -> Mapping[str, DueForPlay]:
    """Look at all customers once a refresh, and again when trials have taught something or a rule changed."""
    del current, days
    snapshot = read_snapshot(snapshots_folder())
    return {} if snapshot is None else due_for_plays(snapshot, learned_priors(), dict(rules))
