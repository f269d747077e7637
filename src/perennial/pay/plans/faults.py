"""What is wrong with a plan, one sentence a fault, and where: so that a form can show it beside its field."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from perennial.core.message import Message
from perennial.pay.plans.plan import PayPlan, Percentage, Protected

__all__ = ["Fault", "faults_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault of a plan: the field, as a path ("percentages.1.share"), and a sentence."""

    where: str
    sentence: Message


def faults_of(plan: PayPlan) -> tuple[Fault, ...]:
    """Give all that is wrong with the meaning of a plan; its form is `plans.storage`'s matter."""
    return tuple(
        Fault(where=where, sentence=sentence)
        for check in (_percentages, _overlaps, _sums, _margins, _thresholds, _hand_off, _others)
        for where, sentence in check(plan)
    )


_Found = Iterator[tuple[str, Message]]


def _percentages(plan: PayPlan) -> _Found:
    if not plan.percentages:
        yield "percentages", Message("A pay plan needs at least one percentage.")
    for at, each in enumerate(plan.percentages):
        yield from _range(f"percentages.{at}.last", each)
    if plan.protected is not None:
        yield from _range("protected.last", plan.protected)


def _range(where: str, each: Percentage | Protected) -> _Found:
    if each.last is not None and each.last < each.first:
        facts = {"first": each.first, "last": each.last}
        yield where, Message("The last purchase, {last}, comes before the first, {first}.", facts)


def _overlaps(plan: PayPlan) -> _Found:
    for (one, first), (two, second) in combinations(enumerate(plan.percentages), 2):
        number = max(first.first, second.first)
        if _same(first, second) and first.covers(number) and second.covers(number):
            facts = {"other": one + 1, "number": number}
            yield (
                f"percentages.{two}",
                Message(
                    "This percentage and percentage {other} are for the same role, the same products and "
                    "purchase {number}: only one of them can hold.",
                    facts,
                ),
            )


def _same(one: Percentage, two: Percentage) -> bool:
    """Whether two percentages of one role could hold for one product, neither before the other."""
    if one.to != two.to or bool(one.products) != bool(two.products):
        return False
    if one.products:
        return bool(set(one.products) & set(two.products))
    return bool(one.categories) == bool(two.categories) and (
        not one.categories or bool(set(one.categories) & set(two.categories))
    )


def _sums(plan: PayPlan) -> _Found:
    for number in sorted({each.first for each in plan.percentages}):
        shares: dict[str, Decimal] = {}
        for each in plan.percentages:
            if each.covers(number):
                shares[each.to] = max(shares.get(each.to, Decimal(0)), each.share)
        if sum(shares.values()) > 1:
            facts = {"number": number}
            yield "percentages", Message("More than the whole of purchase {number} would be paid out.", facts)


def _margins(plan: PayPlan) -> _Found:
    bases = [each.on for each in plan.percentages] + ([plan.protected.on] if plan.protected else [])
    if plan.usual_margin is None and "margin" in bases:
        yield (
            "usual_margin",
            Message(
                "A percentage is of the margin: say which share of the money is margin where an order does "
                "not tell."
            ),
        )


def _thresholds(plan: PayPlan) -> _Found:
    seen = set()
    for at, each in enumerate(plan.thresholds):
        where = f"thresholds.{at}"
        if (each.share is None) == (each.times is None):
            yield where, Message("Above a threshold give either another percentage or a multiple, not both.")
        if (each.to, each.above) in seen:
            yield f"{where}.above", Message("Two thresholds of one role stand at the same sum.")
        if all(percentage.to != each.to for percentage in plan.percentages):
            yield f"{where}.to", Message("No percentage pays this role, so nothing counts towards its sum.")
        seen.add((each.to, each.above))


def _hand_off(plan: PayPlan) -> _Found:
    late = Message("Only from the second purchase on can a customer have been handed over.")
    if plan.protected is not None and plan.protected.first < 2:
        yield "protected.first", late
    if plan.bonus is not None and plan.bonus.number < 2:
        yield "bonus.number", late


def _others(plan: PayPlan) -> _Found:
    pays_first = any(each.to == "hunter" and each.covers(1) for each in plan.percentages)
    if plan.returned is not None and not pays_first:
        yield (
            "returned",
            Message(
                "A returned customer pays the hunter's percentage of a first purchase, and the plan has none."
            ),
        )
    if plan.cap is not None and plan.cap <= 0:
        yield "cap", Message("A cap is above 0; leave it empty where there is none.")
