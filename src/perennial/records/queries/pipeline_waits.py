"""How long leads usually stay in each step, and how soon hunters first answer."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from perennial.records.models import LeadMove, User
from perennial.records.queries.pipeline import leads_for

__all__ = ["FEWEST", "Answered", "first_answers", "usual_days"]

#: Stays below this number tell nothing usual.
FEWEST = 10
#: So many of the latest moves are read: enough for a median, few enough for a page.
_LATEST = 5_000
_KEPT, _KEPT_SHORTLY = 3600, 300  # seconds
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """How soon a hunter answered the leads of a month: the median, how many, and how many still wait."""

    hunter: int
    name: str
    wait: timedelta | None
    answered: int
    waiting: int


def usual_days(product: str) -> Mapping[str, float]:
    """Give the median days of past stays in each step, of steps with enough of them; read once an hour."""
    key = f"pipeline-usual-{product}"
    kept: Mapping[str, float] | None = cache.get(key)
    if kept is None:
        kept = _usual(product)
        cache.set(key, kept, _KEPT)
    return kept


def first_answers(user: Any, today: date) -> list[Answered]:
    """Give who answered how soon of the leads that came in this month, the slowest first.

    Kept for some minutes.
    """
    key = f"pipeline-answers-{user.pk}-{today}"
    kept: list[Answered] | None = cache.get(key)
    if kept is None:
        kept = _answers(user, today)
        cache.set(key, kept, _KEPT_SHORTLY)
    return kept


def _answers(user: Any, today: date) -> list[Answered]:
    begin = timezone.make_aware(datetime.combine(today.replace(day=1), time()))
    rows = leads_for(user).filter(entered_at__gte=begin, hunter__isnull=False)
    waits: dict[int, list[timedelta]] = defaultdict(list)
    waiting: dict[int, int] = defaultdict(int)
    for hunter, entered, answered, closed in rows.values_list(
        "hunter_id", "entered_at", "first_answer_at", "closed_at"
    ):
        if answered is not None:
            waits[hunter].append(answered - entered)
        elif closed is None:
            waiting[hunter] += 1
    people = User.objects.filter(pk__in=waits.keys() | waiting.keys())
    found = [
        Answered(
            hunter=pk,
            name=name,
            wait=median(waits[pk]) if waits[pk] else None,  # type: ignore[type-var]
            answered=len(waits[pk]),
            waiting=waiting[pk],
        )
        for pk, name in people.values_list("pk", "name")
    ]
    return sorted(found, key=lambda each: (-(each.wait or timedelta()), each.name))


def _usual(product: str) -> Mapping[str, float]:
    moves = LeadMove.objects.all()
    if product == "rest":
        moves = moves.filter(lead__product__isnull=True)
    elif product.isdecimal():
        moves = moves.filter(lead__product=int(product))
    latest = moves.order_by("-pk").values_list("lead_id", "at", "step", "lead__closed_at")[:_LATEST]
    ways: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    ends: dict[int, datetime | None] = {}
    for lead, at, step, closed in latest:
        ways[lead].append((at, step))
        ends[lead] = closed
    stays: dict[str, list[float]] = defaultdict(list)
    for lead, way in ways.items():
        way.sort(key=lambda came: came[0])
        left = [at for at, _ in way[1:]] + [ends[lead]]
        for (came, step), gone in zip(way, left, strict=True):
            if gone is not None and gone >= came:
                stays[step].append((gone - came) / _DAY)
    return {step: median(days) for step, days in stays.items() if len(days) >= FEWEST}
