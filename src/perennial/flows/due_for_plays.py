"""Who is due for each play on the day after a snapshot, and who comes due within a week of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats
from perennial.flows.refresh.snapshot import Snapshot
from perennial.flows.refresh.snapshot_situation import Workdays, parts_of_snapshot, situation_of_snapshot
from perennial.plan.apart import Apart
from perennial.plan.candidates import gain_of
from perennial.plan.plays import days_of_play
from perennial.plan.priors import Prior
from perennial.plan.rule import Rule

__all__ = ["DueForPlay", "due_for_plays"]

_WEEK = 7
_EVERY_DAY = frozenset(range(_WEEK))
_Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueForPlay:
    """Customers who are due, or come due within a week; arrays of shape (m,).

    Attributes
    ----------
    value
        Money at risk of each.
    is_now
        Whether they are due already.
    gain
        What the touch is expected to gain.
    """

    value: Floats
    is_now: _Flags
    gain: Floats

    def take(self, index: _Flags) -> "DueForPlay":
        """Give some of them."""
        return DueForPlay(value=self.value[index], is_now=self.is_now[index], gain=self.gain[index])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Due:
    # Of one play and one part of the customers: rows of the snapshot, whether due now, expected gain.
    row: NDArray[np.intp]
    is_now: _Flags
    gain: Floats


def due_for_plays(
    snapshot: Snapshot, priors: Mapping[str, Prior], rules: Mapping[str, Rule]
) -> Mapping[str, DueForPlay]:
    """Look at every customer for every play, whatever sellers have time for.

    Parameters
    ----------
    priors
        What each play is counted on to gain.
    rules
        By play, what the business has changed about it.

    Returns
    -------
    By play; under the empty name who is due for any, each once, by what gains most.
    """
    workdays = Workdays(capacity={}, worked=_EVERY_DAY, priors=priors, rules=rules)
    day = snapshot.as_of + 1
    everyone = situation_of_snapshot(snapshot, workdays, week_of=day)
    parts = parts_of_snapshot(snapshot, everyone, np.flatnonzero(snapshot.is_forecast))
    rows = np.flatnonzero(snapshot.is_forecast)
    value: Floats = snapshot.columns["value_at_risk"]
    found = {play: _joined(list(_of_play(play, parts, rows, day))) for play in priors}
    return {play: _told(due, value) for play, due in {**found, "": _any(found)}.items()}


def _of_play(play: str, parts: tuple[Apart, ...], rows: NDArray[np.intp], day: int) -> Iterator[_Due]:
    for part in parts:
        first, last = days_of_play(play, part.now, part.ordering)
        is_now = (first <= day) & (day <= last)
        comes = (first > day) & (first <= day + _WEEK) & (first <= last)
        who = np.flatnonzero(is_now | comes)
        gain = gain_of(play, who, np.maximum(first[who], day), part.now)
        yield _Due(row=rows[part.rows[who]], is_now=is_now[who], gain=gain)


def _joined(parts: list[_Due]) -> _Due:
    return _Due(
        row=np.concatenate([np.zeros(0, np.intp), *(each.row for each in parts)]),
        is_now=np.concatenate([np.zeros(0, bool), *(each.is_now for each in parts)]),
        gain=np.concatenate([np.zeros(0), *(each.gain for each in parts)]),
    )


def _any(found: Mapping[str, _Due]) -> _Due:
    """Take each customer once: due now where any play is, with the best gain."""
    whole = _joined(list(found.values()))
    order = np.lexsort([-whole.gain, ~whole.is_now, whole.row])
    leads = np.diff(whole.row[order], prepend=-1) > 0
    return _Due(row=whole.row[order][leads], is_now=whole.is_now[order][leads], gain=whole.gain[order][leads])


def _told(due: _Due, value: Floats) -> DueForPlay:
    return DueForPlay(value=value[due.row], is_now=due.is_now, gain=due.gain)
