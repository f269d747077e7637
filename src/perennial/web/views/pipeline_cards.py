"""How a lead stands on the board: how long in its step against the usual, what is next, who still waits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from perennial.core.message import Message
from perennial.pictures.words import Words
from perennial.records.models import Lead
from perennial.records.queries.pipeline import PAGE, Column

__all__ = ["Card", "CardWords", "Shown", "cards_of", "columns_shown", "stands", "waited"]

Age = Literal["usual", "longer", "much", "unknown"]

_WORDS: Mapping[Age, str] = {
    "usual": gettext_noop("as long as usual"),
    "longer": gettext_noop("longer than usual"),
    "much": gettext_noop("much longer than usual"),
}
_MUCH = 2
_DAY = timedelta(days=1)
_HOUR, _TWO_DAYS = 60, 2880  # in minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A lead as the board shows it, in words; `waits` says how long a new one has waited for an answer."""

    lead: Lead
    key: str
    url: str
    age: Age
    age_words: str
    next_on: str
    is_overdue: bool
    waits: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A column as the board shows it, with the days that leads usually stay in its step."""

    column: Column
    cards: list[Card]
    usual: float | None
    more: int


class CardWords:
    """Writes days, dates and sums of a moment, each once: a board of hundreds of cards says few of them."""

    def __init__(self, words: Words, now: datetime, base: str) -> None:
        self.words, self.now, self.today, self.base = words, now, timezone.localdate(now), base
        self._said: dict[tuple[Any, ...], str] = {}

    def age(self, days: int, age: Age) -> str:
        """Say how many days a stay has lasted, and how that compares."""
        return self._once(("age", days, age), lambda: self._age(days, age))

    def wait(self, entered: datetime) -> str:
        """Say how long somebody has waited since they came in."""
        told = waited(self.now - entered)
        return self._once((told.text, told.facts["n"]), lambda: self.words.say(told))

    def fact(self, value: Any, kind: str) -> str:
        """Write a date or a sum; nothing where there is none."""
        return "" if value is None else self._once((kind, value), lambda: self.words.fact(value, kind))

    def _age(self, days: int, age: Age) -> str:
        if age not in _WORDS:
            return self.words.say("{n:days} in this step", n=days)
        stay = self.words.fact(days, "days") if days else gettext("since today")
        return f"{stay}, {gettext(_WORDS[age])}"

    def _once(self, key: tuple[Any, ...], say: Any) -> str:
        if key not in self._said:
            self._said[key] = say()
        return self._said[key]


def columns_shown(columns: Iterable[Column], usual: Mapping[str, float], words: CardWords) -> list[Shown]:
    """Give the columns with their cards; `more` is where the next page begins, 0 where there is none."""
    return [
        Shown(
            column=each,
            cards=cards_of(each.leads, usual.get(each.step.name), words),
            usual=usual.get(each.step.name),
            more=PAGE if each.count > PAGE else 0,
        )
        for each in columns
    ]


def cards_of(leads: Iterable[Lead], usual: float | None, words: CardWords) -> list[Card]:
    """Give the cards of one step."""
    return [_card(lead, usual, words) for lead in leads]


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


def _card(lead: Lead, usual: float | None, words: CardWords) -> Card:
    stay = words.now - lead.step_since
    age = stands(stay / _DAY, usual)
    return Card(
        lead=lead,
        key=str(lead.pk),
        url=f"{words.base}{lead.pk}/",
        age=age,
        age_words=words.age(max(stay.days, 0), age),
        next_on=words.fact(lead.next_on, "date_short"),
        is_overdue=_is_before(lead.next_on, words.today),
        waits=words.wait(lead.entered_at) if lead.first_answer_at is None else "",
        value=words.fact(lead.value, "money"),
    )


def _is_before(day: date | None, today: date) -> bool:
    return day is not None and day < today
