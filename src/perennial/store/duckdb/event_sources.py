"""Event logs of what was read: a file of events, or an order log whose ladder is followed."""

from duckdb import DuckDBPyConnection

from perennial.engine.process.order_steps import ORDER_STEPS
from perennial.store.duckdb.duck_events import DuckEvents
from perennial.store.duckdb.event_opening import open_events
from perennial.store.duckdb.texts import sql_text

__all__ = ["events_of_file", "events_of_purchases"]


def events_of_file(connection: DuckDBPyConnection, *, as_of: int | None = None) -> DuckEvents:
    """Open the events of a connection that holds ``records`` of the kind events.

    Raises
    ------
    UserError
        There is no event, or none on or before `as_of`.
    """
    connection.execute(sql_text("process/rows_of_file"))
    return open_events(connection, as_of=as_of)


def events_of_purchases(
    connection: DuckDBPyConnection, purchases: str, *, product: str | None, as_of: int
) -> DuckEvents:
    """Open the ladder of the connection of an open order log.

    Parameters
    ----------
    purchases
        The table that is followed: ``purchases``, or those that hold one product, which have no money.
    product
        That product.
    """
    text = sql_text("process/purchases_as_events")
    text = text.format(purchases=purchases, amount="amount" if product is None else "NULL")
    connection.execute(text, {"order_steps": list(ORDER_STEPS), "product": product})
    return open_events(connection, as_of=as_of)
