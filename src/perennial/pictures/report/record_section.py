"""The section on how right the forecasts were on the log's own past."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean

from markupsafe import Markup

from perennial.engine.backtest.results import Record, RecordRow
from perennial.pictures.charts.past_forecasts import past_forecasts_chart
from perennial.pictures.names import MODEL_NAMES, called
from perennial.pictures.report.contents import ReportContents
from perennial.pictures.report.section import Section, Table
from perennial.pictures.words import Words

__all__ = ["chosen_model", "record_section"]


_BLEND = "auto"


def record_section(contents: ReportContents, words: Words) -> Section:
    """Show what was expected at earlier days and what came."""
    horizon = _told_horizon(contents.record, contents.return_horizon_days)
    told = [row for row in contents.record.rows if row.horizon_days == horizon]
    model = chosen_model(contents.record)
    rows = sorted((row for row in told if row.model == model), key=lambda row: row.cut)
    return Section(
        key="record",
        title=words.say("How right these forecasts were"),
        short=words.say("Record"),
        leads=tuple(_leads(rows, contents.return_horizon_days, words)) if rows else (),
        notes=tuple(_notes(contents.record, words)) if rows else (),
        chart=past_forecasts_chart(rows, words) if rows else None,
        tables=tuple(_models(told, contents.record, words)) if rows else (),
        empty=""
        if rows
        else words.say(
            "The log is too short to check forecasts against its own past; take them as a first guess."
        ),
    )


def chosen_model(record: Record) -> str:
    """Name the model whose record stands for the forecasts of the page."""
    if any(row.model == _BLEND for row in record.rows):
        return _BLEND
    return max(record.weights, key=lambda each: each[1])[0] if record.weights else record.attrition_model


def _told_horizon(record: Record, return_horizon: int) -> int:
    """Choose the horizon of the page: that of the return, else the one with most checks."""
    horizons = [row.horizon_days for row in record.rows]
    if return_horizon in horizons or not horizons:
        return return_horizon
    return max(set(horizons), key=lambda horizon: (horizons.count(horizon), horizon))


def _leads(rows: Sequence[RecordRow], return_horizon: int, words: Words) -> Iterator[Markup]:
    latest = rows[-1]
    yield words.mark(
        "As of {day:date}, {expected:number} orders were expected in the next {horizon:days}; "
        "{came:number} came.",
        day=latest.cut,
        expected=latest.expected,
        horizon=latest.horizon_days,
        came=latest.came,
    )
    if latest.came_new:
        yield words.mark(
            "Besides, {new:number} came from customers first seen after that day, whom no forecast can know.",
            new=latest.came_new,
        )
    for row in reversed(rows):
        if row.said_left and row.stayed_away is not None:
            yield words.mark(
                "Of {said:customers_of} said to have left, {away:number} had no order in the next "
                "{horizon:days}.",
                said=row.said_left,
                away=row.stayed_away,
                horizon=return_horizon,
            )
            break


def _notes(record: Record, words: Words) -> Iterator[Markup]:
    yield words.mark(
        "Each check reads only the orders up to its day; the later ones are used just to compare."
    )
    if record.sampled is not None:
        yield words.mark(
            "Checked on a sample of {n:customers_of}; the orders counted are theirs.", n=record.sampled
        )


def _models(told: Sequence[RecordRow], record: Record, words: Words) -> Iterator[Table]:
    by_model: dict[str, list[RecordRow]] = defaultdict(list)
    for row in told:
        by_model[row.model].append(row)
    yield Table(
        caption=words.say(
            "All candidates over all checks ({horizon:days} each)", horizon=told[0].horizon_days
        ),
        columns=(
            words.say("Forecast"),
            words.say("Expected"),
            words.say("Came"),
            words.say("Typical error, orders a customer"),
            words.say("Error of the chance of an order (Brier)"),
            words.say("Slope (1 is right)"),
        ),
        rows=tuple(_model_row(name, rows, record, words) for name, rows in _best_first(by_model)),
        numeric=frozenset({1, 2, 3, 4, 5}),
    )


def _best_first(by_model: Mapping[str, list[RecordRow]]) -> list[tuple[str, list[RecordRow]]]:
    return sorted(by_model.items(), key=lambda each: fmean(row.rmse for row in each[1]))


def _model_row(name: str, rows: list[RecordRow], record: Record, words: Words) -> tuple[str, ...]:
    slopes = [row.slope for row in rows if row.slope is not None]
    return (
        _model_name(name, record, words),
        words.fact(sum(row.expected for row in rows), "number"),
        words.fact(sum(row.came for row in rows), "number"),
        words.fact(fmean(row.rmse for row in rows), "fine"),
        words.fact(fmean(row.brier for row in rows), "fine"),
        words.fact(fmean(slopes) if slopes else None, "fine"),
    )


def _model_name(name: str, record: Record, words: Words) -> str:
    """Name a model, with its weight in the forecasts of the page."""
    weight = dict(record.weights).get(name, 0.0)
    told = called(MODEL_NAMES, name, words.language)
    return words.say("{name}, weight {weight:percent}", name=told, weight=weight) if weight > 0 else told
