"""How many touches each seller spent on whom in the last twelve months, and what they sold."""

from dataclasses import dataclass

import numpy as np

from perennial.pay.columns import NOBODY, Bools, Floats, Numbers, Orders, Touches
from perennial.pay.split.year import YEAR

__all__ = ["Work", "work_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A year of m sellers.

    Attributes
    ----------
    on_existing, first_contacts, first_sales
        Shape (m,): touches with existing customers, first contacts, and first orders.
    first_amounts, later_amounts
        Amounts of all first and all later orders of the business, one an order.
    existing_customers
        Customers with a later order in the year.
    """

    on_existing: Floats
    first_contacts: Floats
    first_sales: Floats
    first_amounts: Floats
    later_amounts: Floats
    existing_customers: int

    @property
    def orders_a_day(self) -> float:
        """Later orders a day of one existing customer."""
        return len(self.later_amounts) / max(self.existing_customers, 1) / YEAR


def work_of(touches: Touches, orders: Orders, *, sellers: int, as_of: int) -> Work:
    """Count the touches and sales of the last twelve months.

    What the plan asked for and held-out customers are no time that a split would free, and are left out of
    the touches with existing customers.
    """
    lately = (touches.day > as_of - YEAR) & (touches.day <= as_of) & (touches.customer != NOBODY)
    year = orders.take((orders.day > as_of - YEAR) & (orders.day <= as_of))
    later = year.take(~year.is_first)
    own = lately & touches.on_existing & ~touches.planned & ~touches.held_out
    return Work(
        on_existing=_count(touches.seller, own, sellers),
        first_contacts=_count(touches.seller, lately & touches.first_contact, sellers),
        first_sales=_count(year.seller, year.is_first, sellers),
        first_amounts=year.amount[year.is_first],
        later_amounts=later.amount,
        existing_customers=len(np.unique(later.customer)),
    )


def _count(seller: Numbers, those: Bools, sellers: int) -> Floats:
    return np.bincount(seller[those & (seller != NOBODY)], minlength=sellers).astype(float)
