"""A file of customers, leads or touches as it was read: typed rows that stream, and what was not read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final

from perennial.core.message import Message
from perennial.ingest.kinds.unread import UNREAD
from perennial.ingest.mapping import ColumnChoice
from perennial.ingest.record_plan import RecordPlan
from perennial.ingest.rejects import REASONS, Skipped
from perennial.store.reading.record_rows import record_columns
from perennial.store.reading.workspace import Workspace

__all__ = ["LeftCell", "RecordFile", "Row"]

Row = dict[str, object]

_FETCH: Final = 10_000
_CONSENTS: Final[Mapping[str, bool]] = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftCell:
    """A cell that was not used: row as in the source (header = row 1), header, text, code of the reason."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFile:
    """A file that was read.

    Parameters
    ----------
    rows_seen, records
        Rows of data, and how many records they make (of customers one for each id).
    rejected
        Rows that could not be used; `rejects` gives each.
    skipped
        Rows that are no data, by kind.
    content_hash
        SHA-256 of the file's bytes, or of the rows that a database gave.
    reasons
        Sentence of each code of a reason, of rejects and of unread cells.
    """

    workspace: Workspace
    plan: RecordPlan
    rows_seen: int
    records: int
    rejected: int
    skipped: Mapping[Skipped, int]
    notes: tuple[Message, ...]
    content_hash: str
    reasons: Mapping[str, Message] = field(default_factory=lambda: {**REASONS, **UNREAD})

    @property
    def mapping(self) -> Mapping[str, ColumnChoice]:
        """Each column with the headers it is read from, and how that is known."""
        return self.plan.choices

    @property
    def rejects(self) -> tuple[LeftCell, ...]:
        """The rows that could not be used, in the order of the source."""
        return self._left("rejects")

    @property
    def unread(self) -> tuple[LeftCell, ...]:
        """The cells that were left empty in rows that are kept, in the order of the source."""
        return self._left("unread")

    def rows(self) -> Iterator[Row]:
        """Stream the records in the order of the source.

        Every record has `row` and all columns of its kind, None where there is nothing. Days are `date`,
        moments `datetime` in business clock time, minutes `float`, consents True, False or the day of
        consent. `phone` is the first number in E.164, `other_phones` a tuple of the rest, `written_phone`
        the text they come from.
        """
        names = record_columns(self.plan)
        written = "written_phone" if "phone" in self.plan.choices else "NULL"
        cursor = self.workspace.connection.cursor()
        try:
            cursor.execute(f"SELECT row, {', '.join(names)}, {written} FROM records ORDER BY row")  # noqa: S608
            while batch := cursor.fetchmany(_FETCH):
                for row, *values, phones in batch:
                    yield _typed_row(row, dict(zip(names, values, strict=True)), phones, self.plan)
        finally:
            cursor.close()

    def preview(self, rows: int = 20) -> list[Row]:
        """Give the first records."""
        return list(islice(self.rows(), rows))

    def close(self) -> None:
        """Close the database and remove all temporary files."""
        self.workspace.close()

    def _left(self, table: str) -> tuple[LeftCell, ...]:
        found = self.workspace.all(
            f'SELECT row, "column", value, reason FROM {table} ORDER BY row, "column"'  # noqa: S608
        )
        return tuple(
            LeftCell(row=int(str(row)), column=str(column), value=str(value), reason=str(reason))
            for row, column, value, reason in found
        )


def _typed_row(row: int, values: Row, phones: str | None, plan: RecordPlan) -> Row:
    for name, value in values.items():
        if isinstance(value, str):
            values[name] = value.replace("\0", "")  # no database keeps it
        if value is not None and plan.kind.cell(name) == "consent":
            values[name] = _CONSENTS[str(value)] if value in _CONSENTS else date.fromisoformat(str(value))
    if "phone" in plan.kind.cells:
        first, *others = str(values["phone"] or "").split(" ")
        values |= {"phone": first or None, "other_phones": tuple(others), "written_phone": phones}
    return {"row": row, **values}
