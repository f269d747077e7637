"""Orders of somebody erased: their numbers become hashes, by which the same file knows them again."""

from collections.abc import Iterable
from dataclasses import replace

from perennial.records.models import Order
from perennial.records.operations.mirror_rows import OWN_NUMBER
from perennial.records.operations.take_updates import update_rows
from perennial.records.queries.suppression import digest_of
from perennial.store.reading.whole_orders import WholeOrder

__all__ = ["make_nameless", "without_person"]

_NUMBERS = ("external_id", "refund_of", "contract_id")
_LENGTH = 32


def make_nameless(customer_ids: Iterable[int]) -> int:
    """Replace the numbers of these customers' orders, so that no other program's list tells whose they are.

    A refund still names its order, and the orders of a contract still share it: equal numbers have equal
    hashes. Call it inside the transaction that erases, once.

    Returns
    -------
    int
        The orders that are kept.
    """
    orders = list(Order.objects.filter(customer__in=list(customer_ids)).only(*_NUMBERS))
    for order in orders:
        for name in _NUMBERS:
            setattr(order, name, _nameless(getattr(order, name)))
    update_rows(orders, _NUMBERS)
    return len(orders)


def without_person(order: WholeOrder) -> WholeOrder:
    """Give what may be kept of an order that a file or a shop tells of somebody erased."""
    return replace(
        order,
        order_id=_nameless(order.order_id),
        refund_of=_nameless(order.refund_of),
        contract_id=_nameless(order.contract_id),
        product="",
        category="",
        channel="",
        parts=(),
    )


def _nameless(number: str) -> str:
    """Give what stands for a number of somebody erased; one that was made up is still known to be that."""
    if not number:
        return ""
    return (OWN_NUMBER if number.startswith(OWN_NUMBER) else "") + digest_of(number)[:_LENGTH]
