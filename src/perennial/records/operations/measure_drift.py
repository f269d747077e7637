"""Measure the drift of every seller once a week; each seller is told first, heads a day later."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Protocol

import numpy as np
from django.db import transaction
from django.urls import reverse

from perennial.core.days import date_of, day_of
from perennial.core.estimate import Estimate
from perennial.core.message import Message
from perennial.pay.columns import SellerLog
from perennial.pay.drift.measures import KINDS, weekly
from perennial.pay.drift.readings import DriftReading, read_drift
from perennial.pay.drift.sentences import why_no_alarm
from perennial.pay.drift.settings import DriftSettings
from perennial.pay.drift.weeks import week_of, weeks_of
from perennial.records.models import Business, SellerWeek, User
from perennial.records.operations.tell_people import tell_people
from perennial.records.queries.heads import heads_of
from perennial.records.queries.seller_log import Team, read_log, read_team

__all__ = ["SETTINGS", "Reader", "days_read", "measure_drift"]

SETTINGS = DriftSettings()
#: Weeks read: those compared, as many again for leave, and the half year of first sales.
_WEEKS = 44
#: Weeks shown in the small pictures.
_SHOWN = 26

_Lines = Mapping[str, list[tuple[int, float | None]]]


class Reader(Protocol):
    """Gives what is known of sellers between two days."""

    def __call__(self, team: Team, *, first: date, last: date) -> SellerLog:
        """Read it."""
        ...


def measure_drift(today: date, read: Reader = read_log) -> int:
    """Measure the last full week of every seller, unless that is done; tell heads what they may see.

    Nothing is measured before the owner has confirmed the notice to the staff.

    Parameters
    ----------
    read
        Where the log of the sellers comes from.

    Returns
    -------
    int
        Weeks written.
    """
    business = Business.current()
    if business.drift_confirmed_at is None:
        return 0
    _tell_heads(today)
    settings = _settings(business)
    first, last = days_read(today, business)
    week = last - timedelta(days=6)
    team = read_team()
    known = set(SellerWeek.objects.filter(week=week).values_list("seller_id", flat=True))
    if all(each.pk in known for each in team.people):
        return 0
    log = read(team, first=first, last=last)
    return _write(team, log, week=week, today=today, settings=settings, known=known)


def days_read(today: date, business: Business) -> tuple[date, date]:
    """Give the first and the last day that are looked at: whole weeks, the last full one at their end."""
    week = date_of(int(week_of(day_of(today), business.first_weekday)) - 7)
    return week - timedelta(weeks=_WEEKS - 1), week + timedelta(days=6)


def _settings(business: Business) -> DriftSettings:
    worked = frozenset(business.working_days) & frozenset(range(7)) or SETTINGS.worked
    return replace(SETTINGS, first_weekday=business.first_weekday, worked=worked)


@transaction.atomic
def _write(
    team: Team, log: SellerLog, *, week: date, today: date, settings: DriftSettings, known: set[int]
) -> int:
    connected = Business.current().calls_connected
    end = day_of(week) + 6
    lines = _lines(log, end, settings)
    made = [
        _week(team.people[each.seller], each, lines[each.seller], week=week, today=today, connected=connected)
        for each in read_drift(log, as_of=end, settings=settings)
        if team.people[each.seller].pk not in known
    ]
    SellerWeek.objects.bulk_create(made)
    said = Message("Your week has been read. You see it before anybody else, and you may answer.")
    tell_people([each.seller for each in made], said, reverse("my_weeks"))
    return len(made)


def _week(
    seller: User, reading: DriftReading, lines: _Lines, *, week: date, today: date, connected: bool
) -> SellerWeek:
    if not connected:
        reading = replace(
            reading,
            alarm=False,
            cause="calls_not_connected",
            reason=why_no_alarm("calls_not_connected", 0, 0),
            measures=tuple(replace(each, alarm=False) for each in reading.measures),
        )
    return SellerWeek(
        seller=seller,
        week=week,
        alarm=reading.alarm,
        reading={
            "measured_on": day_of(today),
            "cause": reading.cause,
            "reason": _message(reading.reason),
            "measures": [
                {
                    "name": each.name,
                    "now": _limits(each.now),
                    "before": _limits(each.before),
                    "change": _limits(each.change),
                    "alarm": bool(each.alarm),
                }
                for each in reading.measures
            ],
            "lines": dict(lines),
        },
    )


def _lines(log: SellerLog, as_of: int, settings: DriftSettings) -> list[_Lines]:
    """Give each seller's measures week by week; None where there was nothing to divide by."""
    weeks = weeks_of(log, as_of, settings)
    counted = weekly(log, weeks, settings)
    found: list[_Lines] = []
    for seller, role in enumerate(log.roles):
        mine = {name: each for name, each in counted.items() if KINDS[name].role == role}
        found.append(
            {
                name: [
                    (int(start), float(part / whole) if whole > 0 else None)
                    for start, part, whole in zip(
                        weeks.starts[-_SHOWN:],
                        each.part[seller, -_SHOWN:],
                        np.where(weeks.worked[seller] > 0, each.whole[seller], 0.0)[-_SHOWN:],
                        strict=True,
                    )
                ]
                for name, each in mine.items()
            }
        )
    return found


def _limits(each: Estimate) -> list[float | None]:
    return [
        None if number is None or not np.isfinite(number) else float(number)
        for number in (each.value, each.low, each.high)
    ]


def _message(message: Message | None) -> dict[str, Any] | None:
    if message is None:
        return None
    facts = {name: _plain(value) for name, value in message.facts.items()}
    return {"text": message.text, "facts": facts}


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


@transaction.atomic
def _tell_heads(today: date) -> None:
    """Tell heads of alarms that have begun, and that their seller could see since yesterday at the latest."""
    weeks = SellerWeek.objects.filter(alarm=True, week__gte=today - timedelta(weeks=3))
    for week in weeks.select_related("seller__department__head"):
        if week.reading.get("told") or week.reading.get("measured_on", day_of(today)) >= day_of(today):
            continue
        if not _went_on(week):
            said = Message(
                "{seller}: something has changed in their week. See what, and what they say.",
                {"seller": week.seller.name},
            )
            heads = [each for each in heads_of(week.seller) if each.pk != week.seller_id]
            tell_people(heads, said, reverse("drift_seller", args=[week.seller_id]))
        week.reading["told"] = True
        week.save(update_fields=["reading"])


def _went_on(week: SellerWeek) -> bool:
    """Say whether the week before was an alarm already."""
    return SellerWeek.objects.filter(
        seller=week.seller_id, week=week.week - timedelta(days=7), alarm=True
    ).exists()
