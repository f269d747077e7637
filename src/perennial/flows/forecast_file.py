"""Write the file of forecasts of an open log."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from perennial.core.message import Message
from perennial.core.progress import Progress
from perennial.engine.customer_facts import CustomerFacts
from perennial.engine.numerics.chunks import pieces_of
from perennial.engine.waits.drawn_groups import drawn_counts
from perennial.engine.waits.gap_table import GROUPS
from perennial.engine.waits.resampling import DRAWS
from perennial.engine.waits.usual_gap import usual_gap
from perennial.flows.customer_columns import AT_ONCE, DAY_COLUMNS, forecast_columns, rhythm_columns
from perennial.flows.forecast_all import Forecasts, forecast_all
from perennial.flows.forecast_order import ForecastOrder
from perennial.flows.output_folder import output_file
from perennial.flows.special_days import special_days
from perennial.flows.touches_of_file import touches_of_file
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
    touches, told = touches_of_file(order.touches, log, order.reading)
    wanted = Wanted(
        model=order.model,
        count_horizons=(order.horizon,),
        chance_horizons=(order.horizon,),
        learnt=(order.horizon,),
        return_horizon=order.return_horizon,
        usual_gap=_usual_gap(log, rng),
        regular_from=None,  # the forecast file has neither stages nor money ...
        record=False,  # ... nor the record of the models
        special=special_days(order.days, first=log.facts.first, last=log.facts.as_of, language="en"),
        beside=CustomerFacts(touches=touches),
    )
    found = forecast_all(log, wanted, rng=rng, progress=progress)
    progress(Message("Writing"), 0.9)
    _write(log, order, found)
    return (*told, *found.notes)


def _usual_gap(log: OrderLog, rng: np.random.Generator) -> float | None:
    # The draws behind the intervals of a report, which the file does not hold: so a seed keeps its forecasts.
    drawn_counts(min(log.facts.customers, GROUPS), DRAWS, rng)
    return usual_gap(log.gaps("month", groups=1))


def _write(log: OrderLog, order: ForecastOrder, found: Forecasts) -> None:
    with output_file(order.out) as aside:
        log.write_customers_by_piece(aside, _columns(found, order.horizon), DAY_COLUMNS)


def _columns(found: Forecasts, horizon: int) -> Iterator[dict[str, NDArray[np.generic]]]:
    for rows in pieces_of(len(found.histories), AT_ONCE):
        columns = forecast_columns(found.histories.take(rows), found.forecast.take(rows), horizon)
        yield columns | (rhythm_columns(found.models.take(rows)) if found.models.are_apart else {})
