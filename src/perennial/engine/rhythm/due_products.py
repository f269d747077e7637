"""Which products customers are due to buy again, and when."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.engine.histories import Floats
from perennial.engine.lifetime.next_order import NEXT_ORDER
from perennial.engine.rhythm.pair_waits import PairWaits
from perennial.engine.rhythm.product_pairs import ProductPairs
from perennial.engine.rhythm.product_rhythms import ProductRhythms
from perennial.engine.rhythm.product_sample import enough_of_each

__all__ = ["DUE_AHEAD", "DueDates", "ProductUse", "are_due", "due_dates", "product_uses"]

#: Days ahead in which a product counts as due.
DUE_AHEAD = 14

_MORE_LIKELY_THAN_NOT = 0.5
_LIMITS = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDates:
    """What is said of m pairs; every array has shape (m,).

    Attributes
    ----------
    usual_gap
        Days in which half of such customers who buy the product again do so, counted from a purchase.
    early, likely, late
        Days from now by which 10, 50 and 90% of those who buy it again have done so.
    p_order
        Chance of buying it within the days ahead.
    """

    usual_gap: Floats
    early: Floats
    likely: Floats
    late: Floats
    p_order: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductUse:
    """How a product is bought.

    `usual_gap_days` is the median of its customers' own; `returning_share` the share of them who have bought
    it again or are expected to; `due` the number due within the days ahead.
    """

    name: str
    customers: int
    usual_gap_days: Estimate
    returning_share: float
    due: int


def are_due(waits: PairWaits, *, within: float, ahead: float) -> NDArray[np.bool_]:
    """Say which pairs are due within `ahead` days; shape (m,).

    A customer is due for a product once the silence has passed the customer's own usual gap, as fixed at the
    last purchase, and for as long as it is more likely than not that they buy it again at all, that is within
    `within` days from now.
    """
    half = 0.5 * (1.0 + waits.not_bought(within))
    past = waits.not_bought(waits.silence + ahead) <= half
    return np.asarray(past & (waits.p_order(within) >= _MORE_LIKELY_THAN_NOT))


def due_dates(waits: PairWaits, *, within: float, ahead: float) -> DueDates:
    """Say when pairs buy again, if they do within `within` days; arguments as in `are_due`."""
    early, likely, late = (
        waits.wait(probability, within=within, silence=waits.silence) for probability in NEXT_ORDER
    )
    return DueDates(
        usual_gap=waits.wait(0.5, within=within, silence=0.0),
        early=early,
        likely=likely,
        late=late,
        p_order=waits.p_order(ahead),
    )


def product_uses(
    rhythms: ProductRhythms, pairs: ProductPairs, waits: PairWaits, due: NDArray[np.bool_], *, within: float
) -> tuple[ProductUse, ...]:
    """Sum the pairs up product by product, in the order of `rhythms.names`.

    Parameters
    ----------
    due
        Shape (m,), of `are_due`.
    """
    count = len(rhythms.names)
    again = np.where(pairs.histories.frequency > 0, 1.0, waits.p_order(within))
    customers = np.bincount(pairs.product, minlength=count)
    returning = np.bincount(pairs.product, again, count) / np.maximum(customers, 1)
    are_now = np.bincount(pairs.product[due], minlength=count)
    gaps = _usual_gaps(rhythms, pairs, waits, within=within)
    return tuple(
        ProductUse(
            name=name,
            customers=int(customers[at]),
            usual_gap_days=gaps[at],
            returning_share=float(returning[at]),
            due=int(are_now[at]),
        )
        for at, name in enumerate(rhythms.names)
    )


def _usual_gaps(
    rhythms: ProductRhythms, pairs: ProductPairs, waits: PairWaits, *, within: float
) -> list[Estimate]:
    some, _ = enough_of_each(pairs)
    own = waits.take(some).wait(0.5, within=within, silence=0.0)
    order = np.lexsort((own, pairs.product[some]))
    sizes = np.bincount(pairs.product[some], minlength=len(rhythms.names))
    middle = np.cumsum(sizes) - sizes + sizes // 2
    value = own[order][np.minimum(middle, len(order) - 1)]
    width = np.exp(_LIMITS * rhythms.pace_error)
    return [
        Estimate(value=float(v), low=float(v / w), high=float(v * w)) if size else UNKNOWN
        for v, w, size in zip(value, width, sizes, strict=True)
    ]
