"""What a person is told about a reading: what was guessed, converted, skipped and left out."""

from collections.abc import Mapping
from typing import Protocol

from perennial.core.message import Message
from perennial.ingest.dates import DateReading
from perennial.ingest.exports import Export
from perennial.ingest.grouping import Grouping
from perennial.ingest.mapping import ColumnChoice
from perennial.ingest.plan import ReadingPlan, SourceFormat
from perennial.ingest.rejects import Skipped
from perennial.ingest.zones import ZoneChoice

__all__ = ["notes_of_dates", "notes_of_plan", "notes_of_rows", "notes_of_source"]


class _Plan(Protocol):
    """What is told of every plan."""

    @property
    def choices(self) -> Mapping[str, ColumnChoice]: ...
    @property
    def columns(self) -> Mapping[str, str]: ...
    @property
    def export(self) -> Export | None: ...
    @property
    def format(self) -> SourceFormat: ...
    @property
    def grouping(self) -> Grouping | None: ...


def notes_of_plan(plan: ReadingPlan) -> list[Message]:
    """Tell what was recognised or guessed; nothing where all columns bear their own names."""
    notes = [*notes_of_source(plan), *notes_of_dates(plan.dates, plan.zone)]
    if plan.numbers is not None and plan.numbers.decimal == ",":
        notes.append(Message("Amounts are read with a decimal comma."))
    if plan.amount_per == "order" and "order_id" in plan.choices:
        notes.append(Message("An amount is taken as the total of its order and counted once per order."))
    if "unit_price" in plan.choices:
        price, quantity = plan.header("unit_price"), plan.header("quantity")
        notes.append(
            Message("The amount is {price} times {quantity}.", {"price": price, "quantity": quantity})
        )
    return notes


def notes_of_source(plan: _Plan) -> list[Message]:
    """Tell which columns were recognised or guessed, and how the text was."""
    return [*_columns(plan), *_format(plan)]


def notes_of_dates(dates: DateReading | None, zone: ZoneChoice) -> list[Message]:
    """Tell how dates were read and in which time zone days are counted."""
    notes = []
    if dates is not None and dates.pattern is not None:
        notes.append(Message("Dates are read as {pattern}.", {"pattern": dates.pattern}))
    elif dates is not None and dates.serial:
        notes.append(Message("Dates are read as day numbers of a spreadsheet."))
    elif dates is not None and (dates.seconds or dates.millis):
        notes.append(Message("Dates are read as seconds since 1970 (Unix time)."))
    if zone.mixed:
        facts = {"zone": zone.name}
        notes.append(
            Message("Times come with different offsets; days are counted in {zone} (--time-zone).", facts)
        )
    elif zone.converted:
        notes.append(Message("Days are counted in the time zone {zone} (--time-zone).", {"zone": zone.name}))
    return notes


def notes_of_rows(
    *, rows: int, skipped: Mapping[Skipped, int], without_customer: int, revenue_share: float | None
) -> list[Message]:
    """Tell what was skipped and what could not be used for want of a customer.

    Parameters
    ----------
    rows
        Rows of data seen.
    revenue_share
        Share of the revenue of rows without a customer, 0 to 1; None where there are no amounts.
    """
    notes = [_skipped(kind, {"rows": count}) for kind, count in skipped.items() if count]
    if without_customer and rows:
        facts = {"rows": without_customer, "share": without_customer / rows, "revenue": revenue_share}
        notes.append(_without_customer(facts))
    return notes


def _skipped(kind: Skipped, facts: Mapping[str, int]) -> Message:
    notes: Mapping[Skipped, Message] = {
        "title": Message("Skipped above the header: {rows:rows}.", facts),
        "total": Message("Skipped as totals: {rows:rows}.", facts),
        "group": Message("Skipped as they only name a customer or a group: {rows:rows}.", facts),
        "blank": Message("Skipped as empty: {rows:rows}.", facts),
        "header": Message("Skipped as they repeat the header: {rows:rows}.", facts),
        "other_currency": Message("Left out as they are in another currency: {rows:rows}.", facts),
    }
    return notes[kind]


def _without_customer(facts: Mapping[str, float | None]) -> Message:
    if facts["revenue"] is None:
        return Message("Left out for want of a customer: {rows:rows}, {share:percent} of all.", facts)
    return Message(
        "Left out for want of a customer: {rows:rows}, {share:percent} of all and {revenue:percent} of the "
        "revenue.",
        facts,
    )


def _columns(plan: _Plan) -> list[Message]:
    known = {choice.known for choice in plan.choices.values()}
    columns = ", ".join(f"{name} ← {header}" for name, header in plan.columns.items() if header != name)
    if plan.export is not None and "export" in known:
        return [
            Message(
                "Recognised an export from {export}: {columns}.",
                {"export": plan.export.name, "columns": columns},
            )
        ]
    if known <= {"named", "given"}:
        return []
    return [Message("Columns guessed from their headers: {columns}.", {"columns": columns})]


def _format(plan: _Plan) -> list[Message]:
    notes = []
    if plan.format.encoding in {"windows-1251", "windows-1252"}:
        notes.append(Message("The text is read as {encoding}.", {"encoding": plan.format.encoding}))
    if plan.grouping is not None:
        notes.append(Message("Customers are taken from rows of their own above their orders."))
    return notes
