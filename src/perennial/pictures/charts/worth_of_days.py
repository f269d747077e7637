"""What months are worth, or weekdays where the season is not yet seen."""

from collections.abc import Sequence

from markupsafe import Markup

from perennial.core.estimate import Estimate
from perennial.engine.calendar.results import Calendar
from perennial.pictures.charts.chart import Chart, Key, drawn
from perennial.pictures.charts.ticks import count_axis
from perennial.pictures.day_names import month_names, short_month_names, short_weekday_names, weekday_names
from perennial.pictures.words import Words

__all__ = ["worth_chart"]

_WEEK = 7


def worth_chart(calendar: Calendar, words: Words) -> Chart:
    """Draw the twelve months where a season is seen, else the seven weekdays, with 95% whiskers.

    A line runs at 1, what an ordinary month or day is worth.
    """
    seen = calendar.is_season_seen
    wide, narrow = _drawn(
        short_month_names(words) if seen else short_weekday_names(words),
        calendar.season if seen else calendar.weekday,
        words,
    )
    return Chart(
        title=words.say("What each month is worth") if seen else words.say("What each weekday is worth"),
        sentence=words.say(
            "Purchases of a day in this month against those of an ordinary day, growth and weekdays left out."
            if seen
            else "Purchases of this weekday against those of an ordinary day."
        ),
        wide=wide,
        narrow=narrow,
        keys=(
            Key(look="bar-leaf", meaning=words.say("worth in ordinary days")),
            Key(look="whisker", meaning=words.say("95% limits")),
            Key(look="line-dashed", meaning=words.say("an ordinary day")),
        ),
        columns=(words.say("Month") if seen else words.say("Weekday"), words.say("Worth in ordinary days")),
        rows=_rows(calendar, words),
    )


def _drawn(names: Sequence[str], worth: Sequence[Estimate], words: Words) -> tuple[Markup, Markup]:
    many = len(names) > _WEEK
    steps = [
        _step(name, each, words, digits=1 if many else 2) for name, each in zip(names, worth, strict=True)
    ]
    top = max(each.high or each.value or 0.0 for each in worth)
    return drawn(
        {
            "kind": "ladder",
            "steps": steps,
            "y": count_axis(max(top, 1.0), lambda days: words.fact(days, "number")),
            "reference": 1,
        },
        {"steps": _apart(steps, worth)} if many else None,
    )


def _step(name: str, worth: Estimate, words: Words, *, digits: int) -> dict[str, object]:
    return {
        "name": name,
        "label": words.fact(round(worth.value or 0.0, digits), "number"),
        "value": worth.value,
        "low": worth.low,
        "high": worth.high,
    }


def _apart(steps: Sequence[dict[str, object]], worth: Sequence[Estimate]) -> list[dict[str, object]]:
    """Name every second one, and write the worth of the strongest and the weakest only: a phone is narrow."""
    values = [each.value or 0.0 for each in worth]
    told = {values.index(max(values)), values.index(min(values))}
    return [
        {**step, "name": "" if at % 2 else step["name"], "label": step["label"] if at in told else ""}
        for at, step in enumerate(steps)
    ]


def _rows(calendar: Calendar, words: Words) -> tuple[tuple[str, ...], ...]:
    names, worth = (
        (month_names(words), calendar.season)
        if calendar.is_season_seen
        else (weekday_names(words), calendar.weekday)
    )
    return tuple((name, words.fact(each, "number")) for name, each in zip(names, worth, strict=True))
