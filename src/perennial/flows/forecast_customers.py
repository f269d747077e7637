"""Write the forecast of every customer as CSV or Parquet."""

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.core.progress import Progress
from perennial.flows.forecast_order import ForecastOrder
from perennial.flows.loading import loading
from perennial.flows.read_orders import open_orders
from perennial.flows.special_days import NOTHING_TOLD
from perennial.flows.touch_columns import of_orders

__all__ = ["ForecastOrder", "forecast_customers"]


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
    if order.model != "auto" and order.days != NOTHING_TOLD:
        raise UserError(
            "--model {model} is taken as it is and knows no calendar: leave out --holidays, --events and "
            "--growth, or take --model auto",
            model=order.model,
        )
    if order.model != "auto" and order.touches:
        raise UserError(
            "--model {model} is taken as it is and knows no touches: leave out --touches, or take --model "
            "auto",
            model=order.model,
        )
    progress(Message("Reading the orders"), 0.0)
    trees = () if order.model != "auto" else ("sklearn.ensemble",)
    with loading("perennial.flows.forecast_file", *trees):
        opened = open_orders(order.orders, of_orders(order.reading, order.touches), store_url=order.store_url)
    try:
        from perennial.flows.forecast_file import write_forecast  # noqa: PLC0415 - loaded while reading

        notes = write_forecast(opened.log, order, progress=progress)
        return (*opened.log.facts.notes, *notes)
    finally:
        opened.close()
