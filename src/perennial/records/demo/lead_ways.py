"""How the leads of the invented company went from step to step, and what hunters mean to do next."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median

from django.db.models import F, OuterRef, Subquery
from django.utils import translation
from django.utils.translation import gettext, pgettext

from perennial.core.days import NO_DAY, date_of
from perennial.records.demo.cast import Cast
from perennial.records.demo.customers import lead_steps
from perennial.records.demo.write_rows import write_rows
from perennial.records.models import Lead, LeadMove, Order
from perennial.records.operations.answer_leads import answer_leads

__all__ = ["answer_all", "go_ways", "plan_next"]

_DAYS = {"new": "entered", "contact": "contact_day", "meeting": "meeting_day", "offer": "offer_day"}
_MORNING, _SPREAD = 10 * 60, 7 * 60
_TEN = Decimal(10)
_AT_ONCE = 500


def plan_next(
    cast: Cast, leads: Mapping[str, Lead], orders: Mapping[str, tuple[Order, ...]]
) -> Mapping[str, Lead]:
    """Set since when each stands in its step; of open ones what is next, and what they may bring."""
    usual, actions = _first_sums(orders), _actions(cast.company.language)
    today = date_of(cast.company.last_day) + timedelta(days=1)
    ways = dict(_ways(cast))
    for place, (number, lead) in enumerate(leads.items()):
        step, lead.step_since = ways[number][-1]
        if lead.closed_at is None and step != "new":
            lead.next_action = actions[step]
            lead.next_on = today + timedelta(days=place % 9 - 2)
            mean = usual.get(lead.product_id or 0)
            lead.value = mean and (mean * (8 + place % 5) / _TEN).quantize(_TEN)
    return leads


def go_ways(cast: Cast, leads: Mapping[str, Lead]) -> None:
    """Write the steps that leads came to."""
    names = lead_steps(cast.company.language)
    write_rows(
        LeadMove(lead=leads[number], step=names[step], at=at, by=leads[number].hunter)
        for number, way in _ways(cast)
        for step, at in way
    )


def answer_all(leads: Mapping[str, Lead]) -> None:
    """Set when each was first answered, as the touches tell, or the step that an answer leads to."""
    whose = sorted({lead.customer_id for lead in leads.values()})
    for at in range(0, len(whose), _AT_ONCE):
        answer_leads(whose[at : at + _AT_ONCE])
    silent = Lead.objects.filter(first_answer_at__isnull=True, moves__at__gt=F("entered_at"))
    answered = LeadMove.objects.filter(lead=OuterRef("pk"), at__gt=OuterRef("entered_at")).order_by("at")
    silent.update(first_answer_at=Subquery(answered.values("at")[:1]))


def _ways(cast: Cast) -> Iterator[tuple[str, list[tuple[str, datetime]]]]:
    table = cast.company.leads
    columns = [getattr(table, name).tolist() for name in _DAYS.values()]
    minutes = table.entered_minute.tolist()
    for place, number in enumerate(table.lead_id.tolist()):
        way = list[tuple[str, datetime]]()
        for turn, step in enumerate(_DAYS):
            if (day := columns[turn][place]) == NO_DAY:
                continue
            minute = minutes[place] if step == "new" else _MORNING + (place * 37 + turn * 101) % _SPREAD
            at = cast.clock.at(day, minute)
            way.append((step, max(at, way[-1][1] + timedelta(hours=1)) if way else at))
        yield number, way


def _first_sums(orders: Mapping[str, tuple[Order, ...]]) -> Mapping[int, Decimal]:
    """Give the median first order of each product."""
    sums: dict[int, list[Decimal]] = defaultdict(list)
    for first in (row[0] for row in orders.values() if row):
        if first.product_id and first.amount:
            sums[first.product_id].append(first.amount)
    return {product: median(amounts) for product, amounts in sums.items()}


def _actions(language: str) -> Mapping[str, str]:
    with translation.override(language):
        return {
            "contact": gettext("Call"),
            "meeting": pgettext("lead", "Send the offer"),
            "offer": gettext("Agree on the contract"),
        }
