"""What the Overview is made of."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from perennial.core.days import day_of
from perennial.core.message import Message
from perennial.pictures.names import STAGE_GROUPS, called
from perennial.pictures.report.contents import ReportContents
from perennial.pictures.report.leaving_words import leaving_sentences
from perennial.pictures.report.lengthening import wait_a_year_before
from perennial.records.models import Customer, Order, RefreshRun
from perennial.records.queries.money_lost import money_lost
from perennial.records.queries.overview import (
    STEPPING,
    Base,
    base_now,
    handoffs_waiting,
    most_at_risk,
    touches_of_week,
)
from perennial.records.queries.rhythms import rhythms_of
from perennial.records.queries.trials.kept import money_kept
from perennial.records.rights import may
from perennial.web.speech import words_of
from perennial.web.views.links import customers_url, url_or_nothing
from perennial.web.views.process_overview import weakest_line
from perennial.web.views.record_words import record_sentences
from perennial.web.views.wait_words import growing_wait

__all__ = ["overview_context", "what_is_missing"]

_STAGES = ("new", "one_time", "repeat", "regular", "returned", "leaving", "left")
_OLD = 2  # days after which forecasts are told to be old


def overview_context(
    request: HttpRequest, figures: ReportContents, done: RefreshRun | None
) -> dict[str, Any]:
    """Give what the page shows to somebody, from what was learnt and what stands in the records now."""
    today, words = timezone.localdate(), words_of(request)
    step = figures.ladder.regular_from - 1
    run = 0 if done is None else done.pk
    base = base_now(request.user, today=today, regular_from=step + 1, run=run)
    return {
        "today": today,
        "figures": figures,
        "base": base,
        "stages": _stages(base, words.language),
        "moves": list(_moves(base)),
        "waits": list(_waits(figures)),
        "leaving_words": list(leaving_sentences(figures, words)),
        "growing": growing_wait(figures),
        "at_risk": base.money.get("leaving", 0.0),
        "leaving": base.customers.get("leaving", 0),
        "leaving_url": customers_url(stage="leaving"),
        "top": _with_rhythms(most_at_risk(request.user), today),
        "kept": money_kept(),
        **_lost(request, today),
        "step": step,
        "step_url": customers_url(purchases_min=step, purchases_max=step, stage=list(STEPPING)),
        "ownerless_url": customers_url(owner="none"),
        "sellers": touches_of_week(request.user, today=today),
        "weakest": weakest_line(request),
        "handoffs": handoffs_waiting(request.user),
        "handoffs_url": url_or_nothing("departments"),
        "record": record_sentences(figures, {} if done is None else done.counts, words),
        "record_url": customers_url(stage="left"),
        "ended": figures.as_of if day_of(today) - figures.as_of > _OLD else None,
    }


def what_is_missing(request: HttpRequest) -> dict[str, Any]:
    """Say what a house without forecasts lacks, and where that is mended."""
    return {
        "has_orders": Order.objects.exists(),
        "has_customers": Customer.objects.filter(erased_at__isnull=True).exists(),
        "import_url": url_or_nothing("import_new") if may(request.user, "import") else "",
        "add_url": url_or_nothing("customer_add") if may(request.user, "customer.add") else "",
    }


def _stages(base: Base, language: str) -> list[dict[str, Any]]:
    return [
        {
            "stage": stage,
            "name": called(STAGE_GROUPS, stage, language),
            "count": base.customers.get(stage, 0),
            "url": customers_url(stage=stage),
            "share": base.customers.get(stage, 0) / max(base.total, 1),
        }
        for stage in _STAGES
    ]


def _moves(base: Base) -> Iterator[tuple[Message, str]]:
    """Say what moved this month, each with the customers behind it."""
    since = base.month[0].isoformat()
    if any((*base.new, *base.left, *base.back)):
        yield (
            Message(
                "New this month: {now:customers}; in as many days of the last month: {before:number}.",
                {"now": base.new[0], "before": base.new[1]},
            ),
            customers_url(first_from=since),
        )
        yield (
            Message(
                "Came back after having left: {now:customers}; a month ago: {before:number}.",
                {"now": base.back[0], "before": base.back[1]},
            ),
            customers_url(stage="returned", last_from=since),
        )
        yield (
            Message(
                "Left this month: {now:customers}; a month ago: {before:number}.",
                {"now": base.left[0], "before": base.left[1]},
            ),
            customers_url(churn_from=since, churn_to=base.month[1].isoformat(), stage="left"),
        )


def _waits(figures: ReportContents) -> Iterator[Message]:
    """Say how long it takes until the next purchase, and how long it took a year ago."""
    found, known = figures.next_purchase, wait_a_year_before(figures.next_purchase)
    if known is None:
        if found.usual_gap_days is not None:
            yield Message(
                "The usual gap is {gap:days}: half of those who return do so sooner, half later.",
                {"gap": found.usual_gap_days},
            )
        return
    last, before = known
    if before is None:
        yield Message(
            "After a purchase in {month:month_in}, those who came back took {wait:days} on average.",
            {"month": last.month, "wait": last.mean_wait_days.value},
        )
        return
    yield Message(
        "After a purchase in {month:month_in}, those who came back took {wait:days} on average; "
        "in {earlier:month_in}, {before:days}.",
        {
            "month": last.month,
            "wait": last.mean_wait_days.value,
            "earlier": before.month,
            "before": before.mean_wait_days.value,
        },
    )


def _with_rhythms(customers: list[Customer], today: date) -> list[dict[str, Any]]:
    rhythms = rhythms_of(customers, today=today)
    return [
        {"customer": each, "rhythm": rhythms.get(each.pk), "url": url_or_nothing("customer", each.pk)}
        for each in customers
    ]


def _lost(request: HttpRequest, today: date) -> dict[str, Any]:
    lost = money_lost(request.user, today=today)
    most = max((each.money for each in lost), default=0.0)
    return {
        "lost": [
            {
                "lost": each,
                "percent": round(100 * each.money / most) if most else 0,
                "url": customers_url(reason=each.reason),
            }
            for each in lost
        ],
        "lost_money": sum(each.money for each in lost),
        "lost_customers": sum(each.customers for each in lost),
    }
