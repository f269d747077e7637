"""Read an event log and open it; of an order log, the ladder of its purchases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from perennial.core.days import day_of
from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.flows.read_orders import open_orders
from perennial.ingest.options import ReadingOptions
from perennial.ingest.plan_records import OrderLogError
from perennial.store.duckdb.duck_events import DuckEvents
from perennial.store.duckdb.event_sources import events_of_file
from perennial.store.reading.read_records import read_records

__all__ = ["OpenedEvents", "open_event_log"]

_ALL = 1_000_000
_MOST_NAMED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedEvents:
    """An open event log.

    Attributes
    ----------
    rows, rejected
        Rows seen, and those that could not be used.
    currency
        Of its money; None where it has none.
    notes
        What must be said.
    close
        Lets go of it.
    """

    log: DuckEvents
    rows: int
    rejected: int
    currency: str | None
    notes: tuple[Message, ...]
    close: Callable[[], None]


def open_event_log(
    address: str,
    options: ReadingOptions,
    *,
    product: str | None = None,
    progress: Callable[[float], None] | None = None,
) -> OpenedEvents:
    """Read the events at an address.

    Parameters
    ----------
    product
        What will be looked at alone; purchases of an order log are numbered within it.

    Raises
    ------
    UserError
        The log cannot be used, or has no such product; the sentence says why and what to do.
    """
    try:
        file = read_records(address, options, "events", progress=progress)
    except OrderLogError:
        if address == "-":  # it has been read and is gone
            raise
        return _ladder(address, options, product, progress)
    try:
        as_of = None if options.as_of is None else day_of(options.as_of)
        log = events_of_file(file.workspace.connection, as_of=as_of)
        if product is not None:
            _require(product, [value.name for value in log.values("product", most=_ALL)])
    except BaseException:
        file.close()
        raise
    return OpenedEvents(
        log=log,
        rows=file.rows_seen,
        rejected=file.rejected,
        currency=None,
        notes=file.notes,
        close=file.close,
    )


def _ladder(
    address: str,
    options: ReadingOptions,
    product: str | None,
    progress: Callable[[float], None] | None,
) -> OpenedEvents:
    opened = open_orders(address, options, progress=progress)
    try:
        if product is not None:
            _require(product, [each.name for each in opened.log.products(most=_ALL)])
        log = opened.log.events(product=product)
    except BaseException:
        opened.close()
        raise
    facts = opened.log.facts
    said = Message("These are orders: the steps are the first to the fifth purchase of each customer.")
    return OpenedEvents(
        log=log,
        rows=facts.rows,
        rejected=facts.rejected,
        currency=facts.currency,
        notes=(said, *facts.notes),
        close=opened.close,
    )


def _require(product: str, there: Sequence[str]) -> None:
    """Refuse a product that the log does not have."""
    if product in there:
        return
    if not there:
        raise UserError("--product {product}: the log has no column of products", product=product)
    raise UserError(
        "--product {product}: the log has no such product; it has {products}",
        product=product,
        products=", ".join(there[:_MOST_NAMED]) + (" …" if len(there) > _MOST_NAMED else ""),
    )
