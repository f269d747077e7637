"""Completes a plan with what only the whole columns can tell: dates, numbers, zone and currency."""
# ruff: noqa: S608 - names and values come quoted from sql_text

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from perennial.core.errors import UserError
from perennial.ingest.columns import DAYS
from perennial.ingest.currencies import currency_code, one_currency
from perennial.ingest.dates import DateReading, dates_as_given, dates_of_shapes, other_order, settle_order
from perennial.ingest.number_format import NumberFormat, format_of_shapes
from perennial.ingest.options import ReadingOptions
from perennial.ingest.plan import ReadingPlan
from perennial.ingest.shapes import column_sample, shapes_of
from perennial.ingest.zones import ZoneChoice, choose_zone
from perennial.store.reading.cells import Cells
from perennial.store.reading.column_facts import (
    currencies,
    hides_offsets,
    offsets,
    repeats_totals,
    shapes,
    unread_dates,
    unread_numbers,
    whole_numbers_as_decimals,
)
from perennial.store.reading.number_sql import text_number
from perennial.store.reading.order_rows import RowRules, filled_relation
from perennial.store.reading.sql_text import literal
from perennial.store.reading.workspace import Workspace

__all__ = ["known_zone", "settle", "settled_dates"]

Rows = Sequence[Sequence[str]]

_PLAIN: Final = NumberFormat(decimal=".", plain=True)


def settle(
    workspace: Workspace,
    cells: Cells,
    plan: ReadingPlan,
    sample: Rows,
    options: ReadingOptions,
) -> tuple[ReadingPlan, RowRules]:
    """Look at whole columns and decide what the sample left open.

    What the sample suggests is held against every row; only where a row disagrees are all shapes counted.

    Raises
    ------
    UserError
        Dates can be read two ways, orders are in several currencies, or a time zone is unknown.
    """
    dates = _dates(workspace, cells, plan, sample, options)
    zone = _zone(workspace, cells, plan, dates, options)
    numbers = _numbers(workspace, cells, plan, sample)
    refunds = _format(workspace, cells, plan, sample, "refunded_amount")
    currency, codes = _currency(workspace, plan, numbers, options)
    total_once = _total_once(workspace, cells, plan, numbers)
    settled = replace(
        plan,
        dates=dates,
        zone=zone,
        numbers=numbers,
        currency=currency,
        amount_per="order" if total_once or _stands_once(plan) else "line",
    )
    rules = RowRules(
        refunds=refunds or _PLAIN,
        days=_days(workspace, cells, plan, sample, dates),
        codes=codes,
        strip_zeros=_strip_zeros(workspace, cells, plan, sample),
        total_once=total_once,
    )
    return settled, rules


def settled_dates(
    workspace: Workspace, cells: Sequence[str], column: str, *, prefer_month: bool, file: str, header: str
) -> DateReading:
    """Decide how a column of dates as text is read, first from a sample of its cells.

    Raises
    ------
    UserError
        The dates can be read two ways.
    """
    reading, unread = _ways(workspace, cells, column)
    if not reading.unsure:
        return reading
    return settle_order(
        reading,
        day_first=unread[0],
        month_first=unread[1],
        prefer_month=prefer_month,
        file=file,
        header=header,
    )


def _ways(workspace: Workspace, cells: Sequence[str], column: str) -> tuple[DateReading, tuple[int, int]]:
    """Collect the ways to read a column, day first, and count what is unread day first and month first."""
    reading = dates_of_shapes(shapes_of(cells))
    unread = unread_dates(workspace, reading, column)
    if min(unread) or hides_offsets(workspace, reading, column):
        reading = dates_of_shapes(shapes(workspace, column))
        unread = unread_dates(workspace, reading, column)
    return reading, unread


def _days(
    workspace: Workspace, cells: Cells, plan: ReadingPlan, sample: Rows, dates: DateReading | None
) -> dict[str, DateReading]:
    """Decide how the columns of days are read; those that can be read two ways go with the orders' dates."""
    found = {}
    for name in DAYS:
        if name in plan.choices and cells.types[name] == "text":
            written = column_sample(sample, plan.choices[name].positions)
            found[name], unread = _ways(workspace, written, name)
            is_month_first = dates is not None and dates.month_first
            if unread[1] < unread[0] or (is_month_first and unread[1] == unread[0]):
                found[name] = other_order(found[name])
    return found


def known_zone(workspace: Workspace, name: str | None) -> str | None:
    """Give the full name of a time zone that a person named.

    Raises
    ------
    UserError
        There is no such zone.
    """
    if name is None:
        return None
    found = workspace.all(f"SELECT name FROM pg_timezone_names() WHERE lower(name) = lower({literal(name)})")
    if not found:
        raise UserError(
            "--time-zone {zone}: there is no such time zone; write it as Europe/Moscow", zone=name
        )
    return str(found[0][0])


def _dates(
    workspace: Workspace, cells: Cells, plan: ReadingPlan, sample: Rows, options: ReadingOptions
) -> DateReading | None:
    if cells.types["ordered_at"] != "text":
        return None
    if options.date_format is not None:
        return dates_as_given(options.date_format)
    return settled_dates(
        workspace,
        column_sample(sample, plan.choices["ordered_at"].positions),
        "ordered_at",
        prefer_month=plan.export is not None and plan.export.month_first,
        file=plan.source,
        header=plan.header("ordered_at"),
    )


def _zone(
    workspace: Workspace, cells: Cells, plan: ReadingPlan, dates: DateReading | None, options: ReadingOptions
) -> ZoneChoice:
    wanted = known_zone(workspace, options.time_zone)
    written = dates is not None and (dates.iso_zone or bool(dates.zoned_texts or dates.zoned_named))
    return choose_zone(
        wanted,
        offsets(workspace) if written else (),
        instants=cells.types["ordered_at"] == "instant" or (dates is not None and dates.zoned),
        utc_without_zone=plan.export is not None and plan.export.utc,
    )


def _numbers(workspace: Workspace, cells: Cells, plan: ReadingPlan, sample: Rows) -> NumberFormat | None:
    for name in ("amount", "unit_price"):
        if name in plan.choices:
            return _format(workspace, cells, plan, sample, name)
    return None


def _format(
    workspace: Workspace, cells: Cells, plan: ReadingPlan, sample: Rows, name: str
) -> NumberFormat | None:
    if name not in plan.choices or cells.types[name] != "text":
        return None
    form = format_of_shapes(shapes_of(column_sample(sample, plan.choices[name].positions)))
    if form.plain and not unread_numbers(workspace, name):
        return form
    return format_of_shapes(shapes(workspace, name))


def _currency(
    workspace: Workspace, plan: ReadingPlan, numbers: NumberFormat | None, options: ReadingOptions
) -> tuple[str | None, dict[str, str]]:
    if "currency" in plan.choices:
        counts, codes = currencies(workspace, filled=filled_relation(plan))
        return one_currency(counts, options.currency, file=plan.source), dict(codes)
    signs = numbers.currencies if numbers is not None else {}
    codes = {sign: currency_code(sign) for sign in signs}
    counts = {code: sum(signs[sign] for sign in signs if codes[sign] == code) for code in codes.values()}
    return one_currency(counts, options.currency, file=plan.source), codes


def _total_once(workspace: Workspace, cells: Cells, plan: ReadingPlan, numbers: NumberFormat | None) -> bool:
    """Say whether an order's total is repeated on its rows and must be kept on the first only."""
    if plan.amount_per != "order" or _stands_once(plan) or not {"amount", "order_id"} <= plan.choices.keys():
        return False
    is_number = cells.types["amount"] == "number"
    form = numbers or _PLAIN
    return repeats_totals(workspace, lambda name: name if is_number else text_number(name, form))


def _stands_once(plan: ReadingPlan) -> bool:
    """Say whether the export itself writes the total on the first row of an order only."""
    return plan.amount_per == "order" and plan.export is not None and plan.export.fill_down is not None


def _strip_zeros(workspace: Workspace, cells: Cells, plan: ReadingPlan, sample: Rows) -> bool:
    if "customer_id" not in plan.choices or cells.is_view or cells.types["customer_id"] != "text":
        return False
    ids = column_sample(sample, plan.choices["customer_id"].positions)
    return all(name.endswith(".0") for name in ids) and whole_numbers_as_decimals(workspace)
