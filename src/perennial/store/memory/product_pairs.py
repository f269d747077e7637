"""The reference for pairs of a customer and a product: a loop over customers."""

from collections.abc import Sequence
from itertools import pairwise
from math import log

import numpy as np

from perennial.engine.histories import Histories
from perennial.engine.rhythm.product_pairs import ProductPairs

__all__ = ["product_pairs_of"]


def product_pairs_of(
    bought: Sequence[Sequence[tuple[int, frozenset[str]]]], as_of: int
) -> ProductPairs | None:
    """Summarise each pair; `bought` gives each customer's days, rising, with the products of each."""
    names = sorted(set[str]().union(*(held for each in bought for _, held in each)), key=str.encode)
    if not names:
        return None
    pairs = [
        (customer, product, days)
        for customer, each in enumerate(bought)
        for product, name in enumerate(names)
        if (days := [day for day, held in each if name in held])
    ]
    all_days = [days for _, _, days in pairs]
    return ProductPairs(
        names=tuple(names),
        customer=np.array([customer for customer, _, _ in pairs], np.int32),
        product=np.array([product for _, product, _ in pairs], np.int32),
        histories=Histories(
            as_of=as_of,
            frequency=np.array([len(days) - 1 for days in all_days], np.int32),
            recency=np.array([days[-1] - days[0] for days in all_days], np.int32),
            T=np.array([as_of - days[0] for days in all_days], np.int32),
            sum_log_gap=np.array(
                [sum(log(b - a) for a, b in pairwise(days)) for days in all_days], np.float64
            ),
        ),
    )
