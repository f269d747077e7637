"""An order log as whole orders: lines joined, copies left out, every order with an id that stays its own."""
# ruff: noqa: S608 - names come from a list of our own

import hashlib
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from perennial.ingest.columns import DAYS
from perennial.store.duckdb.texts import sql_text
from perennial.store.reading.raw_orders import RawOrders

__all__ = ["OrderPart", "WholeOrder", "count_whole_orders", "refund_id", "whole_orders"]

_FETCH: Final = 5_000
_CENT: Final = Decimal("0.01")
_Row = dict[str, Any]
#: Before the id of an order that has none of its own; no program writes ids so.
_NAMELESS: Final = "~"
_FIELDS: Final = ("currency", "status", "category", "channel", "seller", "contract_id", "initiated_by")


_FIRST_OR_LAST: Final[Mapping[str, Any]] = {"paid_on": min, "fully_paid_on": max, "delivered_on": max}
#: What a later export may tell of an order without making it another.
_NOT_IN_ID: Final = frozenset({"row", "order_id", "seller", *DAYS})


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPart:
    """One line of an order: a product and its amount."""

    product: str
    amount: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeOrder:
    """One order; `row` is the first of its rows, `ordered_at` on the clock of the business, "" is nothing."""

    row: int
    order_id: str
    customer_id: str
    ordered_at: datetime
    amount: Decimal | None = None
    currency: str = ""
    status: str = ""
    product: str = ""
    category: str = ""
    channel: str = ""
    seller: str = ""
    refund_of: str = ""
    contract_id: str = ""
    initiated_by: str = ""
    paid_on: date | None = None
    fully_paid_on: date | None = None
    delivered_on: date | None = None
    parts: tuple[OrderPart, ...] = ()


def whole_orders(raw: RawOrders) -> Iterator[WholeOrder]:
    """Stream the orders of a log, always in the same sequence and under the same ids.

    Rows of one customer and order number are one order, but for refunds and rows with a status or contract
    of their own, which are kept beside it under an id made from its number. An order without a number gets
    an id made from what it says, and from how many alike stand above it.

    Parameters
    ----------
    raw
        The log; its order rows are not changed.
    """
    copies: Counter[str] = Counter()
    owners: dict[str, str] = {}
    for rows in _grouped(raw):
        order = _joined(rows)
        if not order["order_id"]:
            order["order_id"] = _own_id(order, copies)
        elif owners.setdefault(order["order_id"], _group(rows[0])) != _group(rows[0]):
            order = _beside(order)
        yield WholeOrder(**order)
        if refunded := _refunded(rows):
            yield WholeOrder(**_refund(order, refunded))


def count_whole_orders(raw: RawOrders) -> int:
    """Give about how many orders the log has, for showing progress."""
    lone, numbered = raw.workspace.one(
        f"SELECT count(*) FILTER (order_id IS NULL), count(DISTINCT (customer_id, order_id)) FILTER "
        f"(order_id IS NOT NULL) FROM {raw.orders}"
    )
    return int(str(lone)) + int(str(numbered))


def refund_id(order_id: str) -> str:
    """Give the id under which what an order says of its refund is kept."""
    return f"{order_id}{_NAMELESS}refund"


def _grouped(raw: RawOrders) -> Iterator[list[_Row]]:
    names = ("row", "customer_id", "ordered_at", "amount", "order_id", "product", "refund_of", *_FIELDS,
             "refunded_amount", *DAYS)  # fmt: skip
    _leave_out_copies(raw)
    # Where no channel is named, the source stands for it.
    cells = ["coalesce(channel, source) AS channel" if name == "channel" else name for name in names]
    # The group's first row decides its place, so that orders come as the log has them.
    group = (
        "coalesce(order_id, 'r' || row), customer_id, contract_id, status, refund_of, coalesce(amount, 0) < 0"
    )
    cursor = raw.connection.cursor()
    try:
        cursor.execute(
            f"SELECT {', '.join(cells)}, min(row) OVER (PARTITION BY {group}) AS first FROM {raw.orders} "
            "WHERE row NOT IN (SELECT row FROM repeated_rows) ORDER BY first, row"
        )
        fetched = (row for batch in iter(lambda: cursor.fetchmany(_FETCH), []) for row in batch)
        for _, rows in groupby(fetched, key=lambda row: row[-1]):
            yield [dict(zip(names, row, strict=False)) for row in rows]
    finally:
        cursor.close()


def _leave_out_copies(raw: RawOrders) -> None:
    """Find what an export that was joined twice repeats, by the rule that counting has."""
    raw.connection.execute("DROP TABLE IF EXISTS repeated_rows")
    raw.connection.execute("SET VARIABLE end_of_observation = TIMESTAMP '9999-01-01'")
    if raw.workspace.count(f"SELECT count(order_id) FROM {raw.orders}"):
        raw.connection.execute(sql_text("repeated_rows").replace("TEMP TABLE", "TABLE"))
    else:
        raw.connection.execute('CREATE TABLE repeated_rows ("row" BIGINT)')


def _joined(rows: list[_Row]) -> _Row:
    first = rows[0]
    amounts = [_money(row["amount"]) for row in rows]
    known = [amount for amount in amounts if amount is not None]
    products = [_text(row["product"]) for row in rows]
    amount = sum(known, Decimal(0)) if known else None
    several = len(rows) > 1 and any(products)
    return {
        "row": first["row"],
        "order_id": _text(first["order_id"]),
        "customer_id": _text(first["customer_id"]),
        "ordered_at": min(row["ordered_at"] for row in rows),
        "amount": amount,
        "product": next(filter(None, products), ""),
        "refund_of": _text(first["refund_of"]),
        **{name: next((text for row in rows if (text := _text(row[name]))), "") for name in _FIELDS},
        # Of an order that was paid or delivered in parts: the first money, the last money, the last goods.
        **{
            name: _FIRST_OR_LAST[name]((row[name] for row in rows if row[name]), default=None)
            for name in DAYS
        },
        "parts": tuple(map(_part, products, amounts)) if several else (),
    }


def _part(product: str, amount: Decimal | None) -> OrderPart:
    return OrderPart(product=product, amount=amount)


def _group(row: _Row) -> str:
    amount = _money(row["amount"]) or 0
    return repr(
        [_text(row[name]) for name in ("customer_id", "contract_id", "status", "refund_of")] + [amount < 0]
    )


def _own_id(order: _Row, copies: Counter[str]) -> str:
    said = _digest({name: value for name, value in order.items() if name not in _NOT_IN_ID})
    copies[said] += 1
    return f"{_NAMELESS}{said}" + (f"-{copies[said]}" if copies[said] > 1 else "")


def _beside(order: _Row) -> _Row:
    """Give an order whose number is another's an id of its own; a refund then names what it refunds."""
    number = str(order["order_id"])
    said = [order[name] for name in ("customer_id", "contract_id", "status", "refund_of")]
    amount = order["amount"]
    is_refund = isinstance(amount, Decimal) and amount < 0
    own = _digest({"said": said, "refund": is_refund})[:8]
    return {
        **order,
        "order_id": f"{number}{_NAMELESS}{own}",
        "refund_of": order["refund_of"] or (number if is_refund else ""),
    }


def _refunded(rows: list[_Row]) -> Decimal:
    return sum((abs(_money(row["refunded_amount"]) or Decimal(0)) for row in rows), Decimal(0))


def _refund(order: _Row, amount: Decimal) -> _Row:
    number = str(order["order_id"])
    return {
        **order, **dict.fromkeys(DAYS), "order_id": refund_id(number), "refund_of": number, "amount": -amount,
        "parts": (),
    }  # fmt: skip


def _digest(said: object) -> str:
    return hashlib.sha256(repr(said).encode()).hexdigest()[:20]


def _text(value: object) -> str:
    return "" if value is None else str(value).replace("\0", "").strip()


def _money(value: object) -> Decimal | None:
    if value is None or not math.isfinite(float(str(value))):
        return None
    return Decimal(str(value)).quantize(_CENT)
