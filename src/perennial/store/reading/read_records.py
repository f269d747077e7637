"""Reads a file of customers, leads or touches into typed rows that stream, and tells what was not read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.ingest.addresses import parse_address
from perennial.ingest.kinds.catalogue import KINDS
from perennial.ingest.kinds.kind import KindName
from perennial.ingest.kinds.unread import UNREAD
from perennial.ingest.mapping import ColumnChoice
from perennial.ingest.options import ReadingOptions
from perennial.ingest.record_notes import UnreadColumn, notes_of_records
from perennial.ingest.record_plan import RecordPlan, plan_records
from perennial.ingest.rejects import MOST_UNUSABLE, REASONS, Skipped, UnusableReason, too_many_unusable
from perennial.store.reading.guarded import guarded_workspace
from perennial.store.reading.record_cells import keep_record_cells
from perennial.store.reading.record_rows import RecordCounts, make_records, record_columns
from perennial.store.reading.record_settling import settle_records
from perennial.store.reading.sources import open_source
from perennial.store.reading.workspace import Workspace

__all__ = ["LeftCell", "RecordFile", "read_records"]

Row = dict[str, object]
Listener = Callable[[float], None]

_FETCH: Final = 10_000
_OPENED: Final = 0.3
_KEPT: Final = 0.5
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


def read_records(
    address: str, options: ReadingOptions, kind: KindName, *, progress: Listener | None = None
) -> RecordFile:
    """Read a file of customers, leads or touches, of any format that orders are read from.

    Customers may also be read from a file of orders: one for each id that its orders have.

    Parameters
    ----------
    address
        A file, ``-``, ``sqlite:FILE#TABLE`` or ``postgresql://...#SELECT ...``.
    options
        What the person said about it.
    progress
        Called with the share that is done, 0 to 1.

    Raises
    ------
    UserError
        The file cannot be used; one sentence says why and what to do.
    """
    with guarded_workspace(address, options) as workspace:
        return _read(address, options, kind, workspace, progress or _nobody)


def _read(
    address: str, options: ReadingOptions, kind: KindName, workspace: Workspace, progress: Listener
) -> RecordFile:
    table = open_source(parse_address(address), options, workspace, lambda share: progress(_OPENED * share))
    progress(_OPENED)
    plan = plan_records(
        table.source, table.format, table.layout, table.sample, options.map, kind=KINDS[kind],
        left_out=options.left_out,
    )  # fmt: skip
    keep_record_cells(workspace, table, plan)
    progress(_KEPT)
    plan = settle_records(workspace, plan, table.sample, options)
    counts = make_records(workspace, plan)
    _refuse_unusable(workspace, counts, plan)
    progress(1.0)
    skipped: dict[Skipped, int] = {"title": plan.layout.titles} if plan.layout.titles else {}
    skipped |= counts.skipped
    return RecordFile(
        workspace=workspace,
        plan=plan,
        rows_seen=counts.rows,
        records=counts.records,
        rejected=sum(counts.rejected.values()),
        skipped=skipped,
        notes=notes_of_records(
            plan, rows=counts.rows, skipped=skipped, repeated=counts.repeated, unread=_unread(workspace)
        ),
        content_hash=table.content_hash,
    )


def _typed_row(row: int, values: Row, phones: str | None, plan: RecordPlan) -> Row:
    for name, value in values.items():
        if value is not None and plan.kind.cell(name) == "consent":
            values[name] = _CONSENTS[str(value)] if value in _CONSENTS else date.fromisoformat(str(value))
    if "phone" in plan.kind.cells:
        first, *others = str(values["phone"] or "").split(" ")
        values |= {"phone": first or None, "other_phones": tuple(others), "written_phone": phones}
    return {"row": row, **values}


def _refuse_unusable(workspace: Workspace, counts: RecordCounts, plan: RecordPlan) -> None:
    if counts.rows == 0:
        raise UserError("{file}: there is a header but no rows below it", file=plan.source)
    share = sum(counts.rejected.values()) / counts.rows
    if share > MOST_UNUSABLE:
        raise too_many_unusable(plan.source, share, _reasons(workspace, counts))


def _reasons(workspace: Workspace, counts: RecordCounts) -> list[UnusableReason]:
    found = []
    for reason, rows in sorted(counts.rejected.items(), key=lambda item: -item[1]):
        row, column, value = workspace.one(
            f"SELECT row, \"column\", value FROM rejects WHERE reason = '{reason}' ORDER BY row LIMIT 1"  # noqa: S608
        )
        found.append(
            UnusableReason(reason=reason, rows=rows, row=int(str(row)), column=str(column), value=str(value))
        )
    return found


def _unread(workspace: Workspace) -> list[UnreadColumn]:
    found = workspace.all(
        'SELECT "column", count(*), min(row), arg_min(value, row) FROM unread '
        'GROUP BY "column" ORDER BY count(*) DESC, "column"'
    )
    return [
        UnreadColumn(header=str(header), cells=int(str(cells)), row=int(str(row)), value=str(value))
        for header, cells, row, value in found
    ]


def _nobody(share: float) -> None:
    del share
