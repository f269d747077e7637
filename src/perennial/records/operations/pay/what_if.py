"""What the last twelve months would have paid under a changed plan, reckoned in the background."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from perennial.pay.lines.what_if import WouldHavePaid, what_would_have_paid
from perennial.pay.plans.storage import plan_from_json
from perennial.records.models import Business, Order
from perennial.records.operations.pay.write_lines import count_by_month, in_portions
from perennial.records.queries.pay.facts import pay_facts
from perennial.records.queries.pay.plans import all_plans

__all__ = ["WhatIf", "ask_what_if", "draft_of", "what_if_of"]

_KEPT = 7 * 24 * 3600
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The answer: the months, and by seller's id what was paid and what would have been."""

    first: str
    last: str
    now: dict[int, Decimal]
    changed: dict[int, Decimal]


def ask_what_if(rules: dict[str, object]) -> str:
    """Keep a changed plan as a draft for a week and have it reckoned; give its key."""
    key = hashlib.sha256(json.dumps(rules, sort_keys=True).encode()).hexdigest()[:24]
    cache.set(_draft(key), rules, _KEPT)
    cache.delete(_answer(key))
    reckon_what_if.enqueue(key, timezone.localdate().isoformat())
    return key


def draft_of(key: str) -> dict[str, object] | None:
    """Give a draft; None where it is forgotten."""
    found = cache.get(_draft(key))
    return found if isinstance(found, dict) else None


def what_if_of(key: str) -> WhatIf | None:
    """Give the answer; None while it is reckoned."""
    found = cache.get(_answer(key))
    return found if isinstance(found, WhatIf) else None


@task()
def reckon_what_if(key: str, today: str) -> None:
    """Reckon a draft over the twelve whole months before a day."""
    rules = draft_of(key)
    if rules is None:
        return
    first, last = _span(date.fromisoformat(today))
    now, changed = defaultdict[int, Decimal](Decimal), defaultdict[int, Decimal](Decimal)
    business, plans, plan = Business.current(), all_plans(), plan_from_json(rules)
    for some in _portions(first, whole=count_by_month([*plans, plan])):
        found = what_would_have_paid(plans, plan, pay_facts(business, some), first=first, last=last)
        _add(now, changed, found)
    answer = WhatIf(first=first, last=last, now=dict(now), changed=dict(changed))
    cache.set(_answer(key), answer, _KEPT)


def _add(now: dict[int, Decimal], changed: dict[int, Decimal], found: WouldHavePaid) -> None:
    for each in found.sellers:
        now[int(each.seller or 0)] += each.now
        changed[int(each.seller or 0)] += each.changed


def _span(today: date) -> tuple[str, str]:
    """Give the first and the last of the twelve whole months before a day."""
    ends = today.year * 12 + today.month - 1  # months since year 0, this one not included
    return _month(ends - _MONTHS), _month(ends - 1)


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _portions(first: str, *, whole: bool) -> Iterable[list[int] | None]:
    """Give whose orders may pay in the months, some at a time; everybody at once where months count."""
    if whole:
        return [None]
    since = date.fromisoformat(f"{first}-01")
    asked = Q(day__gte=since) | Q(fully_paid_on__gte=since) | Q(payments__day__gte=since)
    orders = Order.objects.filter(asked).order_by("customer")
    return in_portions(set(orders.values_list("customer", flat=True).distinct()))


def _draft(key: str) -> str:
    return f"pay-draft:{key}"


def _answer(key: str) -> str:
    return f"pay-what-if:{key}"
