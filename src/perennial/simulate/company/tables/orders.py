"""What was bought."""

from dataclasses import dataclass

from perennial.simulate.company.tables.columns import Amounts, Codes, Days, Minutes

__all__ = ["Orders"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """Orders in order of time.

    Attributes
    ----------
    order_id
        "O00001" and on.
    customer_id, product_id
        Who bought what.
    day, minute
        Day, and minute of the day.
    amount
        In the company's currency.
    channel
        `call`, `message`, `visit`, `mail`, `meeting` or `site`: how the order arrived.
    seller_id
        The hunter of a first order, the owner on the day of a later one; empty for first orders by the site.
    initiated_by
        `seller`, `customer` or `site`.
    """

    order_id: Codes
    customer_id: Codes
    product_id: Codes
    day: Days
    minute: Minutes
    amount: Amounts
    channel: Codes
    seller_id: Codes
    initiated_by: Codes
