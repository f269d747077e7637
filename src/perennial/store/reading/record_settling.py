"""Completes a plan of records with what the whole columns tell: dates, time zone, country of the phones."""

from collections.abc import Sequence
from dataclasses import replace

from perennial.ingest.contacts.phones import guess_region
from perennial.ingest.dates import DateReading, dates_as_given
from perennial.ingest.options import ReadingOptions
from perennial.ingest.record_plan import RecordPlan
from perennial.ingest.shapes import column_sample
from perennial.ingest.zones import choose_zone
from perennial.store.reading.column_facts import offsets, whole_numbers_as_decimals
from perennial.store.reading.settling import known_zone, settled_dates
from perennial.store.reading.workspace import Workspace

__all__ = ["settle_records", "strips_zeros"]

Rows = Sequence[Sequence[str]]


def settle_records(
    workspace: Workspace, plan: RecordPlan, sample: Rows, options: ReadingOptions
) -> RecordPlan:
    """Decide what the header left open.

    Raises
    ------
    UserError
        Dates can be read two ways, or a time zone is unknown.
    """
    dates = _dates(workspace, plan, sample, options)
    written = dates is not None and (dates.iso_zone or bool(dates.zoned_texts or dates.zoned_named))
    zone = choose_zone(
        known_zone(workspace, options.time_zone),
        offsets(workspace, plan.dated) if written and plan.dated else (),
        instants=dates is not None and dates.zoned,
        utc_without_zone=False,
    )
    return replace(plan, dates=dates, zone=zone, region=options.phone_region or _region(plan, sample))


def strips_zeros(workspace: Workspace, plan: RecordPlan) -> bool:
    """Say whether all customer ids are written as 17850.0, as orders would have them without the fraction."""
    return "customer_id" in plan.choices and whole_numbers_as_decimals(workspace)


def _dates(
    workspace: Workspace, plan: RecordPlan, sample: Rows, options: ReadingOptions
) -> DateReading | None:
    if plan.dated is None:
        return None
    if options.date_format is not None:
        return dates_as_given(options.date_format)
    return settled_dates(
        workspace,
        column_sample(sample, plan.choices[plan.dated].positions),
        plan.dated,
        prefer_month=False,
        file=plan.source,
        header=plan.header(plan.dated),
    )


def _region(plan: RecordPlan, sample: Rows) -> str | None:
    phones = plan.choices.get("phone")
    if phones is None:
        return None
    cyrillic = any("а" <= sign <= "я" for header in plan.layout.headers for sign in header.casefold())
    return guess_region(column_sample(sample, phones.positions), cyrillic=cyrillic)
