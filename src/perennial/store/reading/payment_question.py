"""Counts rows that share a number on several days, and asks whether they are payments."""
# ruff: noqa: S608 - names come from a list of our own

from perennial.ingest.options import ReadingOptions
from perennial.ingest.payments import SharedNumber, ask_about_payments
from perennial.ingest.questions import Question
from perennial.store.reading.raw_orders import RawOrders

__all__ = ["payment_question"]


def payment_question(raw: RawOrders, options: ReadingOptions) -> Question | None:
    """Ask whether a row is an order or a payment, where the log suggests that it may be a payment.

    Parameters
    ----------
    raw
        The log as it was read with these options.
    """
    columns = [name for name in ("contract_id", "order_id") if name in raw.plan.choices]
    shared = {name: _shared(raw, name) for name in columns}
    return ask_about_payments(raw.plan.layout.headers, raw.plan.choices, shared, options)


def _shared(raw: RawOrders, column: str) -> SharedNumber:
    groups = (
        "SELECT count(DISTINCT CAST(ordered_at AS DATE)) > 1 AS several, min(amount) = max(amount) AS equal "
        f"FROM {raw.orders} WHERE {column} IS NOT NULL AND coalesce(amount, 1) > 0 "
        f"GROUP BY customer_id, {column}"
    )
    numbers, several, equal = raw.workspace.one(
        f"SELECT count(*), count(*) FILTER (several), count(*) FILTER (several AND equal) FROM ({groups})"
    )
    return SharedNumber(numbers=int(str(numbers)), several_days=int(str(several)), equal_sums=int(str(equal)))
