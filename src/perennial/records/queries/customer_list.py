"""The customers' list: who is asked for by an address, and how many they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from perennial.records.models import Customer
from perennial.records.queries.at_risk import sum_at_risk
from perennial.records.queries.customer_list_filters import FILTERS, Asker, condition_of
from perennial.records.queries.customer_list_who import WHO, Who, who_is_meant
from perennial.records.queries.search import search
from perennial.records.queries.visible import customers_for

__all__ = ["COUNTED_AT_MOST", "Counted", "CustomerList", "counted", "counts_by_who", "list_customers"]

#: Beyond this many the list says "more than": counting them all would cost more than the number is worth.
COUNTED_AT_MOST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerList:
    """Customers asked for.

    Attributes
    ----------
    applied
        Name and value of every filter that means something, in their order.
    who
        Whether those who have bought, leads, or all are shown; `plain` is what an address means without a
        word about it.
    filtered
        All who pass the filters, whether they have bought or not, before the search.
    is_near
        Nobody is written as was sought; these are written nearly so.
    """

    customers: QuerySet[Customer]
    applied: tuple[tuple[str, str], ...]
    sought: str
    is_near: bool
    who: Who
    plain: Who
    filtered: QuerySet[Customer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many customers; `at_risk` is known where they are all counted."""

    number: int
    is_more: bool
    at_risk: float | None


def list_customers(
    asked: Mapping[str, Sequence[str]], asker: Asker, act: str = "customer.see"
) -> CustomerList:
    """Give the customers on whom who asks may act, narrowed by the filters of an address.

    Parameters
    ----------
    asked
        Names of filters with their values; several values of one filter mean any of them.
    """
    customers, applied = customers_for(asker.user, act), []
    for name in FILTERS:
        meant = list(_meant(name, asked.get(name, ()), asker))
        if meant:
            customers = customers.filter(_any(condition for _, condition in meant))
            applied += [(name, value) for value, _ in meant]
    sought = " ".join(" ".join(asked.get("q", ())).split())
    who = who_is_meant("".join(asked.get("who", ())), applied, sought)
    found = search(customers.filter(WHO[who]), sought)
    return CustomerList(
        customers=found.customers,
        applied=tuple(applied),
        sought=sought,
        is_near=found.is_near,
        who=who,
        plain=who_is_meant("", applied, sought),
        filtered=customers,
    )


def counted(customers: QuerySet[Customer]) -> Counted:
    """Count customers, to `COUNTED_AT_MOST` exactly."""
    some = customers.order_by()[: COUNTED_AT_MOST + 1]
    found = some.aggregate(number=Count("pk"), at_risk=sum_at_risk())
    if found["number"] > COUNTED_AT_MOST:
        return Counted(number=COUNTED_AT_MOST, is_more=True, at_risk=None)
    return Counted(number=found["number"], is_more=False, at_risk=found["at_risk"] or 0.0)


def counts_by_who(found: CustomerList, known: Counted) -> Mapping[Who, tuple[int, bool]]:
    """Count those who have bought, leads, and all, under the same filters; `known` counts those shown.

    Returns
    -------
    Mapping
        The number, and whether there are more; empty under a search, which would be made three times.
    """
    if found.sought:
        return {}
    numbers = {found.who: (known.number, known.is_more)}
    for who in WHO:
        if who not in numbers:
            number = found.filtered.filter(WHO[who]).order_by()[: COUNTED_AT_MOST + 1].count()
            numbers[who] = (min(number, COUNTED_AT_MOST), number > COUNTED_AT_MOST)
    return numbers


def _meant(name: str, values: Iterable[str], asker: Asker) -> Iterable[tuple[str, Q]]:
    for value in dict.fromkeys(value.strip() for value in values):
        condition = condition_of(name, value, asker)
        if condition is not None:
            yield value, condition


def _any(conditions: Iterable[Q]) -> Q:
    every = Q()
    for condition in conditions:
        every |= condition
    return every
