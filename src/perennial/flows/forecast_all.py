"""Forecast every customer of an open log, those of one rhythm together, and put it all in the log's order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from perennial.core.message import Message
from perennial.core.progress import Progress
from perennial.engine.backtest.choose import Beside
from perennial.engine.backtest.cuts import choose_cuts
from perennial.engine.backtest.pooled_record import pooled_record
from perennial.engine.backtest.results import Record
from perennial.engine.calendar.results import Calendar
from perennial.engine.forecast_of_kinds import Forecast
from perennial.engine.histories import Floats, Histories
from perennial.engine.lifetime.returns import return_horizon
from perennial.engine.rhythm.in_order import in_order
from perennial.flows.customer_models import CustomerModels, GroupModels
from perennial.flows.forecast_part import PartForecast, forecast_part
from perennial.flows.rhythm_parts import RhythmPart, parts_of
from perennial.flows.wanted import Wanted
from perennial.store.log import OrderLog

__all__ = ["Forecasts", "forecast_all"]

_BEGIN, _WHOLE = 0.3, 0.5  # of the progress of a whole run


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecasts:
    """The forecasts, and what they rest on; customers in the order of the log.

    `calendar` is that of all customers; None where groups have their own, or one model was named.
    `return_horizon` is R of the business, where groups have their own. `spend_per_order` has shape (n,), None
    where there are no amounts. `return_at_order` is r on the day of the last order, shape (n,). `record` is
    None where one model was named, which then needed no choice.
    """

    histories: Histories
    models: CustomerModels
    return_horizon: int
    spend_per_order: Floats | None
    record: Record | None
    calendar: Calendar | None
    forecast: Forecast
    return_at_order: Floats
    notes: tuple[Message, ...]


def forecast_all(log: OrderLog, wanted: Wanted, *, rng: np.random.Generator, progress: Progress) -> Forecasts:
    """Forecast every customer.

    Parameters
    ----------
    log
        The open log, with at least one customer.
    rng
        Source of samples and draws; the same seed gives the same forecasts.
    """
    histories = log.histories()
    parts = parts_of(log, histories, usual_gap=wanted.usual_gap, second_wait=wanted.second_wait, rng=rng)
    span = int(histories.T.max(initial=0))
    horizon = return_horizon(wanted.usual_gap, span, wanted=wanted.return_horizon)
    # Groups look back from the same days, so that their records can be added up.
    cuts = choose_cuts(histories.as_of - span, histories.as_of, among=histories.as_of - horizon)
    beside = Beside(cuts=cuts, told=horizon) if len(parts) > 1 else None
    found = [
        forecast_part(
            log,
            part,
            wanted,
            span=span,
            beside=beside,
            rng=rng,
            progress=_part_of(progress, place, len(parts)),
        )
        for place, part in enumerate(parts)
    ]
    return _put_together(histories, parts, found, horizon)


def _put_together(
    histories: Histories, parts: Sequence[RhythmPart], found: Sequence[PartForecast], horizon: int
) -> Forecasts:
    rows, groups = [part.rows for part in parts], tuple(each.models for each in found)
    places = [np.full(len(part.rows), place, np.int32) for place, part in enumerate(parts)]
    record = _record(found)
    return Forecasts(
        histories=histories,
        models=CustomerModels(groups=groups, group=in_order(rows, places)),
        return_horizon=horizon,
        spend_per_order=in_order(rows, [each.spend_per_order for each in found]),
        record=record,
        calendar=found[0].calendar if len(found) == 1 else None,
        forecast=found[0].forecast
        if len(found) == 1
        else in_order(rows, [each.forecast.whole for each in found]),
        return_at_order=in_order(rows, [each.return_at_order for each in found]),
        notes=tuple(_notes(groups, record)),
    )


def _record(found: Sequence[PartForecast]) -> Record | None:
    records = [
        (each.models.group.name, each.models.customers, each.record)
        for each in found
        if each.record is not None
    ]
    if not records:
        return None
    return records[0][2] if len(records) == 1 else pooled_record(records)


def _notes(groups: Sequence[GroupModels], record: Record | None) -> Iterator[Message]:
    if len(groups) > 1:
        yield Message(
            "Products are bought at rhythms so different that the customers of each are forecast apart."
        )
    for each in groups:
        if each.returns.note is None:
            continue
        told = {"group": each.group.name, "note": each.returns.note}
        yield Message("{group}: {note}", told) if each.group.name else each.returns.note
    if record is not None and record.sampled is not None:
        yield Message(
            "The models were chosen on a sample of {sampled:customers_of}.", {"sampled": record.sampled}
        )


def _part_of(progress: Progress, place: int, parts: int) -> Progress:
    """Count the progress of one part among all."""

    def told(message: Message, done: float) -> None:
        progress(message, _BEGIN + (place * _WHOLE + done - _BEGIN) / parts)

    return told
