"""Orders expected at earlier days of the log, beside those that came."""

from collections.abc import Sequence

from perennial.engine.backtest.results import RecordRow
from perennial.pictures.charts.chart import Chart, Key, drawn
from perennial.pictures.charts.ticks import count_axis
from perennial.pictures.words import Words

__all__ = ["past_forecasts_chart"]


def past_forecasts_chart(rows: Sequence[RecordRow], words: Words) -> Chart:
    """Draw one model's record, one pair of bars a cut; all rows have one horizon."""
    specification = {
        "kind": "record",
        "labels": [words.fact(row.cut, "date_short") for row in rows],
        "y": count_axis(
            max(1.0, *(max(row.expected, row.came) for row in rows)),
            lambda count: words.fact(count, "number"),
        ),
        "points": [[_bar(row.expected, "leaf", words), _bar(row.came, "full", words)] for row in rows],
    }
    wide, narrow = drawn(specification)
    return Chart(
        title=words.say("Orders in the {horizon:days} after each day", horizon=rows[0].horizon_days),
        sentence=words.say(
            "Orders expected at earlier days of the log, each time from the orders up to that day alone, "
            "and the orders that then came."
        ),
        wide=wide,
        narrow=narrow,
        keys=(
            Key(look="bar-leaf", meaning=words.say("expected then")),
            Key(look="bar-full", meaning=words.say("came")),
        ),
        columns=(words.say("As of"), words.say("Expected"), words.say("Came"), words.say("Off by")),
        rows=tuple(_row(row, words) for row in rows),
    )


def _bar(value: float, tone: str, words: Words) -> dict[str, object]:
    return {"value": value, "label": words.fact(value, "number"), "tone": tone}


def _row(row: RecordRow, words: Words) -> tuple[str, ...]:
    off = (row.expected - row.came) / row.came if row.came else None
    return (
        words.fact(row.cut, "date"),
        words.fact(row.expected, "number"),
        words.fact(row.came, "number"),
        ("+" if off is not None and off > 0 else "") + words.fact(off, "percent"),
    )
