"""Completes a plan with what only the whole columns can tell: dates, numbers, zone and currency."""

from dataclasses import replace
from typing import Final

from perennial.core.errors import UserError
from perennial.ingest.currencies import one_currency
from perennial.ingest.dates import DateReading, dates_as_given, dates_of_shapes, settle_order
from perennial.ingest.number_format import NumberFormat, format_of_shapes
from perennial.ingest.options import ReadingOptions
from perennial.ingest.plan import ReadingPlan
from perennial.ingest.zones import ZoneChoice, choose_zone
from perennial.store.reading.cells import Cells
from perennial.store.reading.column_facts import (
    currencies,
    offsets,
    repeats_totals,
    shapes,
    unread_dates,
    whole_numbers_as_decimals,
)
from perennial.store.reading.number_sql import text_number
from perennial.store.reading.order_rows import RowRules, filled_relation
from perennial.store.reading.sql_text import literal
from perennial.store.reading.workspace import Workspace

__all__ = ["settle"]

_PLAIN: Final = NumberFormat(decimal=".", plain=True)


def settle(
    workspace: Workspace, cells: Cells, plan: ReadingPlan, options: ReadingOptions
) -> tuple[ReadingPlan, RowRules]:
    """Look at whole columns and decide what the sample left open.

    Raises
    ------
    UserError
        Dates can be read two ways, orders are in several currencies, or a time zone is unknown.
    """
    dates = _dates(workspace, cells, plan, options)
    zone = _zone(workspace, cells, plan, dates, options)
    numbers = _numbers(workspace, cells, plan)
    refunds = _format(workspace, cells, plan, "refunded_amount")
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
        codes=codes,
        strip_zeros=_strip_zeros(workspace, cells, plan),
        total_once=total_once,
    )
    return settled, rules


def _dates(
    workspace: Workspace, cells: Cells, plan: ReadingPlan, options: ReadingOptions
) -> DateReading | None:
    if cells.types["ordered_at"] != "text":
        return None
    if options.date_format is not None:
        return dates_as_given(options.date_format)
    reading = dates_of_shapes(shapes(workspace, "ordered_at"))
    if not reading.unsure:
        return reading
    day_first, month_first = unread_dates(workspace, reading)
    return settle_order(
        reading,
        day_first=day_first,
        month_first=month_first,
        prefer_month=plan.export is not None and plan.export.month_first,
        file=plan.source,
        header=plan.header("ordered_at"),
    )


def _zone(
    workspace: Workspace, cells: Cells, plan: ReadingPlan, dates: DateReading | None, options: ReadingOptions
) -> ZoneChoice:
    wanted = _known_zone(workspace, options.time_zone)
    written = dates is not None and (dates.iso_zone or bool(dates.zoned_texts or dates.zoned_named))
    return choose_zone(
        wanted,
        offsets(workspace) if written else (),
        instants=cells.types["ordered_at"] == "instant" or (dates is not None and dates.zoned),
        utc_without_zone=plan.export is not None and plan.export.utc,
    )


def _known_zone(workspace: Workspace, name: str | None) -> str | None:
    if name is None:
        return None
    found = workspace.all(f"SELECT name FROM pg_timezone_names() WHERE lower(name) = lower({literal(name)})")
    if not found:
        raise UserError(
            "--time-zone {zone}: there is no such time zone; write it as Europe/Moscow", zone=name
        )
    return str(found[0][0])


def _numbers(workspace: Workspace, cells: Cells, plan: ReadingPlan) -> NumberFormat | None:
    for name in ("amount", "unit_price"):
        if name in plan.choices:
            return _format(workspace, cells, plan, name)
    return None


def _format(workspace: Workspace, cells: Cells, plan: ReadingPlan, name: str) -> NumberFormat | None:
    if name not in plan.choices or cells.types[name] != "text":
        return None
    return format_of_shapes(shapes(workspace, name))


def _currency(
    workspace: Workspace, plan: ReadingPlan, numbers: NumberFormat | None, options: ReadingOptions
) -> tuple[str | None, dict[str, str]]:
    if "currency" in plan.choices:
        counts, codes = currencies(workspace, filled=filled_relation(plan))
        return one_currency(counts, options.currency, file=plan.source), dict(codes)
    counts = numbers.currencies if numbers is not None else {}
    return one_currency(counts, options.currency, file=plan.source), {}


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


def _strip_zeros(workspace: Workspace, cells: Cells, plan: ReadingPlan) -> bool:
    if "customer_id" not in plan.choices or cells.is_view or cells.types["customer_id"] != "text":
        return False
    return whole_numbers_as_decimals(workspace)
