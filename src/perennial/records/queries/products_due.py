"""What a customer buys and how often, as last learnt, and in words what they are due to buy again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from perennial.core.message import Message
from perennial.records.models import Customer

__all__ = ["ProductRow", "due_words", "every", "products_of"]

#: Products named on a line of Today.
_NAMED = 2

_WEEKS_FROM, _MONTHS_FROM = 13.5, 70.0  # days
_WEEK, _MONTH = 7, 30.44


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRow:
    """A product that a customer buys: how often, when last, how many days ago, and when next.

    `next_order_likely` is None where they rather will not buy it again.
    """

    product: str
    purchases: int
    every: Message
    last_order_on: date
    days_ago: int
    next_order_likely: date | None
    due: bool


def products_of(customer: Customer, today: date) -> tuple[ProductRow, ...]:
    """Give what the customer buys, what is due first; nothing after an order that is not yet learnt from."""
    learnt, last = customer.forecast_as_of, customer.last_order_on
    if learnt is None or (last is not None and last > learnt):
        return ()
    return tuple(_row(each, today) for each in customer.products)


def due_words(customer: Customer, today: date) -> tuple[Message, ...]:
    """Say which products are due, two at most, the likeliest to be bought in front."""
    due = [each for each in products_of(customer, today) if each.due][:_NAMED]
    return tuple(
        Message(
            "{product}: usually {every}, last {ago:days} ago",
            {"product": each.product, "every": each.every, "ago": each.days_ago},
        )
        for each in due
    )


def every(days: float) -> Message:
    """Say how often, in days, weeks or months, whichever reads best."""
    if days < _WEEKS_FROM:
        whole = max(round(days), 1)
        return Message("every day") if whole == 1 else Message("every {n:days}", {"n": whole})
    if days < _MONTHS_FROM:
        return Message("every {n:weeks}", {"n": round(days / _WEEK)})
    return Message("every {n:months}", {"n": round(days / _MONTH)})


def _row(said: Mapping[str, Any], today: date) -> ProductRow:
    last, likely = date.fromisoformat(said["last_order_on"]), said["next_order_likely"]
    return ProductRow(
        product=said["product"],
        purchases=said["purchases"],
        every=every(said["usual_gap"]),
        last_order_on=last,
        days_ago=(today - last).days,
        next_order_likely=None if likely is None else date.fromisoformat(likely),
        due=said["due"],
    )
