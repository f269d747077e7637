"""The days on which each play is possible for each customer."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import NO_DAY
from perennial.plan.ordering import Ordering
from perennial.plan.rule import AS_SHIPPED
from perennial.plan.rules import ruled
from perennial.plan.situation import NEVER, Days, Situation

__all__ = ["Span", "days_of_play"]

Span = tuple[Days, Days]

_YEAR = 365.25
_THANK_DAYS = 6
_FAR = 10**6
#: Days before a known end between which it is spoken of.
_RENEW = (14, 7)
#: Plays by the rhythm of buying, which says nothing where the end is known.
_BY_RHYTHM = frozenset({"offer", "second", "remind", "window", "return"})


def days_of_play(play: str, situation: Situation, ordering: Ordering = "gain") -> Span:
    """Give the first and last day on which a play is possible, for customers who stay silent until then.

    Where the list does not go by expected gain, all who are past the usual gap, or due by the month, are
    reminded. Whose end is known is spoken to about that end, and not by the rhythm of buying. What the
    business has changed about the play (`PlanSettings.rules`) holds.

    Returns
    -------
    first, last
        Shape (n,): day numbers; the first is past the last where the play is not possible.
    """
    first, last = _span(play, situation, ordering)
    if situation.known_end is not None and play in _BY_RHYTHM:
        first, last = _where(situation.known_end == NO_DAY, first, last)
    return ruled(play, (first, last), situation, situation.settings.rules.get(play, AS_SHIPPED))


def _span(play: str, now: Situation, ordering: Ordering) -> Span:
    if ordering == "gain" or play not in {"second", "remind"}:
        return _PLAYS[play](now)
    first, last = _overdue(now) if ordering == "past_gap" else _due_month(now)
    return _where((now.purchases == 1) == (play == "second"), first, last)


def _offer(now: Situation) -> Span:
    """Take the offer window before the leaving date."""
    there = now.forecast.offer_from != NO_DAY
    return _where(there, now.forecast.offer_from.astype(np.int64), now.forecast.offer_until.astype(np.int64))


def _second(now: Situation) -> Span:
    """Around the usual wait from the first purchase to the second, before leaving."""
    wait = now.settings.second_wait
    if wait is None:
        return _nowhere(now)
    due, lead = now.first_day + round(wait), _lead(wait, now)
    return _where(now.purchases == 1, due - lead, np.minimum(due + lead, now.leaving_day - 1))


def _remind(now: Situation) -> Span:
    """Remind when due; when late without a leaving date; when past the offer window, before leaving.

    Due is who has entered the expected band and is at most L, or half a usual gap, short of the usual gap:
    the band of irregular customers starts on the day after an order, when nobody wants to be called.
    """
    seen = now.forecast
    median = now.silent_until(seen.fixed_median)
    is_late = (seen.churn_date == NO_DAY) & (median <= now.as_of)
    is_past_offer = (seen.offer_until != NO_DAY) & (seen.offer_until <= now.as_of)
    soon = median - np.fmin(now.settings.lead, np.nan_to_num(seen.fixed_median) / 2).astype(np.int64)
    first = np.maximum(np.where(seen.next_order_early == NO_DAY, NEVER, seen.next_order_early), soon)
    first = np.where(is_late, now.silent_until(seen.fixed_90) + 1, first)
    first = np.where(is_past_offer, seen.offer_until + np.int64(1), first)
    last = np.where(is_late, NEVER, np.where(is_past_offer, now.leaving_day - 1, median))
    return _where(now.purchases > 1, first, last)


def _overdue(now: Situation) -> Span:
    """Remind from the day after the usual gap until leaving."""
    return now.silent_until(now.forecast.fixed_median) + 1, now.leaving_day - 1


def _due_month(now: Situation) -> Span:
    """Remind from the start of the month in which the usual gap is over, for as long as most still return."""
    due = np.minimum(now.silent_until(now.forecast.fixed_median), _FAR).astype("datetime64[D]")
    first = due.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return first, np.minimum(now.silent_until(now.forecast.fixed_90), now.leaving_day - 1)


def _window(now: Situation) -> Span:
    """Before the age at which customers start to leave, once in a lifetime, below regular."""
    start = now.settings.leaving_start
    if start is None or now.settings.leaving_peak is None:
        return _nowhere(now)
    age, lead = now.first_day + round(start), _lead(now.settings.usual_gap, now)
    last = np.minimum(age - (lead + 1) // 2, now.leaving_day - 1)
    return _where(now.purchases < now.settings.regular_from, age - lead, last)


def _thank(now: Situation) -> Span:
    """Thank regulars on time: in the week after they become so, else once a year, by the first purchase."""
    on_time = now.silent_until(now.forecast.fixed_90) >= now.as_of
    is_new = (now.purchases == now.settings.regular_from) & (now.last_day + _THANK_DAYS >= now.as_of)
    years = np.maximum(np.ceil((now.as_of + 1 - _THANK_DAYS - now.first_day) / _YEAR), 1)
    again = now.first_day + np.rint(years * _YEAR).astype(np.int64)
    first = np.where(is_new, now.last_day + 1, again)
    return _where(on_time & (now.purchases >= now.settings.regular_from), first, first + _THANK_DAYS)


def _return(now: Situation) -> Span:
    """From the leaving date on, for as long as a return is counted."""
    return now.leaving_day, now.leaving_day + now.settings.return_horizon


def _renew(now: Situation) -> Span:
    """From 14 to 7 days before a known end."""
    if now.known_end is None:
        return _nowhere(now)
    end = now.known_end.astype(np.int64)
    return _where(now.known_end != NO_DAY, end - _RENEW[0], end - _RENEW[1])


def _repair(now: Situation) -> Span:
    """From a serious mistake of ours on, until it is put right."""
    if now.mistake is None:
        return _nowhere(now)
    there = now.mistake != NO_DAY
    return _where(there, now.mistake.astype(np.int64), np.full(len(now), NEVER))


def _lead(gap: float | None, now: Situation) -> int:
    lead = now.settings.lead
    return lead if gap is None else max(1, round(min(lead, gap / 2)))


def _nowhere(now: Situation) -> Span:
    return np.full(len(now), NEVER), np.full(len(now), -NEVER)


def _where(there: NDArray[np.bool_], first: Days, last: Days) -> Span:
    return np.where(there, first, NEVER), np.where(there, last, -NEVER)


_PLAYS: dict[str, Callable[[Situation], Span]] = {
    "offer": _offer,
    "second": _second,
    "remind": _remind,
    "window": _window,
    "thank": _thank,
    "return": _return,
    "renew": _renew,
    "repair": _repair,
}
