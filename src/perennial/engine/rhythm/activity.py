"""How fast a customer buys all else than one product, against the average customer."""

import numpy as np

from perennial.engine.histories import Floats, Histories
from perennial.engine.rhythm.product_pairs import ProductPairs

__all__ = ["activity_beside"]


def activity_beside(pairs: ProductPairs, histories: Histories, p_alive: Floats) -> Floats:
    """Give the log of the pace of each pair's customer in all else, drawn to the average where it is thin.

    Purchases that do not hold the product, against those to be expected in the days the customer was one (the
    silence as far as the customer is likely to be one still) at the average pace of all pairs, with one added
    to both. Where customers buy hardly anything but one product, hardly anything is to be expected, and the
    product speaks for itself.

    Parameters
    ----------
    pairs
        m pairs.
    histories, p_alive
        Of the n customers whom the pairs count.

    Returns
    -------
    array of shape (m,)
    """
    days = (histories.recency + p_alive * histories.silence)[pairs.customer]
    others = (histories.frequency[pairs.customer] - pairs.histories.frequency).astype(np.float64)
    pace = float(others.sum()) / max(float(days.sum()), 1.0)
    return np.asarray(np.log((others + 1.0) / (pace * days + 1.0)))
