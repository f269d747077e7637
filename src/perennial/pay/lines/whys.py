"""Which rule holds, and for whom, as part of a reason: "purchase 3 of a customer you look after"."""

from decimal import Decimal
from functools import cache

from perennial.core.days import day_of
from perennial.core.message import Message
from perennial.pay.lines.facts import HandOff
from perennial.pay.lines.purchases import Purchase
from perennial.pay.plans.plan import Bonus, To

__all__ = [
    "after_covering",
    "after_leaving",
    "in_time",
    "of_role",
    "protected",
    "returned",
    "shared",
    "while_away",
]


@cache
def of_role(role: To, number: int) -> Message:
    """Say which purchase it was, and what the seller has to do with it."""
    if role == "hunter" and number == 1:
        return Message("the customer's first purchase")
    facts = {"number": number}
    if role == "hunter":
        return Message("purchase {number} of a customer you won", facts)
    if role == "farmer":
        return Message("purchase {number} of a customer you look after", facts)
    return Message("purchase {number} of the customer, sold by you", facts)


def protected(number: int, handoff: HandOff) -> Message:
    """Say that the protected period still runs."""
    assert handoff.protected_until is not None
    return Message(
        "purchase {number} of a customer you handed over, within the protected period until {until:date}",
        {"number": number, "until": day_of(handoff.protected_until)},
    )


def returned(days: int) -> Message:
    """Say that the customer was brought back."""
    return Message("you brought the customer back after {days:days} without an order", {"days": days})


def in_time(bonus: Bonus, purchase: Purchase, handoff: HandOff, wait: int) -> Message:
    """Say that a handed-over customer went on buying in time."""
    assert handoff.usual_gap is not None
    facts = {
        "number": purchase.number,
        "handed": day_of(handoff.day),
        "wait": wait,
        "limit": float(bonus.gaps) * handoff.usual_gap,
    }
    if bonus.counted_from == "handoff":
        return Message(
            "purchase {number} of the customer you handed over on {handed:date} came {wait:days} after that, "
            "in the {limit:days} allowed",
            facts,
        )
    return Message(
        "purchase {number} of the customer you handed over on {handed:date} came {wait:days} after the one "
        "before, in the {limit:days} allowed",
        facts,
    )


def shared(share: Decimal) -> Message:
    """Say which part of the order is the seller's."""
    return Message("your share of the order is {share:percent_exact}", {"share": float(share)})


def while_away(cover: str, share: Decimal) -> Message:
    """Say to who was away that part of it goes to who stood in."""
    return Message(
        "you were away: {share:percent_exact} of the order goes to {person}, who stood in",
        {"share": float(share), "person": cover},
    )


def after_covering(away: str, share: Decimal) -> Message:
    """Say to who stood in why they are paid."""
    return Message(
        "you stood in for {person}: {share:percent_exact} of the order is yours",
        {"share": float(share), "person": away},
    )


def after_leaving(left: str) -> Message:
    """Say to a successor in whose place they are paid."""
    return Message("in place of {person}, who has left", {"person": left})
