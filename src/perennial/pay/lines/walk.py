"""One walk through all that happened, day by day: what each event changes in the pay of whom."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from perennial.pay.lines.account import Account, Change
from perennial.pay.lines.event import Event
from perennial.pay.lines.line import PayLine, month_of
from perennial.pay.lines.month_sums import MonthSums, Piece
from perennial.pay.lines.people import People
from perennial.pay.lines.rounding import RATE_UNIT, spread

__all__ = ["Walk", "walk_of"]

#: A purchase: its customer and day. Only one of its orders holds the transfer bonus.
_Purchase = tuple[str, date]


@dataclass(slots=True, kw_only=True)
class Walk:
    """Where the walk stands.

    Attributes
    ----------
    accounts
        The orders, by id.
    people
        Who is paid.
    sums
        The sums of the months so far.
    rivals
        The orders of each purchase that may earn the transfer bonus, in the order of their ids.
    holders
        Which of them holds it.
    """

    accounts: Mapping[str, Account]
    people: People
    sums: MonthSums = field(default_factory=MonthSums)
    rivals: Mapping[_Purchase, list[Account]]
    holders: dict[_Purchase, str | None] = field(default_factory=dict)

    def lines(self, event: Event) -> Iterator[PayLine]:
        """Give the lines that an event makes."""
        account = self.accounts[event.order]
        account.earned.move(event.came, event.went, event.product)
        changes = [each for at in range(len(account.claims)) for each in self._changes(account, at, event)]
        yield from account.lines(changes, event)
        if any(account.claims[each.claim].fixed and each.exact < 0 for each in changes):
            yield from self._passed_on(account, event)

    def _changes(self, account: Account, at: int, event: Event) -> Iterator[Change]:
        if account.claims[at].fixed:
            yield from self._bonus(account, at, event)
            return
        change = account.earned.base(account.claims[at]) - sum(account.held[at].values())
        if change > 0:
            yield from self._earn(account, at, change, event)
        elif change < 0:
            yield from self._take_back(account, at, -change, event)

    def _earn(self, account: Account, at: int, base: int, event: Event) -> Iterator[Change]:
        claim, month = account.claims[at], month_of(event.day)
        payee = self.people.payee(claim.seller, event.day, account.plan.after_leaving)
        pieces = [Piece(base=base, rate=claim.rate, threshold=None)]
        if payee is not None and claim.role is not None:
            pieces = self.sums.pieces(account.plan, (payee, claim.role, month), base, claim.rate)
        for each in pieces:
            held = (payee, month, each.rate)
            account.held[at][held] = account.held[at].get(held, 0) + each.base
            yield Change(
                claim=at,
                payee=payee,
                month=month,
                rate=each.rate,
                base=each.base,
                exact=each.base * each.rate,
                threshold=each.threshold,
            )

    def _take_back(self, account: Account, at: int, base: int, event: Event) -> Iterator[Change]:
        """Take from everything that was paid under the claim alike, each at the rate of its time."""
        held, role = account.held[at], account.claims[at].role
        keys = list(held)
        for key, part in zip(keys, spread(base, list(held.values())), strict=True):
            payee, month, rate = key
            held[key] -= part
            if payee is not None and role is not None:
                self.sums.add(payee, role, month_of(event.day), -part)
            if part:
                yield Change(claim=at, payee=payee, month=month, rate=rate, base=-part, exact=-part * rate)

    def _bonus(self, account: Account, at: int, event: Event) -> Iterator[Change]:
        """Pay the bonus with the first money of a purchase, and take it back when that order is gone."""
        purchase, claim = _purchase(account), account.claims[at]
        holder = self.holders.get(purchase)
        if account.earned.total and holder is None:
            self.holders[purchase] = account.order.order
            payee = self.people.payee(claim.seller, event.day, account.plan.after_leaving)
            month = month_of(event.day)
            account.held[at] = {(payee, month, 0): claim.fixed}
            yield Change(claim=at, payee=payee, month=month, rate=0, base=0, exact=claim.fixed * RATE_UNIT)
        elif not account.earned.total and holder == account.order.order:
            self.holders[purchase] = None
            ((payee, month, _),) = account.held[at]
            yield Change(claim=at, payee=payee, month=month, rate=0, base=0, exact=-claim.fixed * RATE_UNIT)

    def _passed_on(self, account: Account, event: Event) -> Iterator[PayLine]:
        """Give the bonus to another order of the same day, if one still stands."""
        for other in self.rivals[_purchase(account)]:
            if other is not account and other.earned.total:
                places = [at for at, claim in enumerate(other.claims) if claim.fixed]
                changes = [each for at in places for each in self._bonus(other, at, event)]
                yield from other.lines(changes, event)
                return


def walk_of(accounts: Mapping[str, Account], people: People) -> Walk:
    """Begin the walk."""
    rivals = defaultdict(list)
    for _, account in sorted(accounts.items()):
        if any(claim.fixed for claim in account.claims):
            rivals[_purchase(account)].append(account)
    return Walk(accounts=accounts, people=people, rivals=rivals)


def _purchase(account: Account) -> _Purchase:
    return account.order.customer, account.order.day
