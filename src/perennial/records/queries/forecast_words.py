"""A customer's forecast in sentences: what will be seen, what is expected, and what that rests on."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from perennial.core.days import day_of
from perennial.core.message import Message
from perennial.records.models import Customer, RefreshRun
from perennial.records.models.words import Stage
from perennial.records.queries.chance_words import chance_soon

__all__ = ["ForecastWords", "forecast_words"]

#: Where a leaving date is known no better than this many days the month is named, and beyond the second
#: only the season.
_MONTH_WIDE = 45
_SEASON_WIDE = 150
#: Of things bought as rarely as this, months are named and not days.
_RARE = 150
_FEW = 0.45
_MONTH = 30.44
_DEFAULT_HORIZON = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastWords:
    """Sentences of a forecast: what threatens, what is expected, and on what both rest."""

    threat: Message
    expected: Message | None = None
    why: tuple[Message, ...] = ()


def forecast_words(
    customer: Customer,
    *,
    today: date,
    return_horizon: int | None = None,
    offer_lead: int = 14,
    lately: int | None = None,
) -> ForecastWords:
    """Say what is forecast of a customer, in words that fit how well it is known.

    Parameters
    ----------
    today
        Silence is counted to this day.
    return_horizon
        Days within which a return is meant; None takes those of the last refresh.
    offer_lead
        Days before a known end from which renewing is offered.
    lately
        Days with an order in the eight weeks before the last refresh; None where they were not counted.
    """
    unknown = _unknown(customer)
    if unknown is not None:
        return ForecastWords(threat=unknown, why=_facts(customer, today))
    horizon = return_horizon or _horizon_of_the_last_refresh() or _DEFAULT_HORIZON
    return ForecastWords(
        threat=_known_end(customer, today, offer_lead) or _threat(customer, today, horizon),
        expected=_expected(customer, today),
        why=(*_facts(customer, today), *chance_soon(customer, lately), *_chances(customer, horizon)),
    )


def _horizon_of_the_last_refresh() -> int | None:
    run = RefreshRun.objects.filter(state=RefreshRun.State.DONE).only("counts").first()
    days = run.counts.get("return_horizon") if run else None
    return days if isinstance(days, int) else None


def _unknown(customer: Customer) -> Message | None:
    if customer.objects_to_profiling:
        return Message("Objects to forecasts, so none is made.")
    if customer.last_order_on is None:
        return Message("No purchase yet; the forecast begins with the first one.")
    if customer.forecast_as_of is None:
        return Message("No forecast yet: it comes with the next refresh, at night or when asked for.")
    return None


def _known_end(customer: Customer, today: date, lead: int) -> Message | None:
    until = customer.paid_until
    if until is None:
        return None
    if until < today:
        return Message("Was paid until {until:date}; not renewed.", {"until": day_of(until)})
    return Message(
        "Paid until {until:date}: the end is known. Offer to renew between {begin:date} and {end:date}.",
        {
            "until": day_of(until),
            "begin": day_of(until - timedelta(days=lead)),
            "end": day_of(until - timedelta(days=lead // 2)),
        },
    )


def _threat(customer: Customer, today: date, horizon: int) -> Message:
    churn = customer.churn_date
    if churn is None:
        return Message("No leaving is seen within two years: such customers pause, and hardly any leaves.")
    if customer.stage == Stage.LEFT or churn <= today:
        return _gone(customer, churn, horizon)
    told: dict[str, Any] = {"share": customer.return_at_churn, "horizon": horizon}
    width = _width(customer)
    if width is None or width > _SEASON_WIDE:
        return _season(customer, churn)
    if told["share"] is None:
        return Message("The leaving date is {churn:date}.", {"churn": day_of(churn)})
    is_few = told["share"] < _FEW
    if width > _MONTH_WIDE or (customer.usual_gap or 0) > _RARE:
        told["month"] = f"{churn:%Y-%m}"
        return _by_month(told) if is_few else _by_month_some(told)
    told["churn"] = day_of(churn)
    return _by_day(told) if is_few else _by_day_some(told)


def _by_day(told: dict[str, Any]) -> Message:
    return Message(
        "If no order by {churn:date}, only {share:in_ten} such customers still come back within "
        "{horizon:days}.",
        told,
    )


def _by_day_some(told: dict[str, Any]) -> Message:
    return Message(
        "If no order by {churn:date}, {share:in_ten} such customers come back within {horizon:days}.", told
    )


def _by_month(told: dict[str, Any]) -> Message:
    return Message(
        "If no order by about {month:month_of}, only {share:in_ten} such customers still come back within "
        "{horizon:days}.",
        told,
    )


def _by_month_some(told: dict[str, Any]) -> Message:
    return Message(
        "If no order by about {month:month_of}, {share:in_ten} such customers come back within "
        "{horizon:days}.",
        told,
    )


def _season(customer: Customer, churn: date) -> Message:
    early, late = customer.churn_early, customer.churn_late
    if early is None or late is None:
        return Message(
            "Such customers start to leave about {month:month_of}; it is not known more precisely yet.",
            {"month": f"{churn:%Y-%m}"},
        )
    return Message(
        "Such customers start to leave between {early:month_of} and {late:month_of}; it is not known more "
        "precisely yet.",
        {"early": f"{early:%Y-%m}", "late": f"{late:%Y-%m}"},
    )


def _gone(customer: Customer, churn: date, horizon: int) -> Message:
    if customer.return_probability is None:
        return Message("The leaving date, {churn:date}, has passed.", {"churn": day_of(churn)})
    return Message(
        "The leaving date, {churn:date}, has passed: of such customers {share:in_ten} still come back "
        "within {horizon:days}.",
        {"churn": day_of(churn), "share": customer.return_probability, "horizon": horizon},
    )


def _width(customer: Customer) -> int | None:
    early, late = customer.churn_early, customer.churn_late
    return None if early is None or late is None else (late - early).days


def _expected(customer: Customer, today: date) -> Message | None:
    early, late, likely = customer.next_order_early, customer.next_order_late, customer.next_order_likely
    if early is None or late is None or customer.stage == Stage.LEFT:
        return None
    if (customer.usual_gap or 0) > _RARE:
        return Message(
            "If they buy again, most likely between {early:month_of} and {late:month_of}.",
            {"early": f"{early:%Y-%m}", "late": f"{late:%Y-%m}"},
        )
    if customer.late_from is not None and customer.late_from <= today:
        return Message(
            "Late: 9 in 10 of their orders would have come by {day:date}.",
            {"day": day_of(customer.late_from - timedelta(days=1))},
        )
    told = {"early": day_of(early), "late": day_of(late), "likely": day_of(likely or early)}
    return Message(
        "If they buy again, the next order comes between {early:date} and {late:date}, most likely about "
        "{likely:date}.",
        told,
    )


def _facts(customer: Customer, today: date) -> tuple[Message, ...]:
    if customer.last_order_on is None or customer.first_order_on is None:
        return ()
    silence = Message(
        "{purchases:purchases} since {first:date_full}; no order for {silence:days}.",
        {
            "purchases": customer.purchases,
            "first": day_of(customer.first_order_on),
            "silence": (today - customer.last_order_on).days,
        },
    )
    if not customer.usual_gap or customer.objects_to_profiling:
        return (silence,)
    gap = customer.usual_gap
    if gap > _RARE:
        return (Message("Usually buys every {gap:months}.", {"gap": max(round(gap / _MONTH), 1)}), silence)
    return (Message("Usually buys every {gap:days}.", {"gap": max(round(gap), 1)}), silence)


def _chances(customer: Customer, horizon: int) -> tuple[Message, ...]:
    said = []
    if customer.return_probability is not None:
        said.append(
            Message(
                "Silent as long as they are now, {share:percent} of such customers order within "
                "{horizon:days}.",
                {"share": customer.return_probability, "horizon": horizon},
            )
        )
    if customer.p_alive is not None:
        said.append(
            Message(
                "Still our customer with a chance of {share:percent}: nobody can see this, it only explains.",
                {"share": customer.p_alive},
            )
        )
    if customer.forecast_as_of is not None:
        said.append(Message("Learned from orders to {day:date}.", {"day": day_of(customer.forecast_as_of)}))
    return tuple(said)
