"""Lines that somebody decided on by hand, as where a dispute was settled with a sum."""

from collections.abc import Iterator
from decimal import Decimal

from perennial.core.days import day_of
from perennial.core.message import Message
from perennial.pay.lines.facts import Decision, Order, PayFacts
from perennial.pay.lines.line import PayLine, month_of

__all__ = ["decision_lines"]


def decision_lines(facts: PayFacts) -> Iterator[PayLine]:
    """Give a line for each decision; caps do not hold for them."""
    orders = {each.order: each for each in facts.orders}
    for each in sorted(facts.decisions, key=lambda each: (each.day, each.decision)):
        yield _line(each, orders.get(each.order) if each.order else None)


def _line(decision: Decision, order: Order | None) -> PayLine:
    month = month_of(decision.day)
    return PayLine(
        seller=decision.seller,
        month=month,
        of_month=month,
        earned_month=month,
        day=decision.day,
        customer=order.customer if order else None,
        order=decision.order,
        cause=f"decision:{decision.decision}",
        rule="decision",
        role=None,
        plan=None,
        base=Decimal(0),
        rate=Decimal(0),
        amount=decision.amount,
        reason=_reason(decision, order),
    )


def _reason(decision: Decision, order: Order | None) -> Message:
    facts: dict[str, object] = {"day": day_of(decision.day), "because": decision.because}
    if order is None:
        return Message("Decided on {day:date}: {because}", facts)
    return Message("Decided on {day:date} about order {order}: {because}", facts | {"order": order.called})
