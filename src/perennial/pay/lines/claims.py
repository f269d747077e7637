"""Who has a claim on which money of an order, at which rate: settled on the day the order is placed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perennial.core.message import Message
from perennial.pay.lines import whys
from perennial.pay.lines.facts import HandOff, Order
from perennial.pay.lines.line import Rule
from perennial.pay.lines.people import People
from perennial.pay.lines.purchases import Purchase
from perennial.pay.lines.reasons import noted
from perennial.pay.lines.rounding import cents, rate_units
from perennial.pay.plans.plan import Base, PayPlan, Percentage, To

__all__ = ["Claim", "claims_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A seller's claim.

    Attributes
    ----------
    rule, role
        As in the line.
    seller
        Whose it is.
    part
        Which part of the order it is on.
    weights, place
        How the money of that part is divided, and which share of it this is.
    rate
        In units; 0 for a fixed sum.
    on
        What the rate is a share of.
    fixed
        A fixed sum in hundredths; 0 for a rate.
    why
        What gives the claim.
    """

    rule: Rule
    role: To | None
    seller: str
    why: Message
    part: int = 0
    weights: tuple[int, ...] = (1,)
    place: int = 0
    rate: int = 0
    on: Base = "revenue"
    fixed: int = 0


#: A seller, their share of the order, and a remark on it.
_Shared = tuple[str, Decimal, Message | None]
_ALL = Decimal(1)


def claims_of(order: Order, purchase: Purchase, plan: PayPlan, people: People) -> tuple[Claim, ...]:
    """Give all claims on an order under a plan."""
    gone = _days_gone(purchase, plan)
    handoff = people.handoff(order)
    if gone is not None:
        return (*_returned(order, plan, people, gone), *_bonus(purchase, plan, handoff))
    return (
        *_percentages(order, purchase, plan, people),
        *_protected(order, purchase, plan, handoff),
        *_bonus(purchase, plan, handoff),
    )


def _days_gone(purchase: Purchase, plan: PayPlan) -> int | None:
    """Give the days without an order where they were so many that the customer counts as returned."""
    if plan.returned is None or purchase.previous is None:
        return None
    days = (purchase.day - purchase.previous).days
    return days if days >= plan.returned.after_days else None


def _percentages(order: Order, purchase: Purchase, plan: PayPlan, people: People) -> Iterator[Claim]:
    for at, part in enumerate(order.parts):
        for each in plan.percentages_of(purchase.number, part.product, part.category):
            why = whys.of_role(each.to, purchase.number)
            sharing = _sharing(each.to, order, purchase, plan, people)
            yield from _divided(at, each, sharing, "percentage", why)


def _sharing(to: To, order: Order, purchase: Purchase, plan: PayPlan, people: People) -> Sequence[_Shared]:
    """Give who has a role's percentage: whose order it is may share it, or have had somebody stand in."""
    first = purchase.number == 1
    whose = to == ("hunter" if first else "farmer")
    if order.shares and (whose or to == "seller"):
        return _shares(order)
    if to == "seller":
        return _one(order.seller or people.owner(order))
    one = people.owner(order) if to == "farmer" else people.hunter(order, first=first)
    return _covered(one, order, plan, people) if whose or to == "farmer" else _one(one)


def _covered(one: str | None, order: Order, plan: PayPlan, people: People) -> Sequence[_Shared]:
    cover = people.cover(one, order.day) if one else None
    if one is None or cover is None or plan.cover_share == 0:
        return _one(one)
    share = plan.cover_share
    both: list[_Shared] = [
        (one, _ALL - share, whys.while_away(people.called(cover), share)),
        (cover, share, whys.after_covering(people.called(one), share)),
    ]
    return [each for each in both if each[1] > 0]


def _shares(order: Order) -> Sequence[_Shared]:
    return [
        (seller, share, whys.shared(share) if share < 1 else None)
        for seller, share in sorted(order.shares.items())
    ]


def _one(seller: str | None) -> Sequence[_Shared]:
    return [(seller, _ALL, None)] if seller else []


def _returned(order: Order, plan: PayPlan, people: People, days: int) -> Iterator[Claim]:
    """Pay the hunter's rate of a first purchase to who brought the customer back, and nothing else."""
    one = order.brought_back_by or order.seller or people.owner(order)
    sharing = _shares(order) if order.shares else _one(one)
    for at, part in enumerate(order.parts):
        for each in plan.percentages_of(1, part.product, part.category):
            if each.to == "hunter":
                yield from _divided(at, each, sharing, "returned", whys.returned(days))


def _protected(order: Order, purchase: Purchase, plan: PayPlan, handoff: HandOff | None) -> Iterator[Claim]:
    share = plan.protected
    if share is None or handoff is None or handoff.protected_until is None:
        return
    if order.day > handoff.protected_until:
        return
    like = Percentage(to="hunter", share=share.share, first=share.first, last=share.last, on=share.on)
    if like.covers(purchase.number):
        why = whys.protected(purchase.number, handoff)
        for at in range(len(order.parts)):
            yield from _divided(at, like, _one(handoff.hunter), "protected", why)


def _bonus(purchase: Purchase, plan: PayPlan, handoff: HandOff | None) -> Iterator[Claim]:
    bonus = plan.bonus
    if bonus is None or handoff is None or handoff.usual_gap is None or purchase.previous is None:
        return
    since = handoff.day if bonus.counted_from == "handoff" else purchase.previous
    wait = (purchase.day - since).days
    in_time = wait <= float(bonus.gaps) * handoff.usual_gap
    if purchase.number == bonus.number and in_time and bonus.amount > 0:
        why = whys.in_time(bonus, purchase, handoff, wait)
        yield Claim(rule="bonus", role=None, seller=handoff.hunter, why=why, fixed=cents(bonus.amount))


def _divided(
    part: int, percentage: Percentage, sharing: Sequence[_Shared], rule: Rule, why: Message
) -> Iterator[Claim]:
    weights = tuple(rate_units(share) for _, share, _ in sharing)
    for place, (seller, _, note) in enumerate(sharing):
        yield Claim(
            rule=rule,
            role=None if rule == "protected" else percentage.to,
            seller=seller,
            why=why if note is None else noted(why, note),
            part=part,
            weights=weights,
            place=place,
            rate=rate_units(percentage.share),
            on=percentage.on,
        )
