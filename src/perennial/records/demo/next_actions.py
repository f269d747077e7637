"""What hunters of the invented company mean to do next with their leads, and when they first answered."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from statistics import median

from django.db.models import F, OuterRef, Subquery
from django.utils import translation
from django.utils.translation import gettext, pgettext

from perennial.core.days import date_of
from perennial.records.demo.cast import Cast
from perennial.records.demo.customers import lead_steps
from perennial.records.models import Lead, LeadMove, Order

__all__ = ["answer_silent", "plan_next"]

_TEN = Decimal(10)


def plan_next(
    cast: Cast, leads: Mapping[str, Lead], orders: Mapping[str, tuple[Order, ...]]
) -> Mapping[str, Lead]:
    """Set what is next with those that are open, and what they may bring."""
    usual, actions = _first_sums(orders), _actions(cast.company.language)
    today = date_of(cast.company.last_day) + timedelta(days=1)
    codes = {name: code for code, name in lead_steps(cast.company.language).items()}
    for place, lead in enumerate(leads.values()):
        step = codes[lead.lead_step]
        if lead.closed_at is None and step in actions:
            lead.next_action = actions[step]
            lead.next_on = today + timedelta(days=place % 9 - 2)
            mean = usual.get(lead.product_id or 0)
            lead.value = mean and (mean * (8 + place % 5) / _TEN).quantize(_TEN)
    return leads


def answer_silent() -> None:
    """Have leads that went on without a touch answered by their second step."""
    silent = Lead.objects.filter(first_answer_at__isnull=True, moves__at__gt=F("entered_at"))
    answered = LeadMove.objects.filter(lead=OuterRef("pk"), at__gt=OuterRef("entered_at")).order_by("at")
    silent.update(first_answer_at=Subquery(answered.values("at")[:1]))


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
