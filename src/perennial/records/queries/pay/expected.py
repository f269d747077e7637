"""What one order pays its sellers once all its money has come: reckoned, not written."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from perennial.core.message import Message
from perennial.pay.lines.facts import PayFacts, Payment
from perennial.pay.lines.line import PayLine
from perennial.pay.lines.reckoning import lines_of
from perennial.pay.plans.plan import PayPlan, plan_on
from perennial.records.models import Business, Order, User
from perennial.records.models import PayLine as Row
from perennial.records.queries.pay.facts import pay_facts
from perennial.records.queries.pay.plans import all_plans

__all__ = ["Expected", "expected_of"]

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What an order pays a seller.

    Attributes
    ----------
    seller, amount, why
        Who, how much in all, and by which rule.
    has_come
        Whether its money has come, so that all of it is due.
    by_month
        Whether the plan has thresholds or a cap: what a month has in all may change the sum.
    line
        The line of the ledger; None where none is written yet.
    """

    seller: User
    amount: Decimal
    why: Message
    has_come: bool
    by_month: bool
    line: Row | None


def expected_of(order: Order, people: "QuerySet[User]", *, today: date) -> list[Expected]:
    """Give what an order pays each of these people, the most first; nothing without a plan on its day."""
    plans = all_plans()
    plan = plan_on(plans, order.day)
    if plan is None:
        return []
    facts = pay_facts(Business.current(), [order.customer_id])
    due = _sums(_own(lines_of(plans, facts), order))
    whole = _own(lines_of(plans, _paid_in_full(facts, str(order.pk), today)), order)
    sums, written = _sums(whole), _written(order)
    known = people.in_bulk([int(seller) for seller in sums])
    found = [
        Expected(
            seller=known[int(seller)],
            amount=amount,
            why=_why([line for line in whole if line.seller == seller], plan),
            has_come=due.get(seller, _ZERO) == amount,
            by_month=bool(plan.thresholds) or plan.cap is not None,
            line=written.get(int(seller)),
        )
        for seller, amount in sums.items()
        if amount > 0 and int(seller) in known
    ]
    return sorted(found, key=lambda each: (-each.amount, each.seller.name))


def _paid_in_full(facts: PayFacts, order: str, today: date) -> PayFacts:
    """Add the money that an order still lacks, as if it came today."""
    costs = sum((part.amount for each in facts.orders if each.order == order for part in each.parts), _ZERO)
    left = costs - sum((each.amount for each in facts.payments if each.order == order), _ZERO)
    if left <= 0:
        return facts
    rest = Payment(payment=f"{order}.expected", order=order, day=today, amount=left)
    return replace(facts, payments=[*facts.payments, rest])


def _own(lines: Sequence[PayLine], order: Order) -> list[PayLine]:
    return [line for line in lines if line.order == str(order.pk)]


def _sums(lines: Sequence[PayLine]) -> Mapping[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        found[line.seller] += line.amount
    return found


def _written(order: Order) -> dict[int, Row]:
    """Give the first line that is written for each seller."""
    rows = Row.objects.filter(order_key=order.pk, correction=False, amount__gt=0).order_by("-pk")
    return {row.seller_id: row for row in rows}


def _why(lines: Sequence[PayLine], plan: PayPlan) -> Message:
    """Name the rule where one rate holds for all of it; else only the plan."""
    first, rates = lines[0], {line.rate for line in lines if line.rule != "rounding"}
    why = first.reason.facts.get("why")
    if len(rates) > 1 or not first.rate or not isinstance(why, Message):
        return Message("plan {plan}", {"plan": plan.version})
    facts = {"rate": float(first.rate), "why": why, "plan": plan.version}
    return Message("{rate:percent_exact}, {why}; plan {plan}", facts)
