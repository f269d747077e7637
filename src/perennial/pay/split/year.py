"""The last twelve months of every seller: new money, first sales, customers won and kept."""

from dataclasses import dataclass

import numpy as np

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.pay.columns import Floats, Numbers, Orders
from perennial.pay.intervals import rate, share

__all__ = ["YEAR", "SellerYear", "last_year", "new_money_share"]

YEAR = 365
_MONTHS = 12.0
#: Orders below which the share of new money is not told.
_FEW = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerYear:
    """What one seller brought in twelve months.

    Attributes
    ----------
    seller
        Number of the seller.
    orders, first_orders
        Orders, and those of them that were a customer's first ever.
    money, new_money
        Money of both.
    new_money_share
        The share of new money; limits allow for customers who order often; unknown below ten orders.
    first_sales_a_month
        First orders a month.
    won
        Customers won.
    kept
        Share of them who ordered again, with whomever, by the last day; counted of those who had the time.
    """

    seller: int
    orders: int
    first_orders: int
    money: float
    new_money: float
    new_money_share: Estimate
    first_sales_a_month: Estimate
    won: int
    kept: Estimate


def last_year(
    orders: Orders, *, sellers: int, as_of: int, time_to_return: int = 90
) -> tuple[SellerYear, ...]:
    """Sum up the last twelve months.

    Parameters
    ----------
    orders
        Orders of all sellers.
    sellers
        Number of sellers.
    as_of
        Last day counted.
    time_to_return
        Days a customer must have had to be counted among those kept or not kept.
    """
    known = orders.take(orders.day <= as_of)
    year = known.take(known.day > as_of - YEAR)
    last_order = _last_order(known)
    return tuple(
        _seller_year(seller, year.take(year.seller == seller), last_order, as_of - time_to_return)
        for seller in range(sellers)
    )


def _seller_year(
    seller: int, year: Orders, last_order: tuple[Numbers, Numbers], won_before: int
) -> SellerYear:
    first = year.take(year.is_first)
    ripe = first.take(first.day <= won_before)
    again = last_order[1][np.searchsorted(last_order[0], ripe.customer)] > ripe.day
    return SellerYear(
        seller=seller,
        orders=len(year.day),
        first_orders=len(first.day),
        money=float(year.amount.sum()),
        new_money=float(first.amount.sum()),
        new_money_share=new_money_share(year),
        first_sales_a_month=rate(len(first.day), _MONTHS),
        won=len(np.unique(first.customer)),
        kept=share(float(again.sum()), float(len(ripe.day))),
    )


def new_money_share(orders: Orders) -> Estimate:
    """Give the share of money that came with first orders.

    The limits are Wilson's for as many trials as give the variance of a ratio over customers (Cochran 1977,
    section 6.3), since the orders of one customer go together.
    """
    total = float(orders.amount.sum())
    if len(orders.day) < _FEW or total <= 0:
        return UNKNOWN
    new = float(orders.amount[orders.is_first].sum())
    level = new / total
    rests = _by_customer(orders.customer, orders.amount * (orders.is_first - level))
    variance = float(np.sum(rests**2)) / total**2
    trials = level * (1 - level) / variance if variance > 0 else float(len(np.unique(orders.customer)))
    return share(new, total, dispersion=total / max(trials, 1.0))


def _by_customer(customer: Numbers, value: Floats) -> Floats:
    _, at = np.unique(customer, return_inverse=True)
    return np.asarray(np.bincount(at, weights=value), dtype=float)


def _last_order(orders: Orders) -> tuple[Numbers, Numbers]:
    customers, at = np.unique(orders.customer, return_inverse=True)
    last = np.zeros(len(customers), dtype=np.int64)
    np.maximum.at(last, at, orders.day)
    return customers, last
