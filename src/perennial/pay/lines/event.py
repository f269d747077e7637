"""What happened to an order's money, in the one order in which it counts: by day, refunds last."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from perennial.pay.lines.facts import PayFacts
from perennial.pay.lines.rounding import cents
from perennial.pay.plans.plan import PayPlan

__all__ = ["Event", "events_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Money that came or went, in hundredths; `kind` is 0 for an order, 1 for a payment, 2 for a refund."""

    day: date
    kind: int
    order: str
    cause: str
    came: int = 0
    went: int = 0
    product: str = ""

    @property
    def is_refund(self) -> bool:
        """Whether money was given back."""
        return self.kind == 2


def events_of(facts: PayFacts, plans: Mapping[str, PayPlan | None]) -> list[Event]:
    """Give all that moves the money of orders, sorted.

    Parameters
    ----------
    facts
        All facts.
    plans
        The plan of each order, by its id; orders without one move nothing.

    Raises
    ------
    ValueError
        An id is given twice, or money is of an order that is not among the facts.
    """
    for ids in (
        [each.order for each in facts.orders],
        [each.payment for each in facts.payments],
        [each.refund for each in facts.refunds],
        [each.decision for each in facts.decisions],
    ):
        if len(set(ids)) < len(ids):
            raise ValueError("an order, payment, refund or decision is given twice")
    named = {each.order for each in facts.payments} | {each.order for each in facts.refunds}
    stray = named - set(plans)
    if stray:
        raise ValueError(f"money of orders that are not given: {sorted(stray)[:3]}")
    moving = (event for event in _events(facts, plans) if plans[event.order] is not None)
    return sorted(moving, key=attrgetter("day", "kind", "order", "cause"))


def _events(facts: PayFacts, plans: Mapping[str, PayPlan | None]) -> Iterator[Event]:
    on_order = {order for order, plan in plans.items() if plan is not None and plan.earned_on == "ordered"}
    for each in facts.orders:
        if each.order in on_order:
            came = sum(cents(part.amount) for part in each.parts)
            yield Event(day=each.day, kind=0, order=each.order, cause=f"order:{each.order}", came=came)
    for payment in facts.payments:
        if payment.order not in on_order:
            yield Event(
                day=payment.day,
                kind=1,
                order=payment.order,
                cause=f"payment:{payment.payment}",
                came=cents(payment.amount),
            )
    for refund in facts.refunds:
        yield Event(
            day=refund.day,
            kind=2,
            order=refund.order,
            cause=f"refund:{refund.refund}",
            went=cents(refund.amount),
            product=refund.product,
        )
