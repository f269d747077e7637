"""What an order has paid to whom so far, and the lines that a change of its money makes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from perennial.core.days import day_of
from perennial.core.message import Message
from perennial.pay.lines.claims import Claim
from perennial.pay.lines.earned import Earned
from perennial.pay.lines.event import Event
from perennial.pay.lines.facts import Order
from perennial.pay.lines.line import PayLine, month_of
from perennial.pay.lines.people import People
from perennial.pay.lines.reasons import (
    About,
    bonus_back,
    bonus_paid,
    noted,
    percentage_paid,
    rounded,
    taken_back,
)
from perennial.pay.lines.rounding import RATE_UNIT, apportion, money, whole
from perennial.pay.lines.whys import after_leaving
from perennial.pay.plans.plan import PayPlan, Threshold

__all__ = ["Account", "Change", "Held"]

#: What was paid under one claim to one person in one month at one rate.
Held = tuple[str | None, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Pay that comes or goes with an event, not yet rounded.

    Attributes
    ----------
    claim
        Place of the claim.
    payee
        Who is paid; None where nobody is.
    month
        The month whose pay it is.
    rate, base
        In units and hundredths; negative where taken back.
    exact
        The pay, in `RATE_UNIT`-ths of a hundredth.
    threshold
        The threshold above which it lies.
    """

    claim: int
    payee: str | None
    month: str
    rate: int
    base: int
    exact: int
    threshold: Threshold | None = None


_Key = tuple[int, str]


@dataclass(slots=True, kw_only=True)
class Account:
    """One order in the walk through all that happened.

    Attributes
    ----------
    order, plan, claims, earned
        The order, the plan of its day, the claims on it, and its money.
    people
        What the sellers are called.
    held
        On what each claim was paid so far, in hundredths, by whom, when and at which rate.
    exact, written
        Pay so far by claim and person: exactly, and as the lines have it.
    """

    order: Order
    plan: PayPlan
    people: People
    claims: Sequence[Claim]
    earned: Earned
    held: list[dict[Held, int]]
    exact: dict[_Key, int] = field(default_factory=dict)
    written: dict[_Key, int] = field(default_factory=dict)

    def lines(self, changes: Sequence[Change], event: Event) -> Iterator[PayLine]:
        """Write the changes as lines, so that all lines of the order add up to its pay, rounded once."""
        by_key: dict[_Key, list[Change]] = {}
        for each in changes:
            if each.payee is not None:
                key = each.claim, each.payee
                by_key.setdefault(key, []).append(each)
                self.exact[key] = self.exact.get(key, 0) + each.exact
        for key, amount in self._owed():
            mine = by_key.get(key, [])
            if mine:
                yield from self._rounded(mine, amount, event)
            elif amount:
                yield self._line(_odd(key, event), amount, event)

    def _rounded(self, changes: Sequence[Change], amount: int, event: Event) -> Iterator[PayLine]:
        amounts = apportion(amount, [each.exact for each in changes])
        for each, rounded_amount in zip(changes, amounts, strict=True):
            if each.base or rounded_amount:
                yield self._line(each, rounded_amount, event)

    def _owed(self) -> Iterator[tuple[_Key, int]]:
        """Give what each claim still has to be given or has to give back, in whole hundredths."""
        if not self.exact:
            return
        exact = list(self.exact.values())
        for key, target in zip(self.exact, apportion(whole(sum(exact)), exact), strict=True):
            yield key, target - self.written.get(key, 0)
            self.written[key] = target

    def _line(self, change: Change, amount: int, event: Event) -> PayLine:
        claim, month = self.claims[change.claim], month_of(event.day)
        assert change.payee is not None
        return PayLine(
            seller=change.payee,
            month=month,
            of_month=month,
            earned_month=change.month,
            day=event.day,
            customer=self.order.customer,
            order=self.order.order,
            cause=event.cause,
            rule=claim.rule if change.base or change.exact else "rounding",
            role=claim.role,
            plan=self.plan.version,
            base=money(change.base),
            rate=Decimal(change.rate) / RATE_UNIT,
            amount=money(amount),
            reason=self._reason(claim, change, event),
        )

    def _reason(self, claim: Claim, change: Change, event: Event) -> Message:
        about = self._about(event)
        why = claim.why
        if change.payee != claim.seller:
            why = noted(why, after_leaving(self.people.called(claim.seller)))
        if claim.fixed:
            return bonus_paid(about, why) if change.exact > 0 else bonus_back(about)
        if change.base > 0:
            return percentage_paid(
                about,
                why=why,
                base=change.base,
                rate=change.rate,
                on=claim.on,
                earned_on=self.plan.earned_on,
                threshold=change.threshold,
            )
        if event.is_refund:
            return taken_back(about, base=-change.base, rate=change.rate, earned_month=change.month)
        return rounded(about)

    def _about(self, event: Event) -> About:
        return About(order=self.order.called, plan=self.plan.version, day=day_of(event.day))


def _odd(key: _Key, event: Event) -> Change:
    """Change nothing but the rounding of a claim."""
    claim, payee = key
    return Change(claim=claim, payee=payee, month=month_of(event.day), rate=0, base=0, exact=0)
