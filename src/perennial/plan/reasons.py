"""Why a customer is touched, in one sentence of plain words."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from perennial.core.days import NO_DAY, date_of
from perennial.core.message import Message
from perennial.plan.ordering import Ordering
from perennial.plan.situation import Situation

__all__ = ["reasons_of"]

#: Where the leaving date is known no better than this many days, the month is named instead.
_WIDE = 45

#: A share of returns below this is said with "only".
_FEW = 0.45

_MONTH = 30.44
_YEAR = 365.25

_Facts = dict[str, Any]


def reasons_of(plays: Sequence[str], now: Situation, ordering: Ordering = "gain") -> list[Message]:
    """Say why each customer is touched, as seen at `as_of`.

    Parameters
    ----------
    plays
        The play with each customer, in the order of `now`.
    now
        The customers touched, and only they.
    ordering
        What the list goes by.
    """
    columns = _columns(now)
    rows = (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))
    return [_reason(play, facts, ordering) for play, facts in zip(plays, rows, strict=True)]


def _reason(play: str, facts: _Facts, ordering: Ordering) -> Message:
    if play in _OF_PLAYS:
        return _OF_PLAYS[play](facts)
    if ordering == "month_due":
        return _due(facts)
    if facts["churn"] != NO_DAY and facts["is_past_median"]:
        return _leaving_after_one(facts) if facts["purchases"] == 1 else _leaving(facts)
    return _rhythm(facts)


def _columns(now: Situation) -> dict[str, list[Any]]:
    seen, settings = now.forecast, now.settings
    early = np.maximum(np.rint(np.nan_to_num(seen.fixed_median)), 1).astype(int)
    late = np.rint(np.nan_to_num(seen.fixed_75)).astype(int)
    return {
        "early": early.tolist(),
        "late": np.maximum(late, early + 1).tolist(),
        "months": np.maximum(np.rint(early / _MONTH), 1).astype(int).tolist(),
        "is_past_median": (now.histories.silence > seen.fixed_median).tolist(),
        "silence": now.histories.silence.tolist(),
        "tenure": now.histories.T.tolist(),
        "years": np.maximum(np.rint(now.histories.T / _YEAR), 1).astype(int).tolist(),
        "purchases": now.purchases.tolist(),
        "is_new_regular": ((now.purchases == settings.regular_from) & (now.histories.silence < 7)).tolist(),
        "first": now.first_day.tolist(),
        "last": now.last_day.tolist(),
        "return_now": seen.return_probability.tolist(),
        "return_then": seen.return_at_churn.tolist(),
        "churn": seen.churn_date.tolist(),
        "churn_early": seen.churn_early.tolist(),
        "churn_late": seen.churn_late.tolist(),
        "horizon": [settings.return_horizon] * len(now),
        "wait": [settings.second_wait] * len(now),
        "start": [settings.leaving_start] * len(now),
        "end": [NO_DAY] * len(now) if now.known_end is None else now.known_end.tolist(),
        "mistake": [NO_DAY] * len(now) if now.mistake is None else now.mistake.tolist(),
    }


def _told(facts: _Facts, *names: str) -> _Facts:
    return {name: facts[name] for name in names}


def _is_wide(facts: _Facts) -> bool:
    early, late = facts["churn_early"], facts["churn_late"]
    return bool(NO_DAY in {early, late} or late - early > _WIDE)


def _leaving(facts: _Facts) -> Message:
    return Message(
        "Usually buys every {early:number} to {late:days}; no order for {silence:days}; {threat}",
        {**_told(facts, "early", "late", "silence"), "threat": _threat(facts)},
    )


def _leaving_after_one(facts: _Facts) -> Message:
    return Message(
        "One purchase on {first:date}, none since; {threat}",
        {**_told(facts, "first"), "threat": _threat(facts)},
    )


def _threat(facts: _Facts) -> Message:
    told = {"share": facts["return_then"], **_told(facts, "horizon", "churn")}
    if _is_wide(facts):
        return _threat_by_month({**told, "month": f"{date_of(facts['churn']):%Y-%m}"})
    if told["share"] < _FEW:
        return Message(
            "if none by {churn:date}, only {share:in_ten} such customers still come back within "
            "{horizon:days}.",
            told,
        )
    return Message(
        "if none by {churn:date}, {share:in_ten} such customers come back within {horizon:days}.", told
    )


def _threat_by_month(told: _Facts) -> Message:
    if told["share"] < _FEW:
        return Message(
            "if none by {month:month_of}, only {share:in_ten} such customers still come back within "
            "{horizon:days}.",
            told,
        )
    return Message(
        "if none by {month:month_of}, {share:in_ten} such customers come back within {horizon:days}.", told
    )


def _rhythm(facts: _Facts) -> Message:
    habit = _told(facts, "early", "late", "silence", "last")
    if facts["is_past_median"]:
        return Message(
            "Usually buys every {early:number} to {late:days}; no order for {silence:days}: late, so time to "
            "remind.",
            habit,
        )
    return Message(
        "Usually buys every {early:number} to {late:days}; last ordered on {last:date}: the next order is "
        "due.",
        habit,
    )


def _due(facts: _Facts) -> Message:
    return Message(
        "Bought last on {last:date}; half of those who return do so within {months:months}: time to remind.",
        _told(facts, "last", "months"),
    )


def _second(facts: _Facts) -> Message:
    if facts["wait"] is None:
        return Message("One purchase on {first:date}, none since: time for a second.", _told(facts, "first"))
    return Message(
        "One purchase on {first:date}; half of those who return do so within {wait:days}.",
        {**_told(facts, "first"), "wait": round(facts["wait"])},
    )


def _window(facts: _Facts) -> Message:
    return Message(
        "A customer for {tenure:days} with {purchases:purchases} so far; many start to leave about "
        "{start:days} after the first purchase.",
        {**_told(facts, "tenure", "purchases"), "start": round(facts["start"])},
    )


def _thank(facts: _Facts) -> Message:
    if facts["is_new_regular"]:
        return Message(
            "Has just become a regular with {purchases:purchases}: say thank you.", _told(facts, "purchases")
        )
    return Message(
        "{years:years} since the first purchase, {purchases:purchases} so far: say thank you.",
        _told(facts, "years", "purchases"),
    )


def _return(facts: _Facts) -> Message:
    return Message(
        "No order for {silence:days}: probably left, but {share:in_ten} such customers still come back "
        "within {horizon:days}.",
        {**_told(facts, "silence", "horizon"), "share": facts["return_now"]},
    )


def _renew(facts: _Facts) -> Message:
    return Message("Paid until {end:date}: time to renew.", _told(facts, "end"))


def _repair(facts: _Facts) -> Message:
    return Message(
        "A serious mistake of ours on {mistake:date} has not been put right yet.", _told(facts, "mistake")
    )


_OF_PLAYS: Mapping[str, Callable[[_Facts], Message]] = {
    "second": _second,
    "window": _window,
    "thank": _thank,
    "return": _return,
    "renew": _renew,
    "repair": _repair,
}
