"""The customers of an order log: one for each id that its orders have, with the contacts on its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from perennial.ingest.exports import recognise
from perennial.ingest.grouping import Grouping, find_grouping
from perennial.ingest.headers import normal
from perennial.ingest.layout import Layout
from perennial.ingest.mapping import ColumnChoice, find_columns
from perennial.ingest.record_columns import find_record_columns
from perennial.ingest.record_plan import RecordPlan
from perennial.ingest.vocabulary import ORDERS

__all__ = ["plan_order_customers"]

#: Headers of a customer that name and number at once: in a file of orders they are both.
_NAMES: Final = (
    "клиент",
    "контрагент",
    "покупатель",
    "заказчик",
    "партнер",
    "компания",
    "организация",
    "фио",
)
_NAME_PARTS: Final = ("name", "фио", "имя", "наименование", "company", "customer", "client", "buyer", *_NAMES)


def plan_order_customers(
    plan: RecordPlan, rows: Sequence[Sequence[str]], given: Mapping[str, str]
) -> RecordPlan | None:
    """Plan to read customers under the ids that their orders have; None where rows are no orders.

    Parameters
    ----------
    plan
        The plan before its columns are found.
    rows
        First rows of data as text.
    given
        Header of a canonical column as the person said.

    Raises
    ------
    UserError
        `given` names a header that is not there, or groups stand within groups.
    """
    headers, file = plan.layout.headers, plan.source
    export = recognise([word for header in headers if (word := normal(header))])
    told = {name: header for name, header in given.items() if ORDERS.has(name)}
    orders = find_columns(headers, told, ORDERS, export=export, file=file)
    if not _are_orders(orders, rows):
        return None
    grouping = find_grouping(rows, plan.layout, orders, file=file)
    known = _group(grouping, plan.layout) if grouping is not None else orders.get("customer_id")
    dated = orders.get("ordered_at", known)
    if known is None or (grouping is None and "ordered_at" not in orders):
        return None
    own = {name: header for name, header in given.items() if name not in told}
    choices = find_record_columns(_own_headers(headers, orders, own), own, plan.kind, file=file)
    choices["customer_id"] = known
    return replace(plan, choices=_named_by_id(choices), export=export, from_orders=dated, grouping=grouping)


def _are_orders(orders: Mapping[str, ColumnChoice], rows: Sequence[Sequence[str]]) -> bool:
    """Tell orders from customers with a day and a sum of their own: both are headed as those of an order."""
    known = {name for name, choice in orders.items() if choice.known != "hint"}
    if not ({"amount", "unit_price"} & known or {"order_id", "product"} <= known):
        return False
    return "ordered_at" not in orders or ("ordered_at" in known and _has_digits(rows, orders["ordered_at"]))


def _own_headers(
    headers: Sequence[str], orders: Mapping[str, ColumnChoice], own: Mapping[str, str]
) -> list[str]:
    """Leave to the orders what is theirs: number, product, seller; unless the person said otherwise."""
    of_orders = {at for name, choice in orders.items() if name != "customer_id" for at in choice.positions}
    said = {header.strip() for header in own.values()}
    return [
        "" if at in of_orders and header.strip() not in said else header for at, header in enumerate(headers)
    ]


def _has_digits(rows: Sequence[Sequence[str]], choice: ColumnChoice) -> bool:
    cells = (row[at] for row in rows for at in choice.positions if at < len(row))
    return any(sign.isdigit() for cell in cells for sign in cell)


def _group(grouping: Grouping, layout: Layout) -> ColumnChoice:
    at = grouping.position
    header = layout.upper[at] or layout.headers[at]
    return ColumnChoice(canonical="customer_id", positions=(at,), headers=(header,), known="hint")


def _named_by_id(choices: dict[str, ColumnChoice]) -> dict[str, ColumnChoice]:
    """Take the id for the name too, where it is headed by a word for a name and nothing else is."""
    known = choices["customer_id"]
    if "name" in choices or "last_name" in choices:
        return choices
    if normal(known.headers[0]) in _NAME_PARTS or normal(known.headers[0]).startswith(_NAMES):
        choices["name"] = replace(known, canonical="name")
    return choices
