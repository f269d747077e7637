"""What customers of an open log buy, how often, and what they are due to buy again."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from perennial.engine.calendar.business_time import BusinessTime
from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.lifetime.next_order import look_ahead_for
from perennial.engine.rhythm.activity import activity_beside
from perennial.engine.rhythm.due_products import (
    DUE_AHEAD,
    DueDates,
    are_due,
    due_dates,
    product_uses,
)
from perennial.engine.rhythm.pair_waits import PairWaits, pair_waits
from perennial.engine.rhythm.product_pairs import ProductPairs
from perennial.engine.rhythm.product_rhythms import ProductRhythms, fit_product_rhythms
from perennial.flows.customer_models import CustomerModels
from perennial.pictures.report.contents import ProductsDue
from perennial.store.log import OrderLog

__all__ = ["KnownPairs", "PairRows", "due_pairs", "learn_products", "pair_rows", "products_due"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPairs:
    """The pairs of a log, and what was learnt of them.

    Attributes
    ----------
    pairs
        The m pairs, in days of the calendar.
    rhythms
        What was learnt of the products.
    waits
        The same pairs by the clock of the forecasts.
    time
        That clock; None where days are all alike.
    within
        Days within which buying a product again counts as doing so.
    """

    pairs: ProductPairs
    rhythms: ProductRhythms
    waits: PairWaits
    time: BusinessTime | None
    within: float

    @property
    def ahead(self) -> float:
        """The days ahead in which a product counts as due, by the clock."""
        if self.time is None:
            return float(DUE_AHEAD)
        return self.time.ahead(self.pairs.histories.as_of, DUE_AHEAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRows:
    """What is said of n of the pairs; every array has shape (n,), days are day numbers.

    `usual_gap_days` is the customer's own for the product, `is_due` whether it has passed, `p_order_14` the
    chance of buying the product within 14 days, `p_again` that of buying it again at all.
    """

    customer: Ints
    product: Ints
    purchases: Ints
    last_order: Ints
    usual_gap_days: Floats
    due_early: Ints
    due_likely: Ints
    due_late: Ints
    p_order_14: Floats
    p_again: Floats
    is_due: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.customer)


def learn_products(
    log: OrderLog,
    histories: Histories,
    p_alive: Floats,
    models: CustomerModels,
    *,
    rhythms: ProductRhythms | None = None,
) -> KnownPairs | None:
    """Learn what customers buy and how often; None where the log names no product, or none was bought twice.

    Parameters
    ----------
    histories, p_alive, models
        Of all customers of the log.
    rhythms
        What was learnt of the products earlier, to go on with; None learns it now.
    """
    pairs = log.product_pairs()
    if pairs is None:
        return None
    # Customers of rhythm groups each have a clock of their own, and share products: days are all alike there.
    time = None if models.are_apart else models.groups[0].time
    activity = activity_beside(pairs, histories, p_alive)
    measured = _measured(pairs, time)
    rhythms = fit_product_rhythms(measured, activity) if rhythms is None else rhythms.of(pairs.names)
    if rhythms is None:
        return None
    gaps = [each.usual_gap for each in models.groups if each.usual_gap is not None]
    return KnownPairs(
        pairs=pairs,
        rhythms=rhythms,
        waits=pair_waits(rhythms, measured, activity),
        time=time,
        within=float(look_ahead_for(max(gaps, default=None))),
    )


def products_due(known: KnownPairs) -> ProductsDue:
    """Say how each product is bought, those with most customers due first, then with most customers."""
    due = are_due(known.waits, within=known.within, ahead=known.ahead)
    uses = product_uses(known.rhythms, known.pairs, known.waits, due, within=known.within)
    ranked = sorted(uses, key=lambda use: (-use.due, -use.customers, use.name))
    return ProductsDue(
        uses=tuple(use for use in ranked if use.customers),
        customers=len(np.unique(known.pairs.customer[due])),
    )


def due_pairs(known: KnownPairs) -> NDArray[np.intp]:
    """Give the positions of the pairs that are due in the next days."""
    return np.flatnonzero(are_due(known.waits, within=known.within, ahead=known.ahead))


def pair_rows(known: KnownPairs, chosen: NDArray[np.intp]) -> PairRows:
    """Say when some pairs are due, by their positions."""
    pairs, waits = known.pairs.take(chosen), known.waits.take(chosen)
    dates = due_dates(waits, within=known.within, ahead=known.ahead)
    return PairRows(
        customer=pairs.customer,
        product=pairs.product,
        purchases=pairs.histories.frequency + np.int32(1),
        last_order=pairs.histories.last_day,
        usual_gap_days=dates.usual_gap,
        **_days(known, dates),
        p_order_14=dates.p_order,
        p_again=waits.p_order(known.within),
        is_due=are_due(waits, within=known.within, ahead=0.0),
    )


def _days(known: KnownPairs, dates: DueDates) -> dict[str, Ints]:
    as_of = known.pairs.histories.as_of
    waits = {"due_early": dates.early, "due_likely": dates.likely, "due_late": dates.late}
    if known.time is not None:
        waits = {name: known.time.wait(as_of, wait) for name, wait in waits.items()}
    return {
        name: (as_of + np.maximum(np.ceil(wait - 1e-9), 1)).astype(np.int32) for name, wait in waits.items()
    }


def _measured(pairs: ProductPairs, time: BusinessTime | None) -> ProductPairs:
    if time is None:
        return pairs
    return replace(pairs, histories=time.histories(pairs.histories))
