"""All looks at a trial: what was said on each day, with the limits that hold at every look."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from perennial.core.days import date_of, day_of
from perennial.pictures.charts.chart import WIDTHS, Chart, Key
from perennial.pictures.trial.plot import Plot, line_through, round_step
from perennial.pictures.words import Words
from perennial.trial.limits import Effect

__all__ = ["looks_chart"]

_HEIGHTS = (220, 200)
_SHOWN = 24  # looks in the table
_ROOM = 0.08

_Looks = Sequence[tuple[date, Effect]]


def looks_chart(looks: _Looks, planned_end: date | None, words: Words) -> Chart:
    """Draw the days gained as they were said at each look.

    Parameters
    ----------
    looks
        Day and days gained, the earliest first; at least one.
    planned_end
        The day on which the last customers are followed to the horizon; None where that is not known yet.
    """
    wide, narrow = (
        _drawn(looks, planned_end, words, width, height)
        for width, height in zip(WIDTHS, _HEIGHTS, strict=True)
    )
    day, last = looks[-1]
    keys = [
        Key(look="line-leaf", meaning=words.say("days gained per customer")),
        Key(look="whisker", meaning=words.say("limits that hold at every look")),
    ]
    if planned_end is not None:
        keys.append(Key(look="line-dashed", meaning=words.say("planned end")))
    return Chart(
        title=words.say("What each look said"),
        sentence=words.say(
            "On {day:date}: {value:days} gained per customer, {low:number} to {high:number}.",
            day=day,
            value=last.value,
            low=last.low,
            high=last.high,
        ),
        wide=wide,
        narrow=narrow,
        keys=tuple(keys),
        columns=(
            words.say("Day"),
            words.say("Days gained"),
            words.say("At every look"),
            words.say("At one look"),
        ),
        rows=tuple(_row(each, effect, words) for each, effect in looks[-_SHOWN:]),
    )


def _drawn(looks: _Looks, planned_end: date | None, words: Words, width: int, height: int) -> Markup:
    days = [float(day_of(day)) for day, _ in looks]
    ends = [*days, *([] if planned_end is None else [float(day_of(planned_end))])]
    first, last = min(ends), max(*ends, min(ends) + 7)
    low, high = min(0.0, *(each.low for _, each in looks)), max(0.0, *(each.high for _, each in looks))
    room = _ROOM * max(high - low, 1.0)
    plot = Plot(width=width, height=height, x=(first, last), y=(low - room, high + room))
    step = round_step(high - low + 2 * room, 5)
    rows = [step * n for n in range(int((low - room) // step) + 1, int((high + room) // step) + 1)]
    return plot.drawn(
        plot.rows(rows, lambda value: words.fact(value, "number")),
        plot.columns(_ticks(first, last, width), lambda day: words.fact(date_of(round(day)), "date_short")),
        _zero(plot),
        *_ends(plot, planned_end),
        *(_whisker(plot, day, each) for day, (_, each) in zip(days, looks, strict=True)),
        line_through(plot, "treated", days, [each.value for _, each in looks]),
    )


def _ticks(first: float, last: float, width: int) -> list[float]:
    parts = 5 if width > WIDTHS[1] else 2
    inset = 0.04 * (last - first)
    begin, end = first + inset, last - inset
    return [begin + (end - begin) * n / parts for n in range(parts + 1)]


def _zero(plot: Plot) -> str:
    return line_through(plot, "zero", plot.x, (0.0, 0.0))


def _ends(plot: Plot, planned_end: date | None) -> Sequence[str]:
    if planned_end is None:
        return ()
    day = float(day_of(planned_end))
    return (line_through(plot, "control", (day, day), plot.y),)


def _whisker(plot: Plot, day: float, effect: Effect) -> str:
    at = plot.across(day)
    return (
        f'<line class="whisker" x1="{at}" x2="{at}" y1="{plot.up(effect.low)}" y2="{plot.up(effect.high)}"/>'
        f'<circle class="dot" cx="{at}" cy="{plot.up(effect.value)}" r="3.2"/>'
    )


def _row(day: date, effect: Effect, words: Words) -> tuple[str, ...]:
    return (
        words.fact(day, "date"),
        words.fact(effect.value, "number"),
        words.say("{low:number} to {high:number}", low=effect.low, high=effect.high),
        words.say("{low:number} to {high:number}", low=effect.planned_low, high=effect.planned_high),
    )
