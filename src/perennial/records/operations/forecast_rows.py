"""A snapshot's columns as rows of the customers' table."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import NO_DAY, iso_of
from perennial.flows.refresh import Snapshot

__all__ = ["COLUMNS", "NOTHING", "UNSAID", "forecast_rows"]

#: Columns of the table, and the column of the snapshot behind each.
_BEHIND = {
    "stage": "stage",
    "orders_count": "orders",
    "purchases": "purchases",
    "first_order_on": "first_order",
    "last_order_on": "last_order",
    "usual_gap": "fixed_median",
    "spend_total": "spend_total",
    "p_alive": "p_alive",
    "return_probability": "return_probability",
    "next_order_early": "next_order_early",
    "next_order_likely": "next_order_likely",
    "next_order_late": "next_order_late",
    "churn_date": "churn_date",
    "churn_early": "churn_early",
    "churn_late": "churn_late",
    "return_at_churn": "return_at_churn",
    "offer_from": "offer_from",
    "offer_until": "offer_until",
    "expected_orders_90": "expected_orders_90",
    "expected_orders_365": "expected_orders_365",
    "p_order_28": "p_order_28",
    "chance_because": "chance_because",
    "value_at_risk": "value_at_risk",
}
COLUMNS = (*_BEHIND, "late_from", "products", "forecast_as_of")
_DAYS = frozenset(
    {
        "first_order_on",
        "last_order_on",
        "next_order_early",
        "next_order_likely",
        "next_order_late",
        "churn_date",
        "churn_early",
        "churn_late",
        "offer_from",
        "offer_until",
    }
)
_ZERO = frozenset({"orders_count", "purchases", "value_at_risk"})
_FACTS = frozenset(
    {"orders_count", "purchases", "first_order_on", "last_order_on", "usual_gap", "spend_total"}
)
_FAR = 40_000  # days: later than anything that is said of a customer

#: What stands in the row of somebody of whom nothing is said.
NOTHING: Mapping[str, Any] = {
    **{name: 0 if name in _ZERO else None for name in COLUMNS},
    "stage": "",
    "chance_because": "",
    "products": [],
}
#: The same with what was counted of their orders left as it is.
UNSAID: Mapping[str, Any] = {name: value for name, value in NOTHING.items() if name not in _FACTS}


def forecast_rows(snapshot: Snapshot) -> tuple[NDArray[np.int64], list[tuple[Any, ...]]]:
    """Give the customers' numbers, rising, and for each the values of `COLUMNS` and the number."""
    ids = np.array([int(each) for each in snapshot.columns["customer_id"]], dtype=np.int64)
    order = np.argsort(ids)
    days: dict[int, str | None] = {NO_DAY: None}
    columns = [_column(name, snapshot.columns[behind][order], days) for name, behind in _BEHIND.items()]
    columns.append(_late_from(snapshot, order, days))
    columns.append(_products(snapshot, order))
    columns.append([iso_of(snapshot.as_of)] * len(ids))
    return ids[order], list(zip(*columns, ids[order].tolist(), strict=True))


def _column(name: str, values: NDArray[Any], days: dict[int, str | None]) -> list[Any]:
    if name in _DAYS:
        return _dates(values, days)
    if values.dtype.kind != "f":
        return list(values.tolist())
    rounded = np.round(values, 2) if name == "spend_total" else values
    nothing = 0.0 if name in _ZERO else None
    return [each if np.isfinite(each) else nothing for each in rounded.tolist()]


def _products(snapshot: Snapshot, order: NDArray[np.intp]) -> list[str]:
    # A snapshot of an earlier version says nothing of products.
    said = snapshot.columns.get("products")
    return ["[]"] * len(order) if said is None else [each or "[]" for each in said[order].tolist()]


def _late_from(snapshot: Snapshot, order: NDArray[np.intp], days: dict[int, str | None]) -> list[Any]:
    wait = snapshot.columns["fixed_90"][order]
    known = np.isfinite(wait) & (wait < _FAR)
    late = snapshot.columns["last_order"][order] + np.floor(np.where(known, wait, 0)).astype(np.int64) + 1
    return _dates(np.where(known, late, NO_DAY), days)


def _dates(values: NDArray[Any], days: dict[int, str | None]) -> list[str | None]:
    for day in np.unique(values).tolist():
        if day not in days:
            days[day] = iso_of(day)
    return [days[day] for day in values.tolist()]
