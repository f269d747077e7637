"""What each customer buys and how often, as one text a customer: a few products, those due first."""

import json

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import iso_of
from perennial.engine.rhythm.due_products import are_due
from perennial.flows.products_due import KnownPairs, PairRows, pair_rows
from perennial.flows.refresh.snapshot import Column

__all__ = ["MOST_PRODUCTS", "product_column"]

#: Products kept of a customer.
MOST_PRODUCTS = 8

_RATHER = 0.5


def product_column(known: KnownPairs | None, customers: int) -> Column:
    """Give each of n customers a JSON list of products; an empty text where there is nothing to say.

    Told are products bought on two days or more, or due. Of each: `product`, `purchases`, `last_order_on`,
    `usual_gap` (days), `next_order_likely` (None where it is rather not bought again) and `due`. Those due
    come first, the likeliest to be bought soon in front, then those bought most often.
    """
    column = np.full(customers, "", dtype=object)
    if known is None:
        return column
    rows = pair_rows(known, _told(known))
    kept = _first_of_each(rows)
    starts = np.flatnonzero(np.diff(rows.customer[kept], prepend=-1))
    for some in np.split(kept, starts[1:]) if len(kept) else ():
        said = [_said(known, rows, int(at)) for at in some]
        column[rows.customer[some[0]]] = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return column


def _told(known: KnownPairs) -> NDArray[np.intp]:
    again = known.pairs.histories.frequency > 0
    return np.flatnonzero(again | are_due(known.waits, within=known.within, ahead=0.0))


def _first_of_each(rows: PairRows) -> NDArray[np.intp]:
    worth = np.where(rows.is_due, rows.p_order_14, 0.0)
    order = np.lexsort((rows.product, -rows.purchases, -worth, ~rows.is_due, rows.customer))
    new = np.diff(rows.customer[order], prepend=-1) != 0
    place = np.arange(len(order)) - np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))
    return order[place < MOST_PRODUCTS]


def _said(known: KnownPairs, rows: PairRows, at: int) -> dict[str, object]:
    return {
        "product": known.rhythms.names[rows.product[at]],
        "purchases": int(rows.purchases[at]),
        "last_order_on": iso_of(int(rows.last_order[at])),
        "usual_gap": round(float(rows.usual_gap_days[at]), 1),
        "next_order_likely": iso_of(int(rows.due_likely[at])) if rows.p_again[at] >= _RATHER else None,
        "due": bool(rows.is_due[at]),
    }
