"""What pages say of the business as of a snapshot, kept beside it: the report's contents, without names."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from perennial.core.estimate import Estimate
from perennial.core.message import Message
from perennial.engine.backtest.results import Record, RecordRow
from perennial.engine.calendar.results import Calendar, EventWorth
from perennial.engine.covariates.results import COVARIATE_CLASSES
from perennial.engine.lifetime.open_waits import OpenWaits
from perennial.engine.lifetime.results import LeavingWindow
from perennial.engine.waits.results import Ladder, MonthWait, NextPurchase, Rung, SegmentWait, WaitCurve
from perennial.flows.list_customers import list_customers
from perennial.flows.refresh.frozen_json import UnreadableStateError, freeze, thaw
from perennial.flows.report_contents import contents_of, file_facts
from perennial.flows.understanding import Understanding
from perennial.pictures.report.contents import CustomerList, DueSeason, FileFacts, ReportContents
from perennial.plan.priors import Prior
from perennial.store.log import OrderLog

__all__ = ["figures_from_json", "figures_of", "figures_to_json"]

_CLASSES = {
    each.__name__: each
    for each in (
        *COVARIATE_CLASSES,
        Calendar,
        CustomerList,
        DueSeason,
        Estimate,
        EventWorth,
        FileFacts,
        Ladder,
        LeavingWindow,
        Message,
        MonthWait,
        NextPurchase,
        OpenWaits,
        Prior,
        Record,
        RecordRow,
        ReportContents,
        Rung,
        SegmentWait,
        WaitCurve,
    )
}


def figures_of(
    log: OrderLog, understanding: Understanding, *, name: str, margin: float | None = None
) -> ReportContents:
    """Give what the report would say of a log; of its lists of customers only how many they are.

    Parameters
    ----------
    name
        Of the business.
    margin
        Share of an order's money in which the money at risk is told; None where it is revenue.
    """
    # What was noticed while reading may name a customer; it stands in the snapshot's own notes.
    file = replace(file_facts(log.facts, name), notes=())
    contents = contents_of(understanding, list_customers(log, understanding), file=file)
    return replace(
        contents,
        margin=margin,
        week_of=understanding.facts.as_of + 1,
        due=replace(contents.due, rows=()),
        leaving=replace(contents.leaving, rows=()),
        one_step=replace(contents.one_step, rows=()),
    )


def figures_to_json(figures: ReportContents) -> dict[str, Any]:
    """Give the figures in the types that JSON knows."""
    return dict(freeze(figures))


def figures_from_json(said: Mapping[str, Any]) -> ReportContents | None:
    """Read figures back; None where another version wrote them."""
    try:
        found = thaw(said, _CLASSES)
    except UnreadableStateError:
        return None
    return found if isinstance(found, ReportContents) else None
