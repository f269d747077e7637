"""Which weeks of a seller are compared: the recent ones and their own past."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from perennial.pay.columns import Bools, Numbers
from perennial.pay.drift.settings import DriftSettings

__all__ = ["Cause", "Spans", "spans_of"]

Cause = Literal["calls_not_connected", "too_few_weeks", "on_leave", "cannot_tell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Positions of the weeks compared, in order; the `cause` says why there can be no alarm."""

    recent: Numbers
    past: Numbers
    cause: Cause | None


def spans_of(full: Bools, seen: Bools, settings: DriftSettings) -> Spans:
    """Choose the weeks of one seller up to the last one.

    Parameters
    ----------
    full
        Shape (w,): whether the seller worked most of each week.
    seen
        Shape (w,): whether touches are seen in it, or nothing at all came of it.
    settings
        Weeks compared.

    Returns
    -------
    Spans
        The recent weeks are the last full ones, at most twice as far back as there are of them.
    """
    worked = np.flatnonzero(full)
    usable = worked[seen[worked]]
    recent = usable[-settings.recent :]
    before = usable[: -settings.recent]
    gap = min(max(len(before) - settings.past_least, 0), settings.gap)
    past = before[: len(before) - gap][-settings.past :]
    return Spans(recent=recent, past=past, cause=_cause(full, seen, recent, past, settings))


def _cause(full: Bools, seen: Bools, recent: Numbers, past: Numbers, settings: DriftSettings) -> Cause | None:
    worked = np.flatnonzero(full)
    if len(worked) < settings.recent:
        return "too_few_weeks"
    if not full[-1]:
        return "on_leave"
    if not seen[worked[-1]] or len(recent) < settings.recent:
        return "calls_not_connected"
    if len(full) - recent[0] > 2 * settings.recent:
        many_unseen = np.sum(~seen[worked[worked > recent[0]]]) > 0
        return "calls_not_connected" if many_unseen else "on_leave"
    return None if len(past) >= settings.past_least else "cannot_tell"
