"""A snapshot: what was last said of every customer and of the business, and the models behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from perennial.core.message import Message
from perennial.flows.customer_columns import DAY_COLUMNS
from perennial.flows.refresh.model_state import ModelState
from perennial.plan.settings import PlanSettings

__all__ = ["SNAPSHOT_DAYS", "Column", "Pace", "Snapshot", "pace_of"]

Column = NDArray[Any]

#: Columns of a snapshot that hold day numbers.
SNAPSHOT_DAYS = DAY_COLUMNS | {"model_churn_date", "model_churn_early", "model_churn_late", "promised"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What a plan needs to know of the business; as in `perennial.plan.settings.PlanSettings`.

    `groups` holds the same of each rhythm group, by its name, where the business falls into groups.
    """

    return_horizon: int
    usual_gap: float | None
    second_wait: float | None
    regular_from: int
    small_base: bool
    leaving_start: float | None
    leaving_peak: tuple[int, int] | None
    groups: tuple[tuple[str, "Pace"], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One refresh, whole.

    Attributes
    ----------
    as_of
        Day number of the end of observation.
    input_hash
        SHA-256 of the orders.
    columns
        `customer_id` and the columns of `customers.csv`, shape (n,), and after them `fixed_median`,
        `fixed_75`, `fixed_90` (days of silence), `return_at_order`, `spend_per_order`, the leaving date as
        the models alone have it (`model_churn_date` and so on), `named_by` (``model``, ``promise`` or
        ``known_end``), the day `promised`, and `returned_at`, the number of the purchase with which a
        customer who had left returned, 0 where none; after these `spend_total`, net of refunds,
        `rhythm_group` (empty where a customer is in none), `return_horizon`, the days within which
        `return_probability` counts a return, and `chance_because`, what speaks loudest for or against an
        order soon (`perennial.engine.trees.because.BECAUSE`); last `products`, what the customer buys and
        how often, as a JSON list (`perennial.flows.refresh.product_column`), empty where there is nothing.
        Of customers who object to being forecast only facts are there: their `stage` is empty.
    summary
        The figures of `summary.json`.
    pace
        What plans need to know of the business.
    notes
        What is to be told with the figures.
    model
        The fitted models; None where another version wrote them.
    """

    as_of: int
    input_hash: str
    columns: Mapping[str, Column]
    summary: Mapping[str, Any]
    pace: Pace
    notes: tuple[Message, ...]
    model: ModelState | None

    def __len__(self) -> int:
        return len(self.columns["customer_id"])

    @property
    def is_forecast(self) -> NDArray[np.bool_]:
        """Shape (n,): who is forecast, and does not object to it."""
        return np.asarray(self.columns["stage"] != "", dtype=np.bool_)


def pace_of(settings: PlanSettings, groups: Mapping[str, PlanSettings]) -> Pace:
    """Keep of a plan's settings, and of those of rhythm groups, what belongs to the business."""
    return Pace(
        return_horizon=settings.return_horizon,
        usual_gap=settings.usual_gap,
        second_wait=settings.second_wait,
        regular_from=settings.regular_from,
        small_base=settings.small_base,
        leaving_start=settings.leaving_start,
        leaving_peak=settings.leaving_peak,
        groups=tuple((name, pace_of(each, {})) for name, each in groups.items()),
    )
