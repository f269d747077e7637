"""Describe when the customers of an open log start to leave, for the business and for each larger product."""

import numpy as np

from perennial.engine.lifetime import tenure
from perennial.engine.lifetime.leaving_window import leaving_window
from perennial.engine.lifetime.results import LeavingWindow
from perennial.flows.understanding import ProductLifetime
from perennial.store.log import OrderLog

__all__ = ["describe_lifetime", "describe_product_lifetimes"]

#: Fewer customers than this say too little about when they leave a product.
_ENOUGH = 200
_MOST_PRODUCTS = 6


def describe_lifetime(log: OrderLog, *, rng: np.random.Generator) -> LeavingWindow:
    """Find the leaving window of the business."""
    return leaving_window(tenure.fit(log.histories(), rng=rng), rng=rng)


def describe_product_lifetimes(log: OrderLog, *, rng: np.random.Generator) -> tuple[ProductLifetime, ...]:
    """Find the leaving window of each product or category with enough customers, the largest first."""
    products = [product for product in log.products() if product.customers >= _ENOUGH]
    return tuple(
        ProductLifetime(
            name=product.name,
            customers=product.customers,
            window=leaving_window(tenure.fit(log.histories(product=product.name), rng=rng), rng=rng),
        )
        for product in products[:_MOST_PRODUCTS]
    )
