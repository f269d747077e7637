"""Write the file of forecasts of an open log."""

import numpy as np

from perennial.core.message import Message
from perennial.core.progress import Progress
from perennial.engine.waits.drawn_groups import drawn_counts
from perennial.engine.waits.gap_table import GROUPS
from perennial.engine.waits.resampling import DRAWS
from perennial.engine.waits.usual_gap import usual_gap
from perennial.flows.customer_columns import DAY_COLUMNS, forecast_columns, rhythm_columns
from perennial.flows.forecast_all import Forecasts, forecast_all
from perennial.flows.forecast_order import ForecastOrder
from perennial.flows.output_folder import output_file
from perennial.flows.special_days import special_days
from perennial.flows.wanted import Wanted
from perennial.store.log import OrderLog

__all__ = ["write_forecast"]


def write_forecast(log: OrderLog, order: ForecastOrder, *, progress: Progress) -> tuple[Message, ...]:
    """Forecast every customer and write one row for each.

    Returns
    -------
    What was noticed on the way.

    Raises
    ------
    UserError
        The file cannot be written.
    """
    rng = np.random.default_rng(order.seed)
    wanted = Wanted(
        model=order.model,
        count_horizons=(order.horizon,),
        chance_horizons=(order.horizon,),
        learnt=(order.horizon,),
        return_horizon=order.return_horizon,
        usual_gap=_usual_gap(log, rng),
        regular_from=None,  # the forecast file has neither stages nor money
        special=special_days(order.days, first=log.facts.first, last=log.facts.as_of, language="en"),
    )
    found = forecast_all(log, wanted, rng=rng, progress=progress)
    progress(Message("Writing"), 0.9)
    _write(log, order, found)
    return found.notes


def _usual_gap(log: OrderLog, rng: np.random.Generator) -> float | None:
    # The draws behind the intervals of a report, which the file does not hold: so a seed keeps its forecasts.
    drawn_counts(min(log.facts.customers, GROUPS), DRAWS, rng)
    return usual_gap(log.gaps("month", groups=1))


def _write(log: OrderLog, order: ForecastOrder, found: Forecasts) -> None:
    with output_file(order.out) as aside:
        columns = forecast_columns(found.histories, found.forecast, order.horizon)
        columns |= rhythm_columns(found.models) if found.models.are_apart else {}
        log.write_customers(aside, columns, DAY_COLUMNS)
