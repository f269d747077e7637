"""An order log as it was read: order rows and rejects in DuckDB, with the plan and what to tell of it."""
# ruff: noqa: S608 - names and values come quoted from sql_text

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import duckdb

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.ingest.addresses import parse_address
from perennial.ingest.notes import notes_of_plan, notes_of_rows
from perennial.ingest.options import ReadingOptions
from perennial.ingest.plan import ReadingPlan, plan_reading
from perennial.ingest.rejects import MOST_UNUSABLE, REASONS, Skipped, UnusableReason, too_many_unusable
from perennial.store.reading.cells import keep_cells
from perennial.store.reading.guarded import guarded_workspace, with_damage_said
from perennial.store.reading.order_rows import Counts, make_order_rows
from perennial.store.reading.settling import settle
from perennial.store.reading.sources import open_source
from perennial.store.reading.sql_text import literal
from perennial.store.reading.workspace import Workspace

__all__ = ["RawOrders", "read_orders"]

Listener = Callable[[float], None]

#: Shares of the work that are done when the source is open, its cells are kept, the plan is settled.
_OPENED: Final = 0.3
_KEPT: Final = 0.6
_SETTLED: Final = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class RawOrders:
    """A log that was read.

    Parameters
    ----------
    workspace
        The DuckDB connection and its temporary files.
    orders
        Name of the table or view of order rows: row (as in the source, header = row 1), customer_id,
        ordered_at (business clock time), amount, the optional columns as text, refunded_amount.
    rejects
        Name of the table of rows that could not be used: row, column, value, reason (a code).
    rows, rejected
        Rows of data seen, and how many of them were rejected.
    skipped
        Rows that are no data, by kind.
    content_hash
        SHA-256 of the file's bytes, or of the rows that a database gave.
    """

    workspace: Workspace
    orders: str = "order_rows"
    rejects: str = "rejects"
    rows: int
    rejected: int
    skipped: Mapping[Skipped, int]
    plan: ReadingPlan
    notes: tuple[Message, ...]
    content_hash: str
    reasons: Mapping[str, Message] = field(default_factory=lambda: REASONS)

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The open DuckDB connection."""
        return self.workspace.connection

    def close(self) -> None:
        """Close the connection and remove all temporary files."""
        self.workspace.close()


def read_orders(address: str, options: ReadingOptions, *, progress: Listener | None = None) -> RawOrders:
    """Read an order log in bulk.

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
        The log cannot be used; one sentence says why and what to do.
    """
    with guarded_workspace(address, options) as workspace:
        return _read(address, options, workspace, progress or _nobody)


def _read(address: str, options: ReadingOptions, workspace: Workspace, progress: Listener) -> RawOrders:
    table = open_source(parse_address(address), options, workspace, lambda share: progress(_OPENED * share))
    progress(_OPENED)
    plan = plan_reading(
        table.source, table.format, table.layout, table.sample, options.map, left_out=options.left_out
    )
    with with_damage_said(table.format.kind, table.source):
        cells = keep_cells(workspace, table, plan)
        progress(_KEPT)
        plan, rules = settle(workspace, cells, plan, table.sample, options)
        progress(_SETTLED)
        counts = make_order_rows(workspace, cells, plan, rules)
    _refuse_unusable(workspace, counts, plan)
    progress(1.0)
    skipped: dict[Skipped, int] = {"title": plan.layout.titles} if plan.layout.titles else {}
    skipped |= counts.skipped
    return RawOrders(
        workspace=workspace,
        rows=counts.rows,
        rejected=sum(counts.rejected.values()),
        skipped=skipped,
        plan=plan,
        notes=(*notes_of_plan(plan), *_row_notes(counts, skipped, plan)),
        content_hash=table.content_hash,
    )


def _row_notes(counts: Counts, skipped: Mapping[Skipped, int], plan: ReadingPlan) -> list[Message]:
    has_amounts = bool({"amount", "unit_price"} & plan.choices.keys()) and counts.revenue > 0
    return notes_of_rows(
        rows=counts.rows,
        skipped=skipped,
        without_customer=counts.rejected.get("no_customer", 0),
        revenue_share=counts.revenue_without_customer / counts.revenue if has_amounts else None,
    )


def _refuse_unusable(workspace: Workspace, counts: Counts, plan: ReadingPlan) -> None:
    if counts.rows == 0:
        raise UserError("{file}: there is a header but no rows below it", file=plan.source)
    share = sum(counts.rejected.values()) / counts.rows
    if share > MOST_UNUSABLE:
        raise too_many_unusable(plan.source, share, _reasons(workspace, counts))


def _reasons(workspace: Workspace, counts: Counts) -> list[UnusableReason]:
    """Give the reasons, the commonest first, each with its first row as example."""
    ranked = sorted(counts.rejected.items(), key=lambda item: -item[1])
    found = []
    for reason, rows in ranked:
        row, column, value = workspace.one(
            f'SELECT row, "column", value FROM rejects WHERE reason = {literal(reason)} ORDER BY row LIMIT 1'
        )
        found.append(
            UnusableReason(reason=reason, rows=rows, row=int(str(row)), column=str(column), value=str(value))
        )
    return found


def _nobody(share: float) -> None:
    del share
