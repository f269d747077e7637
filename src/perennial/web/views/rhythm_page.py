"""What the page Rhythm is made of: the report's sections, each with the customers behind it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from perennial.core.message import Message
from perennial.pictures.report.contents import ReportContents
from perennial.pictures.report.fragments import Fragment
from perennial.pictures.report.lengthening import wait_a_year_before
from perennial.pictures.words import Words
from perennial.records.models import Business, Product, RefreshRun
from perennial.web.speech import words_of
from perennial.web.views.links import customers_url
from perennial.web.views.record_words import own_record_sentences
from perennial.web.views.wait_words import growing_wait

__all__ = ["rhythm_context"]

_Link = tuple[str, str]
_RUNGS_AT_LEAST = 4


def rhythm_context(
    request: HttpRequest,
    figures: ReportContents,
    fragments: Mapping[str, Fragment],
    done: RefreshRun | None,
) -> dict[str, Any]:
    """Give what the page shows."""
    words = words_of(request)
    business: Business = getattr(request, "business", None) or Business.current()
    links = _links(figures, words)
    return {
        "figures": figures,
        "answers": fragments.get("short"),
        "sections": [
            {"key": key, "fragment": fragment, "links": links.get(key, [])}
            for key, fragment in fragments.items()
            if key != "short"
        ],
        "alarms": list(_alarms(figures, business)),
        "own_record": own_record_sentences({} if done is None else done.counts, words),
    }


def _alarms(figures: ReportContents, business: Business) -> list[tuple[str, Message]]:
    """Hold the wait against the target, and say when it grows."""
    said: list[tuple[str, Message]] = []
    growing, known = growing_wait(figures), wait_a_year_before(figures.next_purchase)
    if growing is not None:
        said.append(("red", growing))
    target = business.wait_target_days
    if target is not None and known is not None and known[0].mean_wait_days.value is not None:
        wait = known[0].mean_wait_days.value
        facts = {"target": target, "wait": wait, "month": known[0].month}
        kept = Message("Your target is {target:days}, and {month:month} keeps to it with {wait:days}.", facts)
        above = Message("Your target is {target:days}; {month:month} is above it with {wait:days}.", facts)
        said.append(("", kept) if wait <= target else ("amber", above))
    return said


def _links(figures: ReportContents, words: Words) -> dict[str, list[_Link]]:
    """Give the customers behind each section."""
    late = (words.say("late"), customers_url(late=1))
    due = (words.say("expected within a week"), customers_url(due=7))
    leaving = (words.say("leaving"), customers_url(stage="leaving"))
    left = (words.say("have left"), customers_url(stage="left"))
    last = max(figures.ladder.regular_from, _RUNGS_AT_LEAST)
    rungs = [
        (words.say("{n:purchases}", n=n), customers_url(purchases_min=n, purchases_max=n))
        for n in range(1, last)
    ]
    more = (words.say("{n:purchases} or more", n=last), customers_url(purchases_min=last))
    named = {name for name, _ in figures.lifetime_by_product}
    products = _products({each.name for each in figures.next_purchase.by_product} | named)
    return {
        "months": [due, late],
        "ladder": [*rungs, more],
        "waits": [due, late, *products],
        "lifetime": [(words.say("leave within two weeks"), customers_url(leaving=14)), leaving, left],
        "record": [left],
    }


def _products(names: set[str]) -> list[_Link]:
    found = Product.objects.filter(name__in=names).order_by("name").values_list("pk", "name")
    return [(name, customers_url(product=pk)) for pk, name in found]
