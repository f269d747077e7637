"""Reads a file of customers, leads or touches, of any format that orders are read from."""

from collections.abc import Callable
from typing import Final

from perennial.core.errors import UserError
from perennial.ingest.addresses import parse_address
from perennial.ingest.kinds.catalogue import KINDS
from perennial.ingest.kinds.kind import KindName
from perennial.ingest.options import ReadingOptions
from perennial.ingest.plan_records import plan_records
from perennial.ingest.record_notes import UnreadColumn, notes_of_records
from perennial.ingest.record_plan import RecordPlan
from perennial.ingest.rejects import MOST_UNUSABLE, Skipped, UnusableReason, too_many_unusable
from perennial.store.reading.guarded import guarded_workspace, with_damage_said
from perennial.store.reading.record_cells import keep_record_cells
from perennial.store.reading.record_file import RecordFile
from perennial.store.reading.record_rows import RecordCounts, make_records
from perennial.store.reading.record_settling import settle_records
from perennial.store.reading.sources import open_source
from perennial.store.reading.workspace import Workspace

__all__ = ["read_records"]

Listener = Callable[[float], None]

_OPENED: Final = 0.3
_KEPT: Final = 0.5


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
    with with_damage_said(table.format.kind, table.source):
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
