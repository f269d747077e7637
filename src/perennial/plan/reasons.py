"""Why a customer is touched, in one sentence of plain words."""

from perennial.core.days import NO_DAY, date_of
from perennial.core.message import Message
from perennial.plan.ordering import Ordering
from perennial.plan.situation import Situation

__all__ = ["reason_of"]

#: Where the leaving date is known no better than this many days, the month is named instead.
_WIDE = 45


def reason_of(play: str, customer: int, now: Situation, ordering: Ordering = "gain") -> Message:
    """Say why this play with this customer, as seen at `as_of`."""
    if play in {"second", "window", "thank"}:
        return {"second": _second, "window": _window, "thank": _thank}[play](customer, now)
    if play == "return":
        return _return(customer, now)
    if ordering == "month_due":
        return _due(customer, now)
    if now.forecast.churn_date[customer] != NO_DAY and _is_past_median(customer, now):
        return _leaving(customer, now)
    return _rhythm(customer, now)


def _leaving(customer: int, now: Situation) -> Message:
    facts = {**_habit(customer, now), **_threat(customer, now)}
    if now.purchases[customer] == 1:
        return _leaving_after_one(facts)
    if facts["is_wide"]:
        return Message(
            "Usually buys every {early:number} to {late:days}; no order for {silence:days}; if none by "
            "{month:month_of}, only {share:in_ten} such customers still come back within {horizon:days}.",
            facts,
        )
    return Message(
        "Usually buys every {early:number} to {late:days}; no order for {silence:days}; if none by "
        "{churn:date}, only {share:in_ten} such customers still come back within {horizon:days}.",
        facts,
    )


def _leaving_after_one(facts: dict[str, object]) -> Message:
    if facts["is_wide"]:
        return Message(
            "One purchase on {first:date}, none since; if none by {month:month_of}, only {share:in_ten} such "
            "customers still come back within {horizon:days}.",
            facts,
        )
    return Message(
        "One purchase on {first:date}, none since; if none by {churn:date}, only {share:in_ten} such "
        "customers still come back within {horizon:days}.",
        facts,
    )


def _rhythm(customer: int, now: Situation) -> Message:
    facts = _habit(customer, now)
    if _is_past_median(customer, now):
        return Message(
            "Usually buys every {early:number} to {late:days}; no order for {silence:days}: late, so time to "
            "remind.",
            facts,
        )
    return Message(
        "Usually buys every {early:number} to {late:days}; the last order was {silence:days} ago: the next "
        "is due.",
        facts,
    )


def _due(customer: int, now: Situation) -> Message:
    facts = _habit(customer, now)
    return Message(
        "Bought last on {last:date}; half of those who return do so within {months:months}: time to remind.",
        {**facts, "months": max(1, round(float(now.forecast.fixed_median[customer]) / 30.44))},
    )


def _second(customer: int, now: Situation) -> Message:
    facts = _habit(customer, now)
    if now.settings.second_wait is None:
        return Message("One purchase on {first:date}, none since: time for a second.", facts)
    return Message(
        "One purchase on {first:date}; half of those who return do so within {wait:days}.",
        {**facts, "wait": round(now.settings.second_wait)},
    )


def _window(customer: int, now: Situation) -> Message:
    return Message(
        "A customer for {tenure:days} with {purchases:purchases} so far; many start to leave about "
        "{start:days} after the first purchase.",
        {**_habit(customer, now), "start": round(now.settings.leaving_start or 0)},
    )


def _thank(customer: int, now: Situation) -> Message:
    facts = _habit(customer, now)
    if now.purchases[customer] == now.settings.regular_from and now.histories.silence[customer] <= 6:
        return Message("Has just become a regular with {purchases:purchases}: say thank you.", facts)
    years = max(1, round(float(now.histories.T[customer]) / 365.25))
    return Message(
        "{years:years} since the first purchase, {purchases:purchases} so far: say thank you.",
        {**facts, "years": years},
    )


def _return(customer: int, now: Situation) -> Message:
    facts = {**_habit(customer, now), "share": float(now.forecast.return_probability[customer])}
    return Message(
        "No order for {silence:days}: probably left, but {share:in_ten} such customers still come back "
        "within {horizon:days}.",
        facts,
    )


def _is_past_median(customer: int, now: Situation) -> bool:
    return bool(now.histories.silence[customer] > now.forecast.fixed_median[customer])


def _habit(customer: int, now: Situation) -> dict[str, object]:
    early = max(1, round(float(now.forecast.fixed_median[customer])))
    return {
        "early": early,
        "late": max(early + 1, round(float(now.forecast.fixed_75[customer]))),
        "silence": int(now.histories.silence[customer]),
        "tenure": int(now.histories.T[customer]),
        "purchases": int(now.purchases[customer]),
        "first": int(now.first_day[customer]),
        "last": int(now.last_day[customer]),
        "horizon": now.settings.return_horizon,
    }


def _threat(customer: int, now: Situation) -> dict[str, object]:
    seen = now.forecast
    churn, early, late = (
        int(days[customer]) for days in (seen.churn_date, seen.churn_early, seen.churn_late)
    )
    return {
        "churn": churn,
        "month": f"{date_of(churn):%Y-%m}",
        "is_wide": NO_DAY in {early, late} or late - early > _WIDE,
        "share": float(seen.return_at_churn[customer]),
    }
