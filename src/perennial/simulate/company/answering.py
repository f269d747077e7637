"""Contacts that customers begin, and hunters' touches with customers who already buy."""

import numpy as np

from perennial.simulate.company.buying import Bought
from perennial.simulate.company.calendar import Offsets
from perennial.simulate.company.tables.columns import Flags

__all__ = ["answered_orders", "recent_buyers"]

_STRIDE = 10**5
_RECENT = 40  # orders back among which a customer is found


def answered_orders(bought: Bought, owner: Offsets, by_customer: Flags, counts: Offsets) -> Offsets:
    """Give the orders that came by a call which the owner had the time to take.

    Parameters
    ----------
    owner, by_customer
        Shape (m,): owner on the day of the order; whether the customer began it.
    counts
        Shape (sellers, days): contacts begun by customers.
    """
    rows = np.flatnonzero(by_customer)
    key = owner[rows] * _STRIDE + bought.day[rows]
    rows = rows[order := np.argsort(key, kind="stable")]
    key = key[order]
    rank = np.arange(len(key)) - np.searchsorted(key, key)
    return np.asarray(rows[rank < counts[owner[rows], bought.day[rows]]])


def recent_buyers(
    seller: Offsets, day: Offsets, keeper: Offsets, bought: Bought, rng: np.random.Generator
) -> Offsets:
    """Draw for each contact one of the customers who lately ordered from the seller; -1 if there is none.

    Parameters
    ----------
    seller, day
        Shape (m,): of the contacts.
    keeper
        Shape of the orders: whose customer it is, -1 for nobody's.
    """
    order = np.lexsort((bought.day, keeper))
    keys = (keeper * _STRIDE + bought.day)[order]
    end = np.searchsorted(keys, seller * _STRIDE + day)
    begin = np.maximum(np.searchsorted(keys, seller * _STRIDE), end - _RECENT)
    place = begin + np.floor(rng.random(len(seller)) * (end - begin)).astype(np.int64)
    found = bought.customer[order][np.minimum(place, len(order) - 1)]
    return np.where(end > begin, found, -1)
