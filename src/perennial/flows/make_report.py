"""Make the report: one offline page, and the files behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from perennial.core.days import date_of
from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.core.progress import Progress
from perennial.flows.customer_columns import DAY_COLUMNS, customer_columns, rhythm_columns
from perennial.flows.list_customers import list_customers
from perennial.flows.output_folder import output_folder
from perennial.flows.plan_file import write_plan
from perennial.flows.plan_week import plan_week
from perennial.flows.read_orders import OpenedOrders, open_orders
from perennial.flows.report_contents import report_contents
from perennial.flows.summary import summary_json
from perennial.flows.understand import understand
from perennial.flows.understanding import Understanding
from perennial.ingest.options import ReadingOptions
from perennial.pictures.report.page import render_report
from perennial.pictures.words import Words

__all__ = ["ReportOrder", "make_report"]

_READING = 0.2  # share of the whole work


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOrder:
    """What was asked for: the orders, the folder to write, horizons in days, touches a day."""

    orders: str
    reading: ReadingOptions
    out: Path
    language: str
    horizon: int | None
    return_horizon: int | None
    capacity: int
    seed: int


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
        opened = open_orders(order.orders, order.reading, progress=_reading(progress))
        try:
            _write(aside, order, opened, progress)
        finally:
            opened.close()
    return order.out / "report.html"


def _reading(progress: Progress) -> Callable[[float], None]:
    return lambda done: progress(Message("Reading the orders"), _READING * done)


def _write(folder: Path, order: ReportOrder, opened: OpenedOrders, progress: Progress) -> None:
    found = understand(
        opened.log,
        horizon=order.horizon,
        return_horizon=order.return_horizon,
        rng=np.random.default_rng(order.seed),
        progress=progress,
    )
    progress(Message("Writing"), 0.9)
    plan = plan_week(found, capacity=order.capacity)
    words = Words(order.language, found.facts.currency, year=date_of(found.facts.as_of).year)
    lists = list_customers(opened.log, found)
    contents = report_contents(opened, found, plan, lists, name=Path(order.orders).name, words=words)
    page = render_report(contents, words.language)
    (folder / "report.html").write_text(page, encoding="utf-8")
    summary = summary_json(
        found, plan, _warnings(found, words), seed=order.seed, content_hash=opened.raw.content_hash
    )
    (folder / "summary.json").write_text(summary, encoding="utf-8")
    write_plan(folder / "plan.csv", contents.touches, words)
    columns = customer_columns(found.histories, found.spend, found.forecast)
    columns |= rhythm_columns(found.models) if found.models.are_apart else {}
    opened.log.write_customers(folder / "customers.csv", columns, DAY_COLUMNS)
    reasons = {code: words.say(reason) for code, reason in opened.raw.reasons.items()}
    opened.log.write_rejects(folder / "rejected.csv", reasons)


def _warnings(found: Understanding, words: Words) -> list[str]:
    notes = (*found.facts.notes, *found.next_purchase.warnings, *found.lifetime.warnings, *found.notes)
    return [words.say(note) for note in notes]
