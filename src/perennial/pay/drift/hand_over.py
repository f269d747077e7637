"""Which existing customers a hunter could hand over, and what that would free."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from perennial.pay.columns import Floats, Numbers, Touches

__all__ = ["HandOver", "Owned", "what_to_hand_over"]

_WEEKS = 8
_MINUTES_UNKNOWN = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """Customers a seller owns; arrays of shape (n,).

    Attributes
    ----------
    customer
        Numbers of the customers.
    won_on
        Day of the first order.
    protected_until
        Last day of the period in which they stay with the hunter.
    """

    customer: Numbers
    won_on: Numbers
    protected_until: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """Customers to hand over, in order; arrays of shape (n,).

    Attributes
    ----------
    customer
        Numbers of the customers.
    won_on
        Day of the first order.
    minutes
        Minutes a week each of them took lately.
    freed
        Minutes a week freed by handing over that one and all before.
    """

    customer: Numbers
    won_on: Numbers
    minutes: Floats
    freed: Floats

    @property
    def minutes_a_week(self) -> float:
        """Minutes a week freed by handing over all of them."""
        return float(self.freed[-1]) if len(self.freed) else 0.0


def what_to_hand_over(
    seller: int,
    owned: Owned,
    touches: Touches,
    *,
    as_of: int,
    first: Literal["minutes", "oldest"] = "minutes",
    weeks: int = _WEEKS,
    minutes_unknown: float = _MINUTES_UNKNOWN,
) -> HandOver:
    """List the customers of a hunter whose protected period is over.

    Parameters
    ----------
    seller
        The hunter.
    owned
        Customers of that seller.
    touches
        Touches of all sellers.
    as_of
        Last day known.
    first
        Whether those who take most minutes come first, or those who were won longest ago; the other decides
        between equals.
    weeks
        Weeks over which the minutes are averaged.
    minutes_unknown
        Minutes of a touch whose length is not known.
    """
    free = np.flatnonzero(owned.protected_until < as_of)
    customer, won_on = owned.customer[free], owned.won_on[free]
    lately = (touches.seller == seller) & (touches.day > as_of - 7 * weeks) & (touches.day <= as_of)
    spent = np.where(np.isnan(touches.minutes), minutes_unknown, touches.minutes)[lately]
    minutes = _by_customer(customer, touches.customer[lately], spent) / weeks
    keys = (won_on, -minutes) if first == "minutes" else (-minutes, won_on)
    order = np.lexsort((customer, *keys))
    return HandOver(
        customer=customer[order],
        won_on=won_on[order],
        minutes=minutes[order],
        freed=np.cumsum(minutes[order]),
    )


def _by_customer(customer: Numbers, touched: Numbers, minutes: Floats) -> Floats:
    known, at = np.unique(customer, return_inverse=True)
    mine = np.isin(touched, known)
    sums = np.bincount(np.searchsorted(known, touched[mine]), weights=minutes[mine], minlength=len(known))
    return np.asarray(sums[at], dtype=float)
