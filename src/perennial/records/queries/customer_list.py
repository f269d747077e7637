"""The customers' list: who is asked for by an address, and how many they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from perennial.records.models import Customer
from perennial.records.queries.customer_list_filters import FILTERS, Asker, condition_of
from perennial.records.queries.search import search
from perennial.records.queries.visible import customers_for

__all__ = ["COUNTED_AT_MOST", "Counted", "CustomerList", "counted", "list_customers"]

#: Beyond this many the list says "more than": counting them all would cost more than the number is worth.
COUNTED_AT_MOST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerList:
    """Customers asked for.

    Attributes
    ----------
    applied
        Name and value of every filter that means something, in their order.
    is_near
        Nobody is written as was sought; these are written nearly so.
    """

    customers: QuerySet[Customer]
    applied: tuple[tuple[str, str], ...]
    sought: str
    is_near: bool


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
    found = search(customers, sought)
    return CustomerList(
        customers=found.customers, applied=tuple(applied), sought=sought, is_near=found.is_near
    )


def counted(customers: QuerySet[Customer]) -> Counted:
    """Count customers, to `COUNTED_AT_MOST` exactly."""
    some = customers.order_by()[: COUNTED_AT_MOST + 1]
    found = some.aggregate(number=Count("pk"), at_risk=Sum("value_at_risk"))
    if found["number"] > COUNTED_AT_MOST:
        return Counted(number=COUNTED_AT_MOST, is_more=True, at_risk=None)
    return Counted(number=found["number"], is_more=False, at_risk=found["at_risk"] or 0.0)


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
