"""The columns of a snapshot: those of `customers.csv`, and what the next refresh and the plan need."""

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import NO_DAY
from perennial.engine.forecast import CustomerForecast
from perennial.engine.histories import Ints
from perennial.flows.customer_columns import customer_columns, rhythm_columns
from perennial.flows.refresh.named_ends import NAMED_BY, NamedEnds
from perennial.flows.refresh.snapshot import SNAPSHOT_DAYS, Column
from perennial.flows.understand import Learnt

__all__ = ["snapshot_columns"]

#: What is known of a customer without forecasting anything.
_FACTS = frozenset(
    {
        "customer_id",
        "orders",
        "purchases",
        "first_order",
        "last_order",
        "frequency",
        "recency",
        "T",
        "days_since_last_order",
        "monetary_value",
        "spend_total",
        "rhythm_group",
    }
)


def snapshot_columns(
    learnt: Learnt,
    *,
    by_models: CustomerForecast,
    named: NamedEnds,
    returned_at: Ints,
    ids: NDArray[np.str_],
    objects: NDArray[np.bool_],
    because: NDArray[np.object_],
    products: NDArray[np.object_],
) -> dict[str, Column]:
    """Give the columns in order.

    Parameters
    ----------
    learnt
        What was learnt, with the dates to be shown.
    by_models
        The forecast as the models alone have it.
    named, returned_at, ids
        Of the n customers.
    objects
        Shape (n,): of whom only facts are kept.
    because
        Shape (n,): what speaks loudest for or against an order soon (`BECAUSE`).
    products
        Shape (n,): what they buy and how often (`product_column`).
    """
    said, forecast = learnt.understanding, named.forecast
    money = said.spend_per_order
    columns: dict[str, Column] = {
        "customer_id": ids.astype(object),
        **customer_columns(said.histories, said.spend, forecast),
        "fixed_median": forecast.fixed_median,
        "fixed_75": forecast.fixed_75,
        "fixed_90": forecast.fixed_90,
        "return_at_order": said.return_at_order,
        "spend_per_order": np.full(len(ids), np.nan) if money is None else money,
        "model_churn_date": by_models.churn_date,
        "model_churn_early": by_models.churn_early,
        "model_churn_late": by_models.churn_late,
        "model_return_at_churn": by_models.return_at_churn,
        "named_by": np.array(NAMED_BY, dtype=object)[named.named_by],
        "promised": named.promised,
        "returned_at": returned_at,
        "spend_total": said.spend.total,
        **rhythm_columns(said.models),
        "chance_because": because,
        "products": products,
    }
    if objects.any():
        columns = {
            name: column if name in _FACTS else _without(name, column, objects)
            for name, column in columns.items()
        }
    return columns


def _without(name: str, column: Column, objects: NDArray[np.bool_]) -> Column:
    left = column.copy()
    if name in SNAPSHOT_DAYS:
        left[objects] = NO_DAY
    else:
        left[objects] = {"O": "", "f": np.nan}.get(column.dtype.kind, 0)
    return left
