"""Why rows could not be used: how many for each reason, with the first as an example."""

from dataclasses import dataclass

from perennial.core.message import Message
from perennial.store.reading.raw_orders import RawOrders

__all__ = ["RejectCount", "count_rejects"]

_COUNTS = """
SELECT reason, count(*), min(row), arg_min("column", row), arg_min(value, row)
FROM rejects GROUP BY reason ORDER BY count(*) DESC, reason
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectCount:
    """One reason, the rows it concerns, and the first of them: row number, column and value."""

    reason: Message
    rows: int
    row: int
    column: str
    value: str


def count_rejects(raw: RawOrders) -> tuple[RejectCount, ...]:
    """Count the rejected rows by reason, the commonest first."""
    found = raw.connection.execute(_COUNTS).fetchall()
    return tuple(
        RejectCount(reason=raw.reasons[code], rows=rows, row=row, column=column or "", value=value or "")
        for code, rows, row, column, value in found
    )
