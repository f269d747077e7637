"""What the filters of the list are called on their pills."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from perennial.core.days import day_of
from perennial.pictures.words import Words
from perennial.records.models import Product, Tag
from perennial.records.models.words import LeaveWhy, Role, Stage
from perennial.records.queries.customer_list import CustomerList
from perennial.records.queries.visible import sellers_for

__all__ = ["Names", "Pill", "pills_of"]

_MOST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names by which filters are chosen: of people, products and tags by their id."""

    people: Mapping[int, str]
    products: Mapping[int, str]
    tags: Mapping[int, str]

    @classmethod
    def of(cls, user: Any) -> "Names":
        """Read the names that somebody may choose from."""
        people = sellers_for(user, "customer.see").exclude(role=Role.ANALYST).order_by("name")
        return cls(
            people=dict(people.values_list("pk", "name")),
            products=dict(Product.objects.order_by("name").values_list("pk", "name")[:_MOST]),
            tags=dict(Tag.objects.order_by("name").values_list("pk", "name")[:_MOST]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pill:
    """A filter that is on: its words, and the query without it."""

    text: str
    without: str


def pills_of(found: CustomerList, names: Names, words: Words, query: str) -> list[Pill]:
    """Give a pill for the search and for each filter that is on."""
    applied = [*([("q", found.sought)] if found.sought else []), *found.applied]
    return [
        Pill(text=_WORDS[name](value, names, words), without=_without(query, name, value))
        for name, value in applied
    ]


def _without(query: str, name: str, value: str) -> str:
    rest = QueryDict(query, mutable=True)
    rest.setlist(name, [each for each in rest.getlist(name) if each != value])
    return rest.urlencode()


def _pair(label: str, value: str) -> str:
    return f"{label}: {value}"


def _stage(value: str, names: Names, words: Words) -> str:
    del names, words
    return _pair(_("Stage"), _("no purchase yet") if value == "none" else str(Stage(value).label))


def _owner(value: str, names: Names, words: Words) -> str:
    del words
    return _pair(_("Owner"), _person(value, names))


def _hunter(value: str, names: Names, words: Words) -> str:
    del words
    return _pair(_("Won by"), _person(value, names))


def _person(value: str, names: Names) -> str:
    if value == "none":
        return _("nobody")
    return _("me") if value == "me" else names.people.get(int(value), f"#{value}")


def _product(value: str, names: Names, words: Words) -> str:
    del words
    name = _("not known") if value == "none" else names.products.get(int(value), f"#{value}")
    return _pair(_("Product"), name)


def _tag(value: str, names: Names, words: Words) -> str:
    del words
    return _pair(_("Tag"), names.tags.get(int(value), f"#{value}"))


def _source(value: str, names: Names, words: Words) -> str:
    del names, words
    return _pair(_("How they learned of us"), _("not known") if value == "none" else value)


def _touch(value: str, names: Names, words: Words) -> str:
    del names, words
    return _("A touch is planned") if value == "open" else _("No touch is planned")


def _mistake(value: str, names: Names, words: Words) -> str:
    del names, words
    return _("Serious mistake not put right") if value == "open" else _("Serious mistake")


def _reason(value: str, names: Names, words: Words) -> str:
    del names, words
    return _pair(_("Left because"), str(LeaveWhy(value).label))


_Label = Callable[[str, Names, Words], str]


def _day(value: str) -> int:
    return day_of(date.fromisoformat(value))


def _amount(value: str) -> float:
    return float(value.replace(",", "."))


_WORDS: Mapping[str, _Label] = {
    "q": lambda value, _names, _words: _pair(pgettext("filter", "Search"), value),
    "stage": _stage,
    "owner": _owner,
    "hunter": _hunter,
    "product": _product,
    "tag": _tag,
    "source": _source,
    "leaving": lambda value, _names, words: words.say("Leaving within {n:days}", n=int(value)),
    "churn_from": lambda value, _names, words: words.say("Leaving date from {day:date}", day=_day(value)),
    "churn_to": lambda value, _names, words: words.say("Leaving date up to {day:date}", day=_day(value)),
    "due": lambda value, _names, words: words.say("Next order expected within {n:days}", n=int(value)),
    "late": lambda _value, _names, _words: _("Late"),
    "touch": _touch,
    "renew": lambda value, _names, words: words.say("Paid period ends within {n:days}", n=int(value)),
    "risk_min": lambda value, _names, words: words.say("At risk from {sum:money}", sum=_amount(value)),
    "risk_max": lambda value, _names, words: words.say("At risk up to {sum:money}", sum=_amount(value)),
    "purchases_min": lambda value, _names, words: words.say("From {n:purchases_of}", n=int(_amount(value))),
    "purchases_max": lambda value, _names, words: words.say("Up to {n:purchases_of}", n=int(_amount(value))),
    "silent": lambda value, _names, words: words.say("No order for {n:days}", n=int(value)),
    "last_from": lambda value, _names, words: words.say("Last order from {day:date}", day=_day(value)),
    "last_to": lambda value, _names, words: words.say("Last order up to {day:date}", day=_day(value)),
    "first_from": lambda value, _names, words: words.say("First order from {day:date}", day=_day(value)),
    "first_to": lambda value, _names, words: words.say("First order up to {day:date}", day=_day(value)),
    "mistake": _mistake,
    "reason": _reason,
    "lead": lambda _value, _names, _words: _("Work on a first sale is open"),
}
