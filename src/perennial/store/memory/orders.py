"""Lines put together into orders, refunds set against them, and the fate of each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from perennial.ingest.cleaning import DUST, CleaningRules
from perennial.store.memory.lines import Line
from perennial.store.memory.order_rows import OrderKey, order_key

__all__ = ["Order", "Refund", "fate_of", "make_orders", "set_refunds"]


@dataclass(slots=True, kw_only=True)
class Order:
    """An order of a customer; `role` is order, refunded, or the status it is left out for."""

    customer_id: str
    role: str
    moment: datetime
    first_row: int
    sold: float
    given_back: float
    touched: bool
    lines: list[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """A refund that is not part of an order; `target` names its order, None where it names none."""

    customer_id: str
    moment: datetime
    first_row: int
    amount: float
    target: str | None


def make_orders(lines: Iterable[Line], *, has_amounts: bool) -> tuple[list[Order], list[Refund]]:
    """Group lines into orders, and what is left into refunds."""
    groups: dict[OrderKey, list[Line]] = defaultdict(list)
    refunds = []
    for line in lines:
        if line.kind == "pointer":
            refunds.append(_refund([line], line.row.refund_of))
        else:
            groups[order_key(line.row)].append(line)
    orders = []
    for group in groups.values():
        order = _order(group, has_amounts=has_amounts)
        if order is None:
            refunds.append(_refund(group, None))
        else:
            orders.append(order)
    return orders, refunds


def set_refunds(orders: Sequence[Order], refunds: Sequence[Refund]) -> list[Refund]:
    """Set refunds against orders, those that name theirs first; give those that fit none."""
    loose = []
    for refund in sorted(
        refunds, key=lambda each: (each.target is None, each.moment, each.amount, each.first_row)
    ):
        order = _named(orders, refund) if refund.target is not None else _latest_fit(orders, refund)
        if order is None:
            loose.append(refund)
        else:
            order.given_back += refund.amount
            order.touched = True
    return loose


def fate_of(order: Order, rules: CleaningRules, *, has_amounts: bool) -> str:
    """Say whether an order counts, else why not."""
    if order.role != "order":
        return order.role
    if not has_amounts:
        return "refunded" if order.touched else "counted"
    if order.given_back >= DUST and order.sold - order.given_back < DUST:
        return "refunded"
    if order.sold < DUST and not rules.keep_zero:
        return "zero_amount"
    return "counted"


def _order(group: list[Line], *, has_amounts: bool) -> Order | None:
    role = _role(group, has_amounts=has_amounts)
    if role is None:
        return None
    sales = [line for line in group if line.kind == "sale"]
    refunds = [line for line in group if line.kind == "refund"]
    given_back = sum(abs(line.amount) for line in refunds)
    given_back += sum(abs(line.row.refunded_amount or 0) for line in sales)
    ordered = role == "order"
    return Order(
        customer_id=group[0].row.customer_id,
        role=role,
        moment=min(line.row.ordered_at for line in (sales if ordered else group)),
        first_row=min(line.row.row for line in group),
        sold=sum(line.amount for line in sales) if ordered else 0.0,
        given_back=given_back if ordered else 0.0,
        touched=ordered and bool(refunds),
        lines=group,
    )


def _role(group: list[Line], *, has_amounts: bool) -> str | None:
    """Say what a group of lines is; None: a refund without an order of its own."""
    sales = [line for line in group if line.kind == "sale"]
    left_out = [line for line in group if line.kind in ("cancelled", "test", "draft")]
    said = any(line.row.status is not None for line in sales)
    own_refund = any(line.kind == "refund" and (line.amount >= 0 or not has_amounts) for line in group)
    if left_out and not said:
        return min(line.kind for line in left_out)
    if said or sum(line.amount for line in sales) >= DUST or (sales and not own_refund):
        return "order"
    return "refunded" if own_refund else None


def _refund(group: list[Line], target: str | None) -> Refund:
    return Refund(
        customer_id=group[0].row.customer_id,
        moment=min(line.row.ordered_at for line in group),
        first_row=min(line.row.row for line in group),
        amount=sum(abs(line.amount) for line in group),
        target=target,
    )


def _named(orders: Iterable[Order], refund: Refund) -> Order | None:
    named = [
        order
        for order in orders
        if order.customer_id == refund.customer_id
        and any(line.row.order_id == refund.target for line in order.lines)
    ]
    return min(named, key=lambda order: order.lines[0].row.contract_id or "", default=None)


def _latest_fit(orders: Iterable[Order], refund: Refund) -> Order | None:
    if refund.amount < DUST:
        return None
    fitting = [
        order
        for order in orders
        if order.role == "order"
        and order.customer_id == refund.customer_id
        and order.moment <= refund.moment
        and order.sold - order.given_back > refund.amount - DUST
    ]
    exact = [order for order in fitting if order.sold - order.given_back < refund.amount + DUST]
    return max(exact or fitting, key=lambda order: (order.moment, order.sold, order.first_row), default=None)
