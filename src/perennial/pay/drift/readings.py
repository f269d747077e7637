"""The drift of every seller as of a day: measures against their own past, and whether to raise an alarm."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from perennial.core.estimate import Estimate
from perennial.core.message import Message
from perennial.pay.columns import Bools, Numbers, SellerLog
from perennial.pay.drift.change import Change, change_of
from perennial.pay.drift.measures import KINDS, Name, Weekly, weekly
from perennial.pay.drift.new_customers import new_customers
from perennial.pay.drift.scatter import Past, Scatter, scatter_of
from perennial.pay.drift.sentences import alarm_sentence, why_no_alarm
from perennial.pay.drift.settings import DriftSettings
from perennial.pay.drift.spans import Cause, Spans, spans_of
from perennial.pay.drift.weeks import Weeks, weeks_of

__all__ = ["DEFAULTS", "DriftReading", "Measure", "read_drift"]

DEFAULTS = DriftSettings()
_WEEKS_A_YEAR = 52


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure of one seller.

    Attributes
    ----------
    name
        A `Name`, or `new_customers_90`.
    now, before
        In the last weeks, and in the seller's own past.
    change
        Points of a share; else the share by which it grew. Limits of 95%, as everywhere: an alarm asks for
        more, since it is looked at every week.
    alarm
        Whether this measure raises the alarm.
    """

    name: str
    now: Estimate
    before: Estimate
    change: Estimate
    alarm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftReading:
    """The drift of one seller in the week that begins on day `week`.

    `reason` says what has changed (alarm), or why no alarm can be raised (then `cause` names it); it is None
    where all is well.
    """

    seller: int
    week: int
    measures: tuple[Measure, ...]
    alarm: bool
    cause: Cause | None
    reason: Message | None


def read_drift(log: SellerLog, *, as_of: int, settings: DriftSettings = DEFAULTS) -> tuple[DriftReading, ...]:
    """Read the drift of every seller in the last full week.

    The recent weeks of each measure are compared with the seller's own past weeks (`docs/drift.md`). An
    alarm is raised where the change for the worse exceeds the smallest worth a word with limits wide enough
    for looking every week.

    Parameters
    ----------
    log
        The sellers; rows after `as_of` are not read.
    as_of
        Day number of the last day known.
    settings
        Spans and changes worth a word.

    Returns
    -------
    tuple of DriftReading
        One a seller, in order; none where no week is over yet.
    """
    weeks = weeks_of(log, as_of, settings)
    if not len(weeks.starts):
        return ()
    counted = weekly(log, weeks, settings)
    full, seen = _full_and_seen(log, weeks, settings)
    spans = [spans_of(*each, settings) for each in zip(full, seen, strict=True)]
    scatters = {name: _scatters(log, name, counted[name], spans) for name in KINDS}
    end = int(weeks.starts[-1]) + 6
    return tuple(
        _reading(
            log,
            seller,
            end,
            counted=counted,
            spans=spans[seller],
            scatters=scatters,
            settings=settings,
        )
        for seller in range(len(log.roles))
    )


def _full_and_seen(log: SellerLog, weeks: Weeks, settings: DriftSettings) -> tuple[Bools, Bools]:
    touches = weeks.sums(log.touches.seller, log.touches.day, np.ones(len(log.touches.day)))
    orders = weeks.sums(log.orders.seller, log.orders.day, np.ones(len(log.orders.day)))
    full = (weeks.worked > 0) & (weeks.worked >= settings.worked_least * weeks.possible)
    return full, (touches >= settings.seen_least * weeks.worked) | (orders == 0)


def _scatters(log: SellerLog, name: Name, weekly_of: Weekly, spans: list[Spans]) -> Mapping[int, Scatter]:
    kind = KINDS[name]
    sellers = [seller for seller, role in enumerate(log.roles) if role == kind.role]
    pasts = [_at(weekly_of, seller, spans[seller].past) for seller in sellers]
    found = scatter_of(pasts, is_share=kind.is_share, counts=kind.counts)
    return dict(zip(sellers, found, strict=True))


def _at(counted: Weekly, seller: int, weeks: Numbers) -> Past:
    return Past(part=counted.part[seller, weeks], whole=counted.whole[seller, weeks])


def _reading(
    log: SellerLog,
    seller: int,
    end: int,
    *,
    counted: Mapping[Name, Weekly],
    spans: Spans,
    scatters: Mapping[Name, Mapping[int, Scatter]],
    settings: DriftSettings,
) -> DriftReading:
    names: list[Name] = [name for name, kind in KINDS.items() if kind.role == log.roles[seller]]
    behaviours = [name for name in names if KINDS[name].alarms]
    allowed = settings.false_alarms / (_WEEKS_A_YEAR * len(behaviours))
    changes = {
        name: change_of(
            _at(counted[name], seller, spans.recent),
            _at(counted[name], seller, spans.past),
            kind=KINDS[name],
            scatter=scatters[name][seller],
            false_alarm=allowed,
            settings=settings,
        )
        for name in names
    }
    judged = {name: changes[name] for name in behaviours}
    leading = max(judged, key=lambda name: np.nan_to_num(judged[name].beyond, nan=-math.inf))
    alarm = spans.cause is None and judged[leading].beyond > 0
    cause = None if alarm else spans.cause or _cannot_tell(judged)
    reason = alarm_sentence(leading, judged[leading], len(spans.recent)) if alarm else None
    if cause is not None:
        reason = why_no_alarm(cause, len(spans.past), settings.past_least)
    return DriftReading(
        seller=seller,
        week=end - 6,
        measures=_shown(log, seller, end, changes, raised=spans.cause is None),
        alarm=alarm,
        cause=cause,
        reason=reason,
    )


def _cannot_tell(judged: Mapping[Name, Change]) -> Cause | None:
    """Say so where a serious change is not ruled out for some measure that can be read, or none can be."""
    read = [each for each in judged.values() if each.change.known]
    return None if read and all(each.fine for each in read) else "cannot_tell"


def _shown(
    log: SellerLog, seller: int, end: int, changes: Mapping[Name, Change], *, raised: bool
) -> tuple[Measure, ...]:
    shown = [
        Measure(
            name=name,
            now=each.now,
            before=each.before,
            change=each.change,
            alarm=raised and KINDS[name].alarms and each.beyond > 0,
        )
        for name, each in changes.items()
    ]
    if log.roles[seller] == "hunter":
        now, before, change = new_customers(log, seller, end)
        shown.append(Measure(name="new_customers_90", now=now, before=before, change=change))
    return tuple(shown)
