"""Make the report: one offline page, and the files behind it."""

from collections.abc import Callable
from pathlib import Path

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.core.progress import Progress
from perennial.flows.loading import loading
from perennial.flows.output_folder import output_folder
from perennial.flows.read_orders import open_orders
from perennial.flows.report_order import ReportOrder
from perennial.flows.touch_columns import of_orders

__all__ = ["ReportOrder", "make_report"]

_READING = 0.2  # share of the whole work


def make_report(order: ReportOrder, *, progress: Progress) -> Path:
    """Write the report folder, whole or not at all, and give the page's path.

    Raises
    ------
    UserError
        The log cannot be used, or the folder cannot be written.
    """
    if order.capacity < 0:
        raise UserError(
            "--capacity {capacity}: name how many touches a day you can make", capacity=order.capacity
        )
    with output_folder(order.out) as aside:
        with loading("perennial.flows.report_files", "sklearn.ensemble"):
            opened = open_orders(
                order.orders,
                of_orders(order.reading, order.touches),
                store_url=order.store_url,
                progress=_reading(progress),
            )
        try:
            from perennial.flows.report_files import write_report  # noqa: PLC0415 - loaded while reading

            write_report(aside, order, opened, progress)
        finally:
            opened.close()
    return order.out / "report.html"


def _reading(progress: Progress) -> Callable[[float], None]:
    return lambda done: progress(Message("Reading the orders"), _READING * done)
