"""Decides how a file of records is read; customers may stand in a file of orders."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from perennial.core.errors import UserError
from perennial.ingest.guess_kind import guess_kind
from perennial.ingest.kinds.events import EVENTS
from perennial.ingest.kinds.kind import Kind
from perennial.ingest.layout import Layout
from perennial.ingest.mapping import find_columns, require_columns
from perennial.ingest.order_customers import plan_order_customers
from perennial.ingest.plan import SourceFormat
from perennial.ingest.record_columns import find_record_columns
from perennial.ingest.record_plan import RecordPlan
from perennial.ingest.vocabulary import ORDERS

__all__ = ["OrderLogError", "plan_records"]

_MOST_SHOWN: Final = 40


class OrderLogError(UserError):
    """A file that should hold events holds orders, whose ladder can be read instead."""


def plan_records(
    source: str,
    form: SourceFormat,
    layout: Layout,
    rows: Sequence[Sequence[str]],
    given: Mapping[str, str],
    *,
    kind: Kind,
    left_out: Collection[str] = (),
) -> RecordPlan:
    """Decide columns from the header and the first rows of data.

    Parameters
    ----------
    source
        Name of the file for sentences.
    rows
        First rows of data as text.
    given
        Header of a canonical column as the person said.
    left_out
        Columns that the person said are not there.

    Raises
    ------
    UserError
        There are no rows, no column says whom a row is about, or a header that was named is not there.
    OrderLogError
        Events were asked for, and the file is an order log.
    """
    if not any(any(cell.strip() for cell in row) for row in rows):
        raise UserError("{file}: there is a header but no rows below it", file=source)
    plan = RecordPlan(source=source, kind=kind, format=form, layout=layout, choices={})
    if kind.name == "events" and _holds_orders(layout.headers, given):
        raise OrderLogError(
            "{file}: these are orders, not events; say which column is the step with --map activity=HEADER",
            file=source,
        )
    if kind.name == "customers" and (found := plan_order_customers(plan, rows, given)):
        plan = found
    else:
        plan = replace(plan, choices=find_record_columns(layout.headers, given, kind, file=source))
    plan = replace(
        plan, choices={name: choice for name, choice in plan.choices.items() if name not in left_out}
    )
    _require(plan)
    return plan


def _holds_orders(headers: Sequence[str], given: Mapping[str, str]) -> bool:
    """Tell an order log, whose status is no step, from an event log."""
    if given.keys() & {"case_id", "activity", "timestamp"} or guess_kind(headers).kind != "orders":
        return False
    found = find_columns(headers, {}, EVENTS.vocabulary, export=None, file="")
    orders = find_columns(headers, {}, ORDERS, export=None, file="")
    is_event_log = all(name in found and found[name].known != "hint" for name in EVENTS.required)
    return not is_event_log or (orders.keys() >= {"amount"} and orders["amount"].known != "hint")


def _require(plan: RecordPlan) -> None:
    headers = plan.layout.headers
    require_columns(plan.choices, headers, file=plan.source, required=plan.kind.required)
    known_by = plan.kind.known_by
    # A name may also be found in its parts.
    if not known_by or plan.choices.keys() & {*known_by, "last_name"}:
        return
    raise UserError(
        "{file}: no column says whom a row is about ({columns}); its headers are {headers}; say which one it "
        "is with --map {first}=HEADER",
        file=plan.source,
        columns=", ".join(known_by),
        first=known_by[-1],
        headers=", ".join(header for header in headers[:_MOST_SHOWN] if header),
    )
