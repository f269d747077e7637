"""A plan in sentences, one a rule, as sellers read it."""

from collections.abc import Iterator

from perennial.core.message import Message
from perennial.pay.plans.plan import (
    AfterLeaving,
    EarnedOn,
    PayPlan,
    Percentage,
    Protected,
    Threshold,
    To,
)

__all__ = ["plan_sentences"]

_ROLES: dict[To, Message] = {
    "hunter": Message("Who won the customer"),
    "farmer": Message("Who looks after the customer"),
    "seller": Message("Who stands on the order"),
}
_AFTER: dict[AfterLeaving, Message] = {
    "person": Message("What is earned after somebody's last day goes to them all the same."),
    "successor": Message("What is earned after somebody's last day goes to their successor."),
    "nobody": Message("What is earned after somebody's last day goes to nobody."),
}
_EARNED: dict[EarnedOn, Message] = {
    "paid": Message("Pay is earned with each payment, on that much of the order."),
    "ordered": Message("Pay is earned on the day of the order."),
}


def plan_sentences(plan: PayPlan) -> Iterator[Message]:
    """Give what a plan says, the percentages first."""
    for percentage in plan.percentages:
        yield _percentage(percentage)
    yield from (_threshold(each) for each in plan.thresholds)
    yield from _of_the_hunter(plan)
    yield _EARNED[plan.earned_on]
    yield Message(
        "Who stands in for somebody away has {share:percent_exact} of the percentage.",
        {"share": float(plan.cover_share)},
    )
    yield _AFTER[plan.after_leaving]
    if plan.cap is not None:
        yield Message("Nobody is paid more than {cap:money_exact} for a month.", {"cap": float(plan.cap)})


def _percentage(each: Percentage) -> Message:
    facts = {"role": _ROLES[each.to], "share": float(each.share), "which": _which(each)}
    of_money = Message("{role}: {share:percent_exact} of the money of {which}", facts)
    of_margin = Message("{role}: {share:percent_exact} of the margin of {which}", facts)
    rule = of_margin if each.on == "margin" else of_money
    only = each.products or each.categories
    if only:
        return Message("{rule}, for {names} alone.", {"rule": rule, "names": list(only)})
    return Message("{rule}.", {"rule": rule})


def _which(each: Percentage | Protected) -> Message:
    if each.last == each.first:
        return Message("purchase {number}", {"number": each.first})
    if each.last is None:
        if each.first == 1:
            return Message("every purchase")
        return Message("every purchase from number {number} on", {"number": each.first})
    return Message("purchases {first} to {last}", {"first": each.first, "last": each.last})


def _threshold(each: Threshold) -> Message:
    facts = {"role": _ROLES[each.to], "above": float(each.above)}
    if each.share is not None:
        return Message(
            "{role}: {share:percent_exact} instead, on what a month's sum has above {above:money_exact}.",
            facts | {"share": float(each.share)},
        )
    return Message(
        "{role}: {times:fine} times the percentage, on what a month's sum has above {above:money_exact}.",
        facts | {"times": float(each.times or 1)},
    )


def _of_the_hunter(plan: PayPlan) -> Iterator[Message]:
    if plan.protected is not None:
        yield Message(
            "Who handed the customer over: {share:percent_exact} besides of {which}, within the protected "
            "period.",
            {"share": float(plan.protected.share), "which": _which(plan.protected)},
        )
    if plan.bonus is not None:
        yield Message(
            "Who handed the customer over: {amount:money_exact} once purchase {number} comes within "
            "{gaps:gaps}.",
            {
                "amount": float(plan.bonus.amount),
                "number": plan.bonus.number,
                "gaps": float(plan.bonus.gaps),
            },
        )
    if plan.returned is not None:
        yield Message(
            "Who brings back a customer after {days:days} without an order: once, as for a first purchase.",
            {"days": plan.returned.after_days},
        )
