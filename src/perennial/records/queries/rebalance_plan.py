"""What a rebalancing would move: which customers of one seller go to whom, before anything is done."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from perennial.core.errors import UserError
from perennial.records.models import Customer, User
from perennial.records.queries.at_risk import sum_at_risk
from perennial.records.queries.choose_farmer import read_sellers

__all__ = ["FIRST", "Moves", "Share", "plan_rebalance", "shares_of"]

FIRST = ("minutes", "oldest", "quiet")
First = Literal["minutes", "oldest", "quiet"]
_WEEKS = 8
_MINUTES_UNKNOWN = 10.0

#: Customers by their new owner.
Moves = Mapping[int, Sequence[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one seller gets: customers, their money at risk, and how many they have before and after."""

    seller: User
    customers: int
    value_at_risk: float
    before: int
    after: int


def plan_rebalance(
    giver: User,
    takers: QuerySet[User],
    customers: QuerySet[Customer],
    *,
    today: date,
    number: int,
    first: str = "minutes",
) -> dict[int, list[int]]:
    """Choose customers of a seller and who takes them: the least loaded who sells the product and has room.

    Customers in their protected period are not moved from the hunter who won them.

    Parameters
    ----------
    customers
        Those whom who asks may assign.
    number
        How many at most.
    first
        Who goes first: those who took most minutes lately, those who came longest ago, those who took fewest.

    Raises
    ------
    UserError
        Nobody is there to take, or nobody has room.
    """
    chosen = _order(_movable(customers, giver, today), first, today)[:number]
    people = read_sellers(takers.exclude(pk=giver.pk).filter(is_active=True), today)
    moves: dict[int, list[int]] = defaultdict(list)
    for pk, product in chosen.values_list("pk", "product_id"):
        taker = people.least_loaded(product)
        if taker is not None:
            moves[taker.pk].append(pk)
    if not people.all:
        raise UserError("Choose who takes the customers.")
    if chosen and not moves:
        raise UserError("Nobody you chose has room for these customers.")
    return dict(moves)


def shares_of(moves: Moves) -> list[Share]:
    """Sum up what each seller gets, in a fixed number of queries."""
    people = User.objects.in_bulk(list(moves))
    living = Customer.objects.filter(owner__in=people, erased_at__isnull=True, merged_into__isnull=True)
    before = dict(living.order_by().values_list("owner").annotate(Count("id")))
    return [
        Share(
            seller=people[pk],
            customers=len(ids),
            value_at_risk=_value(ids),
            before=before.get(pk, 0),
            after=before.get(pk, 0) + len(ids),
        )
        for pk, ids in sorted(moves.items(), key=lambda each: people[each[0]].name)
    ]


def _movable(customers: QuerySet[Customer], giver: User, today: date) -> QuerySet[Customer]:
    protected = Q(hunter=giver, protected_until__gte=today)
    return customers.filter(owner=giver, first_order_on__isnull=False).exclude(protected)


def _order(customers: QuerySet[Customer], first: str, today: date) -> QuerySet[Customer]:
    if first == "oldest":
        return customers.order_by("first_order_on", "pk")
    since = today - timedelta(weeks=_WEEKS)
    lately = Q(touches__day__gt=since, touches__undone_at__isnull=True, touches__seller=F("owner"))
    spent = Sum(Coalesce("touches__minutes", _MINUTES_UNKNOWN), filter=lately, default=0.0)
    timed = customers.annotate(spent=spent)
    return timed.order_by("spent" if first == "quiet" else "-spent", "first_order_on", "pk")


def _value(ids: Sequence[int]) -> float:
    at = Customer.objects.filter(pk__in=ids).aggregate(value=sum_at_risk())["value"]
    return float(at or 0.0)
