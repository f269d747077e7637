"""An event log from arrays instead of a file: any events, or the leads, touches and orders of a business."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import duckdb
import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from perennial.engine.process.order_steps import ORDER_STEPS, TOUCH_STEPS
from perennial.store.duckdb.duck_events import DuckEvents
from perennial.store.duckdb.event_opening import open_events
from perennial.store.duckdb.registered import registered
from perennial.store.duckdb.texts import sql_text

__all__ = ["RecordColumns", "events_of_columns", "events_of_records"]

Columns = Mapping[str, NDArray[Any]]

_EVENTS = {
    "case_id": "VARCHAR",
    "activity": "VARCHAR",
    "moment": "TIMESTAMP",
    "resource": "VARCHAR",
    "owner": "VARCHAR",
    "product": "VARCHAR",
    "channel": "VARCHAR",
    "source": "VARCHAR",
    "amount": "DOUBLE",
    "cost": "DOUBLE",
    "is_touch": "BOOLEAN",
}
_LEADS = {
    "case_id": "VARCHAR",
    "source": "VARCHAR",
    "product": "VARCHAR",
    "channel": "VARCHAR",
    "resource": "VARCHAR",
    "cost": "DOUBLE",
    "entered_at": "TIMESTAMP",
}
_LEAD_STEPS = {
    "case_id": "VARCHAR",
    "lead_step": "VARCHAR",
    "product": "VARCHAR",
    "resource": "VARCHAR",
    "reached_at": "TIMESTAMP",
}
_TOUCHES = {
    "case_id": "VARCHAR",
    "channel": "VARCHAR",
    "resource": "VARCHAR",
    "is_ours": "BOOLEAN",
    "cost": "DOUBLE",
    "happened_at": "TIMESTAMP",
}
_ORDERS = {
    "case_id": "VARCHAR",
    "source": "VARCHAR",
    "product": "VARCHAR",
    "channel": "VARCHAR",
    "resource": "VARCHAR",
    "owner": "VARCHAR",
    "amount": "DOUBLE",
    "ordered_at": "TIMESTAMP",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordColumns:
    """What the application keeps of a sale, as columns of one length each; what is missing is nothing.

    Attributes
    ----------
    leads
        One row a lead: `case_id`, `source`, `product`, `channel`, `resource`, `cost`, `entered_at`. The
        source becomes the first step of the case.
    lead_steps
        One row a step that a lead reached: `case_id`, `lead_step`, `product`, `resource`, `reached_at`.
    touches
        `case_id`, `channel`, `resource`, `is_ours` (begun by us), `cost`, `happened_at`. What we begin after
        the first order is a step of the map; all touches are counted as work.
    orders
        `case_id`, `source` (how the customer learned of us, where there is no lead), `product`, `channel`,
        `resource` (who sold), `owner` (in whose hands the customer is after it), `amount`, `ordered_at`.
    """

    leads: Columns = field(default_factory=dict)
    lead_steps: Columns = field(default_factory=dict)
    touches: Columns = field(default_factory=dict)
    orders: Columns = field(default_factory=dict)


def events_of_columns(columns: Columns, *, as_of: int | None = None) -> DuckEvents:
    """Open events; the arrays of shape (m,) stand under canonical names.

    `case_id`, `activity` and `moment` (datetime64) are needed; in arrays of objects None stands for nothing.

    Raises
    ------
    UserError
        There is no event, or none on or before `as_of`.
    """
    connection = duckdb.connect()
    with registered(connection, "given", columns):
        text = sql_text("process/rows_of_columns")
        connection.execute(text.format(cells=_cells(_EVENTS, columns)))
    return open_events(connection, as_of=as_of)


def events_of_records(
    records: RecordColumns, *, product: str | None = None, as_of: int | None = None
) -> DuckEvents:
    """Open the events of leads, touches and orders: sources, lead steps, the ladder, touches in between.

    Parameters
    ----------
    product
        Only leads and orders of this product, and touches of their customers; orders are numbered within it.

    Raises
    ------
    UserError
        There is no event, or none on or before `as_of`.
    """
    connection = duckdb.connect()
    for name, columns, kinds in (
        ("process_leads", records.leads, _LEADS),
        ("process_lead_steps", records.lead_steps, _LEAD_STEPS),
        ("process_touches", records.touches, _TOUCHES),
        ("process_orders", records.orders, _ORDERS),
    ):
        _keep(connection, name, columns, kinds)
    facts = {"product": product, "order_steps": list(ORDER_STEPS), "touch_steps": list(TOUCH_STEPS)}
    connection.execute(sql_text("process/records_events"), facts)
    return open_events(connection, as_of=as_of)


def _keep(connection: DuckDBPyConnection, name: str, columns: Columns, kinds: Mapping[str, str]) -> None:
    """Copy columns into a table of numbered rows; an empty table where there are none."""
    given = columns or {next(iter(kinds)): np.array([], dtype=object)}
    with registered(connection, "given", given):
        connection.execute(
            f"CREATE TABLE {name} AS "  # noqa: S608 - names of our own
            f'SELECT row_number() OVER () AS "row", {_cells(kinds, given)} FROM given'
        )


def _cells(kinds: Mapping[str, str], columns: Columns) -> str:
    return ", ".join(
        f"{name if name in columns else _NOTHING.get(kind, 'NULL')}::{kind} AS {name}"
        for name, kind in kinds.items()
    )


_NOTHING = {"BOOLEAN": "false"}
