"""New customers won in 90 days, against the 90 days before: a result, shown beside what was done."""

import numpy as np
from scipy.stats import beta

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.pay.columns import SellerLog
from perennial.pay.intervals import rate

__all__ = ["SPAN", "new_customers"]

SPAN = 90


def new_customers(log: SellerLog, seller: int, as_of: int) -> tuple[Estimate, Estimate, Estimate]:
    """Count the first orders of one seller.

    Parameters
    ----------
    log
        The sellers.
    seller
        Whose first orders.
    as_of
        Last day counted.

    Returns
    -------
    now, before, change
        First orders in the last 90 days, in the 90 before, and the share by which they grew, with the exact
        limits of the ratio of two Poisson counts (Przyborowski & Wilenski 1940). The latter two are unknown
        where the seller has not been seen for 180 days.
    """
    orders = log.orders
    first = orders.day[(orders.seller == seller) & orders.is_first]
    last = int(np.sum((first > as_of - SPAN) & (first <= as_of)))
    earlier = int(np.sum((first > as_of - 2 * SPAN) & (first <= as_of - SPAN)))
    if not _seen_since(log, seller, as_of - 2 * SPAN):
        return rate(last, 1), UNKNOWN, UNKNOWN
    return rate(last, 1), rate(earlier, 1), _ratio(last, earlier)


def _seen_since(log: SellerLog, seller: int, day: int) -> bool:
    seen = log.orders.day[log.orders.seller == seller], log.touches.day[log.touches.seller == seller]
    return any(len(each) > 0 and int(each.min()) <= day + 1 for each in seen)


def _ratio(last: int, earlier: int) -> Estimate:
    if earlier == 0:
        return UNKNOWN
    low = float(beta.ppf(0.025, last, earlier + 1)) if last else 0.0
    high = float(beta.ppf(0.975, last + 1, earlier))
    return Estimate(value=last / earlier - 1, low=low / (1 - low) - 1, high=high / (1 - high) - 1)
