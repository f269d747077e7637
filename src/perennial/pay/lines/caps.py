"""The most that a month pays: what lies above it is one line, and refunds take from that part first."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from perennial.core.message import Message
from perennial.pay.lines.line import PayLine
from perennial.pay.plans.plan import PayPlan, plan_on

__all__ = ["cap_lines"]

_NONE = Decimal(0)


def cap_lines(plans: Sequence[PayPlan], lines: Sequence[PayLine]) -> Iterator[PayLine]:
    """Give the lines of caps.

    Each month's pay is held to the cap with what later refunds take back of it: so a refund takes back only
    what had been paid. Where plans change within a month, the more generous cap holds.
    """
    if all(each.cap is None for each in plans):
        return
    earned: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for each in lines:
        earned[each.seller, each.earned_month][each.of_month] += each.amount
    for (seller, month), moves in sorted(earned.items()):
        plan = _plan_of(plans, month)
        if plan is not None and plan.cap is not None:
            yield from _lines(seller, month, moves, plan, plan.cap)


def _lines(
    seller: str, month: str, moves: dict[str, Decimal], plan: PayPlan, cap: Decimal
) -> Iterator[PayLine]:
    total = cut = _NONE
    for moved_in in sorted(moves):
        total += moves[moved_in]
        now = max(total - cap, _NONE)
        if now != cut:
            yield _line(seller, month, moved_in, plan, cut - now)
        cut = now


def _line(seller: str, month: str, moved_in: str, plan: PayPlan, amount: Decimal) -> PayLine:
    return PayLine(
        seller=seller,
        month=moved_in,
        of_month=moved_in,
        earned_month=month,
        day=_last_day(moved_in),
        customer=None,
        order=None,
        cause=f"cap:{month}",
        rule="cap",
        role=None,
        plan=plan.version,
        base=_NONE,
        rate=_NONE,
        amount=amount,
        reason=_reason(month, moved_in, plan),
    )


def _reason(month: str, moved_in: str, plan: PayPlan) -> Message:
    facts = {"cap": float(plan.cap or 0), "month": month, "plan": plan.version}
    if moved_in == month:
        return Message(
            "The plan pays at most {cap:money_exact} a month: this is what {month:month} had above it. Plan "
            "{plan}.",
            facts,
        )
    return Message(
        "Part of what refunds take back of {month:month_of} lay above the cap of {cap:money_exact} and was "
        "never paid: it is given back. Plan {plan}.",
        facts,
    )


def _plan_of(plans: Sequence[PayPlan], month: str) -> PayPlan | None:
    """Give the plan with the most generous cap of those in force in a month; the latest of equals."""
    first, last = date.fromisoformat(f"{month}-01"), _last_day(month)
    days = {first, *(each.since for each in plans if first <= each.since <= last)}
    in_force = [plan for day in sorted(days) if (plan := plan_on(plans, day)) is not None]
    return max(in_force, key=lambda each: (each.cap is None, each.cap or _NONE, each.since), default=None)


def _last_day(month: str) -> date:
    year, number = map(int, month.split("-"))
    following = date(year + number // 12, number % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
