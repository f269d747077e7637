"""Preview touches: how many customers come due for each play in the next weeks, if nobody buys meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import month_of
from perennial.flows.refresh.snapshot import Snapshot
from perennial.flows.refresh.snapshot_situation import Workdays, parts_of_snapshot, situation_of_snapshot
from perennial.plan.ordering import Ordering
from perennial.plan.plays import days_of_play
from perennial.plan.rule import AS_SHIPPED, Rule
from perennial.plan.situation import NEVER, Days

__all__ = [
    "PLAYS",
    "SHIFTED",
    "WEEKS",
    "Due",
    "PreviewSpans",
    "preview_touches",
    "spans_ahead",
]

#: Plays whose days follow from a forecast, a known end or a mistake; the others come with what people do.
PLAYS = ("second", "remind", "offer", "window", "thank", "return", "renew", "repair")
#: Plays that a rule may move (see `perennial.plan.rules`); a mistake is put right at once.
SHIFTED = frozenset(PLAYS) - {"repair"}
#: Of these nothing is left once the customer has left.
_BEFORE_LEAVING = frozenset({"second", "remind", "offer", "window"})
#: Plays that go by months where customers buy too rarely for weeks.
_BY_MONTH = frozenset({"second", "remind"})
WEEKS = 8
_WEEK = 7
#: The most usual gaps by which a rule moves a play.
_MOST_SHIFT = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    """Customers of one pace who may come due for a play: days, gaps, leaving days, stages."""

    ordering: Ordering
    first: Days
    last: Days
    gap: NDArray[np.float64]
    leaving: Days
    stage: NDArray[np.str_]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewSpans:
    """Read once for a snapshot and a day: for each play the customers who may come due in the next weeks.

    `customers` counts all who are looked at; `usual_gap` is that of the business, None where unknown.
    """

    week_of: int
    customers: int
    usual_gap: float | None = None
    spans: Mapping[str, Sequence[_Span]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Customers who come due for one play.

    Attributes
    ----------
    waiting
        Those who were due already before the first day.
    weeks
        For each of the next weeks those whose span begins in it; of those who go by months nobody.
    months
        The same by month of due season (`perennial.core.days.month_of`), where customers buy rarely.
    late
        Of those by months, who were due already before this month.
    """

    waiting: int = 0
    weeks: tuple[int, ...] = (0,) * WEEKS
    months: Mapping[int, int] = field(default_factory=dict)
    late: int = 0


def spans_ahead(
    snapshot: Snapshot,
    workdays: Workdays,
    *,
    day: int,
    customers: NDArray[np.bool_],
    mistakes: Mapping[str, int] | None = None,
) -> PreviewSpans:
    """Find for each play who may come due in the next weeks, whichever way its rule is set.

    Parameters
    ----------
    day
        Day number of the first day of the first week.
    customers
        Shape (n,): who is planned for.
    workdays, mistakes
        As in `perennial.flows.plan_today.plan_today`.
    """
    first = max(day, snapshot.as_of + 1)
    everyone = situation_of_snapshot(snapshot, workdays, week_of=first, mistakes=mistakes)
    row = np.flatnonzero(snapshot.is_forecast & customers)
    stage = snapshot.columns["stage"][row].astype(np.str_)
    spans: dict[str, list[_Span]] = {play: [] for play in PLAYS}
    for part in parts_of_snapshot(snapshot, everyone, row) if len(row) else ():
        for play in PLAYS:
            begin, end = days_of_play(play, part.now, part.ordering)
            span = _Span(
                ordering=part.ordering,
                first=begin,
                last=end,
                gap=np.nan_to_num(part.now.forecast.fixed_median),
                leaving=part.now.leaving_day,
                stage=stage[part.rows],
            )
            spans[play].append(_near(span, play, first))
    return PreviewSpans(week_of=first, customers=len(row), usual_gap=snapshot.pace.usual_gap, spans=spans)


def preview_touches(spans: PreviewSpans, rules: Mapping[str, Rule]) -> Mapping[str, Due]:
    """Count for each play who comes due under some rules; plays without a rule go by what is shipped."""
    return {play: _due(play, spans, rules.get(play, AS_SHIPPED)) for play in spans.spans}


def _near(span: _Span, play: str, day: int) -> _Span:
    """Keep those who may be due within the weeks once their days are moved."""
    most = _MOST_SHIFT * span.gap + 1 if play in SHIFTED else np.zeros(len(span.gap))
    near = (span.first <= span.last) & (span.first - most < day + WEEKS * _WEEK) & (span.last + most >= day)
    return _taken(span, near)


def _taken(span: _Span, kept: NDArray[np.bool_]) -> _Span:
    return _Span(
        ordering=span.ordering,
        first=span.first[kept],
        last=span.last[kept],
        gap=span.gap[kept],
        leaving=span.leaving[kept],
        stage=span.stage[kept],
    )


def _due(play: str, spans: PreviewSpans, rule: Rule) -> Due:
    if not rule.is_on:
        return Due()
    moved = [_moved(each, play, rule) for each in spans.spans[play]]
    by_month = [each for each in moved if play in _BY_MONTH and each.ordering == "month_due"]
    by_week = [each for each in moved if not (play in _BY_MONTH and each.ordering == "month_due")]
    waiting, weeks = _by_week(by_week, spans.week_of)
    late, months = _by_month(by_month, spans.week_of)
    return Due(waiting=waiting, weeks=weeks, months=months, late=late)


def _moved(span: _Span, play: str, rule: Rule) -> _Span:
    """Move the days of a play by its rule, and keep those for whom it is and who are not past it."""
    if rule.stages:
        span = _taken(span, np.isin(span.stage, sorted(rule.stages)))
    if not rule.shift or play not in SHIFTED:
        return span
    by = np.rint(rule.shift * span.gap).astype(np.int64)
    last = np.where(span.last >= NEVER, span.last, span.last + by)
    if play in _BEFORE_LEAVING:
        last = np.minimum(last, span.leaving - 1)
    first = span.first + by
    moved = _Span(
        ordering=span.ordering,
        first=first,
        last=last,
        gap=span.gap,
        leaving=span.leaving,
        stage=span.stage,
    )
    return _taken(moved, first <= last)


def _by_week(spans: Sequence[_Span], day: int) -> tuple[int, tuple[int, ...]]:
    first, last = _joined(spans)
    waiting = int(((first < day) & (last >= day)).sum())
    ahead = first[(first >= day) & (first < day + WEEKS * _WEEK)]
    weeks = np.bincount((ahead - day) // _WEEK, minlength=WEEKS)
    return waiting, tuple(int(each) for each in weeks)


def _by_month(spans: Sequence[_Span], day: int) -> tuple[int, Mapping[int, int]]:
    if not spans:
        return 0, {}
    first, last = _joined(spans)
    month = (first.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)) + 12 * 1970
    now, end = month_of(day), month_of(day + WEEKS * _WEEK - 1)
    late = int(((month < now) & (last >= day)).sum())
    return late, {each: int((month == each).sum()) for each in range(now, end + 1)}


def _joined(spans: Sequence[_Span]) -> tuple[Days, Days]:
    if not spans:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate([each.first for each in spans]), np.concatenate([each.last for each in spans])
