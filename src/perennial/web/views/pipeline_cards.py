"""How a lead stands on the board: how long in its step against the usual, what is next, who still waits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perennial.core.message import Message
from perennial.records.models import Lead
from perennial.records.queries.pipeline import PAGE, Column

__all__ = ["Card", "Shown", "cards_of", "columns_shown", "stands", "waited"]

Age = Literal["usual", "longer", "much", "unknown"]

_WORDS: Mapping[Age, Any] = {
    "usual": _("as long as usual"),
    "longer": _("longer than usual"),
    "much": _("much longer than usual"),
    "unknown": "",
}
_MUCH = 2
_DAY = timedelta(days=1)
_HOUR, _TWO_DAYS = 60, 2880  # in minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A lead as the board shows it; `waits` says how long a new one has been waiting for a first answer."""

    lead: Lead
    days: int
    age: Age
    age_words: Any
    is_overdue: bool
    waits: Message | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A column as the board shows it, with the days that leads usually stay in its step."""

    column: Column
    cards: list[Card]
    usual: float | None
    more: int


def columns_shown(columns: Iterable[Column], usual: Mapping[str, float], now: datetime) -> list[Shown]:
    """Give the columns with their cards; `more` is where the next page begins, 0 where there is none."""
    return [
        Shown(
            column=each,
            cards=cards_of(each.leads, usual.get(each.step.name), now),
            usual=usual.get(each.step.name),
            more=PAGE if each.count > PAGE else 0,
        )
        for each in columns
    ]


def cards_of(leads: Iterable[Lead], usual: float | None, now: datetime) -> list[Card]:
    """Give the cards of one step."""
    today = timezone.localdate(now)
    return [_card(lead, usual, now, today) for lead in leads]


def waited(span: timedelta) -> Message:
    """Say how long somebody has waited: in minutes, hours or days."""
    minutes = max(int(span.total_seconds() // 60), 0)
    if minutes < _HOUR:
        return Message("{n:minutes}", {"n": minutes})
    if minutes < _TWO_DAYS:
        return Message("{n:hours}", {"n": minutes // _HOUR})
    return Message("{n:days}", {"n": span.days})


def stands(days: float, usual: float | None) -> Age:
    """Compare a stay with the usual one."""
    if usual is None:
        return "unknown"
    if days <= max(usual, 1):
        return "usual"
    return "longer" if days <= _MUCH * max(usual, 1) else "much"


def _card(lead: Lead, usual: float | None, now: datetime, today: date) -> Card:
    stay = now - lead.step_since
    age = stands(stay / _DAY, usual)
    return Card(
        lead=lead,
        days=max(stay.days, 0),
        age=age,
        age_words=_WORDS[age],
        is_overdue=lead.next_on is not None and lead.next_on < today,
        waits=waited(now - lead.entered_at) if lead.first_answer_at is None else None,
    )
