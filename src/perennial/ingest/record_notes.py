"""What a person is told about the reading of customers, leads or touches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from perennial.core.message import Message
from perennial.ingest.notes import notes_of_dates, notes_of_rows, notes_of_source
from perennial.ingest.record_plan import RecordPlan
from perennial.ingest.rejects import Skipped

__all__ = ["UnreadColumn", "notes_of_records"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadColumn:
    """A column (by its header) with cells that could not be read: how many, and the first of them."""

    header: str
    cells: int
    row: int
    value: str


def notes_of_records(
    plan: RecordPlan,
    *,
    rows: int,
    skipped: Mapping[Skipped, int],
    repeated: int,
    unread: Sequence[UnreadColumn],
) -> tuple[Message, ...]:
    """Tell what was guessed, skipped, joined and left empty.

    Parameters
    ----------
    rows
        Rows of data seen.
    repeated
        Rows about a customer who stands in a row above.
    """
    return (
        *notes_of_source(plan),
        *notes_of_dates(plan.dates, plan.zone),
        *_phones(plan),
        *notes_of_rows(rows=rows, skipped=skipped, without_customer=0, revenue_share=None),
        *_repeated(plan, repeated),
        *map(_unread, unread),
    )


def _phones(plan: RecordPlan) -> list[Message]:
    if "phone" not in plan.choices or plan.region is None:
        return []
    return [Message("Phone numbers without a country code are read as of {region}.", {"region": plan.region})]


def _repeated(plan: RecordPlan, repeated: int) -> list[Message]:
    if plan.from_orders is not None:
        facts = {"column": plan.header("customer_id")}
        return [Message("Rows are orders; one customer is made of all rows with one {column}.", facts)]
    if not repeated:
        return []
    return [
        Message(
            "Joined with the row above that has the same {column}: {rows:rows}; the first value of each "
            "column is kept.",
            {"column": plan.header("customer_id"), "rows": repeated},
        )
    ]


def _unread(column: UnreadColumn) -> Message:
    return Message(
        "Left empty in column {column}, as it could not be read: {rows:rows} (first '{value}' in row {row}).",
        {"column": column.header, "rows": column.cells, "value": column.value[:60], "row": column.row},
    )
