"""Orders of the invented company, paid and delivered; and leads tied to the order that won them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal

from django.utils import translation

from perennial.core.days import date_of
from perennial.records.demo.cast import SYSTEM, Cast
from perennial.records.demo.write_rows import write_rows
from perennial.records.models import Customer, Lead, Order
from perennial.records.models.words import Channel, InitiatedBy

__all__ = ["add_orders", "win_leads"]

_DELIVERED_AFTER = 2  # days


def add_orders(cast: Cast, customers: Mapping[str, Customer]) -> Mapping[str, tuple[Order, ...]]:
    """Write all orders; gives them by customer, in order of time."""
    rows = list(_orders(cast, customers))
    write_rows(rows)
    found: dict[int, list[Order]] = defaultdict(list)
    for row in rows:
        found[row.customer_id].append(row)
    return {number: tuple(found[customer.pk]) for number, customer in customers.items()}


def win_leads(
    cast: Cast, leads: Mapping[str, Lead], orders: Mapping[str, tuple[Order, ...]]
) -> Mapping[str, Lead]:
    """Write the leads, those won with the first order of the customer they became."""
    table = cast.company.leads
    for number, became in zip(table.lead_id.tolist(), table.customer_id.tolist(), strict=True):
        if became and orders[became]:
            leads[number].won_order = orders[became][0]
    write_rows(leads.values())
    return leads


def _orders(cast: Cast, customers: Mapping[str, Customer]) -> Iterator[Order]:
    table, channels = cast.company.orders, _channels(cast.company.language)
    last = date_of(cast.company.last_day)
    columns = (
        table.order_id.tolist(),
        table.customer_id.tolist(),
        table.product_id.tolist(),
        table.day.tolist(),
        table.minute.tolist(),
        table.amount.tolist(),
        table.channel.tolist(),
        table.seller_id.tolist(),
        table.initiated_by.tolist(),
    )
    for number, whose, product, day, minute, amount, channel, seller, began in zip(*columns, strict=True):
        on, delivered = date_of(day), date_of(day + _DELIVERED_AFTER)
        yield Order(
            customer=customers[whose],
            system=SYSTEM,
            external_id=number,
            ordered_at=cast.clock.at(day, minute),
            day=on,
            amount=Decimal(f"{amount:.2f}"),
            currency=cast.company.currency,
            product=cast.products[product],
            channel=channels[channel],
            seller=cast.people.get(seller),
            initiated_by=began,
            paid_on=on,
            fully_paid_on=min(on + timedelta(days=1), last),
            delivered_on=delivered if delivered <= last else None,
        )


def _channels(language: str) -> Mapping[str, str]:
    with translation.override(language):
        return {
            **{channel.value: str(channel.label) for channel in Channel},
            InitiatedBy.SITE.value: str(InitiatedBy.SITE.label),
        }
