"""Write the forecast of every customer as CSV or Parquet."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.core.progress import Progress
from perennial.engine.waits.drawn_groups import drawn_counts
from perennial.engine.waits.gap_table import GROUPS
from perennial.engine.waits.resampling import DRAWS
from perennial.engine.waits.usual_gap import usual_gap
from perennial.flows.customer_columns import DAY_COLUMNS, forecast_columns, rhythm_columns
from perennial.flows.forecast_all import forecast_all
from perennial.flows.output_folder import output_file
from perennial.flows.read_orders import open_orders
from perennial.flows.wanted import Wanted
from perennial.ingest.options import ReadingOptions
from perennial.store.log import OrderLog

__all__ = ["ForecastOrder", "forecast_customers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastOrder:
    """What was asked for: the orders, the file to write, and horizons in days."""

    orders: str
    reading: ReadingOptions
    out: Path
    horizon: int
    return_horizon: int | None
    model: str
    seed: int


def forecast_customers(order: ForecastOrder, *, progress: Progress) -> tuple[Message, ...]:
    """Forecast every customer with a purchase on or before the end of observation.

    Returns
    -------
    What was guessed, left out and noticed: it must be shown.

    Raises
    ------
    UserError
        The log cannot be used, or the file cannot be written.
    """
    if order.out.suffix not in {".csv", ".parquet"}:
        raise UserError("{file}: name the output .csv or .parquet", file=str(order.out))
    progress(Message("Reading the orders"), 0.0)
    opened = open_orders(order.orders, order.reading)
    try:
        log, rng = opened.log, np.random.default_rng(order.seed)
        wanted = Wanted(
            model=order.model,
            count_horizons=(order.horizon,),
            chance_horizons=(order.horizon,),
            learnt=(order.horizon,),
            return_horizon=order.return_horizon,
            usual_gap=_usual_gap(log, rng),
            regular_from=None,  # the forecast file has neither stages nor money
        )
        found = forecast_all(log, wanted, rng=rng, progress=progress)
        progress(Message("Writing"), 0.9)
        with output_file(order.out) as aside:
            columns = forecast_columns(found.histories, found.forecast, order.horizon)
            columns |= rhythm_columns(found.models) if found.models.are_apart else {}
            log.write_customers(aside, columns, DAY_COLUMNS)
        return (*log.facts.notes, *found.notes)
    finally:
        opened.close()


def _usual_gap(log: OrderLog, rng: np.random.Generator) -> float | None:
    # The draws behind the intervals of a report, which the file does not hold: so a seed keeps its forecasts.
    drawn_counts(min(log.facts.customers, GROUPS), DRAWS, rng)
    return usual_gap(log.gaps("month", groups=1))
