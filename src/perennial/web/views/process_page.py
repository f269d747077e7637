"""What the page Process is made of."""

from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from perennial.engine.process.comparison import Comparison
from perennial.engine.process.process_map import Edge
from perennial.engine.process.second_order import after_first_order
from perennial.flows.look_at_process import ProcessLook
from perennial.pictures.process.described import after_first_sentence, weakest_sentence
from perennial.pictures.process.labels import wait_words
from perennial.pictures.process.step_names import full_name
from perennial.pictures.words import Words
from perennial.records.models import AuditEntry, User
from perennial.records.queries.process.processes import Shown
from perennial.records.queries.process.waiting import customers_waiting
from perennial.records.rights import may
from perennial.web.speech import words_of
from perennial.web.views.links import customers_url, url_or_nothing
from perennial.web.views.process_pictures import picture_of
from perennial.web.views.process_seen import MOST_FOLD, Seen, sees_sellers
from perennial.web.views.process_sources import sources_context

__all__ = ["entry_of", "process_context"]

_SHOWN = 20


def process_context(request: HttpRequest, shown: Shown) -> dict[str, Any]:
    """Give what the page shows of a process to somebody."""
    words, seen, leads = words_of(request), Seen.by(request, shown), sees_sellers(request)
    context: dict[str, Any] = {
        "seen": seen,
        "look": seen.look,
        "drawing": shown.drawing,
        "most_fold": MOST_FOLD,
        "picture": picture_of(seen, words),
        "sees_sellers": leads,
        "query": _query(request),
        "done": entry_of(request, request.GET.get("done", "")),
    }
    if seen.look is not None:
        context |= _told(request, seen, seen.look, words)
        context |= sources_context(seen.look.sources, words, sees_money=leads)
    if seen.compared is not None:
        context["compared"] = _compared(seen.compared, shown, words)
    return context


def entry_of(request: HttpRequest, asked: str) -> AuditEntry | None:
    """Give the act by which lines were put on lists."""
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 16
    if not is_number or not may(request.user, "process.edit"):
        return None
    return AuditEntry.objects.filter(pk=int(asked), act="process.today").first()


def _query(request: HttpRequest) -> str:
    """Give what the page was asked for besides the view and the fold, to be asked for again."""
    asked = request.GET.copy()
    for name in ("view", "fold", "done"):
        asked.pop(name, None)
    return asked.urlencode()


def _told(request: HttpRequest, seen: Seen, look: ProcessLook, words: Words) -> dict[str, Any]:
    found, arrow = look.understood, look.weakest
    several = len(found.orders) > 1
    after = after_first_order(found.whole, seen.shown.drawing, found.orders) if several else None
    waiting = customers_waiting(request.user, (each.case_id for each in look.waiting), most=5 * _SHOWN)
    return {
        "weakest": weakest_sentence(found.weakest, words, orders=bool(found.orders)),
        "after_first": after_first_sentence(after, words) if after else "",
        "arrow": arrow,
        "groups": _groups(look, words) if arrow else [],
        "horizon": round(arrow.horizon_days) if arrow else 0,
        "certainty": found.weakest.certainty,
        "waiting": _waiting(look, waiting[:_SHOWN]),
        "waiting_count": len(look.waiting),
        "may_put": may(request.user, "process.edit") and seen.is_whole and bool(waiting),
        "arrows": [_arrow_row(edge, words, request) for edge in found.whole.edges],
    }


def _waiting(look: ProcessLook, customers: Any) -> list[dict[str, Any]]:
    since = {each.case_id: look.facts.as_of - each.since for each in look.waiting}
    return [
        {"customer": each, "days": round(since[str(each.pk)]), "url": url_or_nothing("customer", each.pk)}
        for each in customers
    ]


def _groups(look: ProcessLook, words: Words) -> list[dict[str, Any]]:
    arrow = look.weakest
    assert arrow is not None  # asked for only where there is one
    names = _people(look) if look.understood.by == "seller" else {}
    return [
        {
            "name": names.get(group.name, group.name),
            "url": customers_url(owner=group.name) if group.name in names else "",
            "cases": group.trials,
            "went": group.successes,
            "share": words.fact(group.share, "percent"),
            "better": group.better,
        }
        for group in arrow.groups
    ]


def _people(look: ProcessLook) -> Mapping[str, str]:
    arrow = look.weakest
    numbers = [int(group.name) for group in arrow.groups if group.name.isdigit()] if arrow else []
    return {str(pk): name for pk, name in User.objects.filter(pk__in=numbers).values_list("pk", "name")}


def _arrow_row(edge: Edge, words: Words, request: HttpRequest) -> dict[str, Any]:
    asked = urlencode({"step": edge.source, "next": edge.target})
    return {
        "url": f"{reverse('process_arrow')}?{asked}&{_query(request)}",
        "source": full_name(edge.source, words.language),
        "target": full_name(edge.target, words.language),
        "count": edge.count,
        "share": edge.share,
        "wait": wait_words(edge.median_days, words),
    }


_Kind = Literal["untaken", "undrawn", "skipped", "absent", "beside"]


def _compared(found: Comparison, shown: Shown, words: Words) -> dict[_Kind, list[dict[str, Any]]]:
    """List what was drawn and does not happen, and what happens and was not drawn."""
    drawing = shown.drawing
    labels = {node.id: node.label for node in drawing.nodes} if drawing else {}

    def name(step: str) -> str:
        return labels.get(step) or full_name(step, words.language)

    def way(source: str, target: str) -> str:
        return f"{name(source)} → {name(target)}"

    return {
        "untaken": [{"what": way(each.source, each.target)} for each in found.untaken],
        "undrawn": [
            {"what": way(each.source, each.target), "count": each.count, "share": each.share}
            for each in found.undrawn
        ],
        "skipped": [{"what": name(each.activity), "count": each.count} for each in found.skipped],
        "absent": [{"what": name(step)} for step in found.absent],
        "beside": [{"what": name(each.activity), "count": each.count} for each in found.beside],
    }
