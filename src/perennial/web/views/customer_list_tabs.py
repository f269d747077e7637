"""The tabs of the customers' list: those who have bought, leads, and all, each with its number."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from perennial.records.queries.customer_list import Counted, CustomerList, counts_by_who
from perennial.records.queries.customer_list_who import Who

__all__ = ["Tab", "differ", "tabs_of"]

_NAMES: dict[Who, str | Promise] = {
    "customers": pgettext_lazy("who is listed", "Customers"),
    "leads": pgettext_lazy("who is listed", "Leads"),
    "all": pgettext_lazy("who is listed", "All"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One tab: its name, the query of its address, and how many it holds; None under a search."""

    who: Who
    name: str
    query: str
    number: int | None
    is_more: bool
    is_here: bool


def tabs_of(found: CustomerList, number: Counted, query: str) -> list[Tab]:
    """Give the tabs under the filters that are on."""
    counts = counts_by_who(found, number)
    return [
        Tab(
            who=who,
            name=str(name),
            query=_query(found, query, who),
            number=counts[who][0] if counts else None,
            is_more=bool(counts) and counts[who][1],
            is_here=who == found.who,
        )
        for who, name in _NAMES.items()
    ]


def differ(tabs: Sequence[Tab]) -> bool:
    """Say whether there is anything to choose: whoever has no leads needs no tabs."""
    customers, leads, every = tabs
    return not customers.is_here or leads.number != 0 or customers.number != every.number


def _query(found: CustomerList, query: str, who: Who) -> str:
    other = QueryDict(query, mutable=True)
    other.pop("who", None)
    if who != found.plain:
        other["who"] = who
    return other.urlencode()
