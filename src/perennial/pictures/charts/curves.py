"""Two curves against days: how soon a purchase is followed by another, and how customers leave."""

from collections.abc import Sequence
from math import isfinite

from perennial.core.estimate import Estimate
from perennial.engine.lifetime.results import LeavingWindow
from perennial.engine.waits.results import NextPurchase
from perennial.pictures.charts.chart import Chart, Key, drawn
from perennial.pictures.charts.ticks import day_axis, share_axis
from perennial.pictures.words import Words

__all__ = ["lifetime_chart", "wait_chart"]

_Points = Sequence[tuple[int, float, float, float]]
_TABLE_ROWS = 12


def wait_chart(found: NextPurchase, words: Words) -> Chart:
    """Draw the share of purchases followed by another against days, with the usual gap and the horizon."""
    points = found.curve.points
    marks = [_mark(found.horizon_days, words.say("counted up to here"), "soft")]
    if found.median_wait_days.value is not None:
        marks.append(_mark(found.median_wait_days.value, words.say("half of them"), "leaf"))
    return _chart(
        points,
        marks=marks,
        zones=[],
        words=words,
        title=words.say("Purchases followed by another"),
        axis=words.say("days since the purchase"),
        sentence=words.say(
            "Share of purchases followed by another, by days since the purchase: "
            "{last:percent} within {day:days}.",
            last=points[-1][1],
            day=points[-1][0],
        ),
        band=words.say("95% limits"),
        line=words.say("followed by another purchase"),
    )


def lifetime_chart(window: LeavingWindow, words: Words) -> Chart:
    """Draw the share who are still customers against days since the first purchase, the window shaded."""
    last = window.curve[-1][0]
    marks = [
        _mark(day.value, label, "amber")
        for day, label in (
            (window.start_days, words.say("a quarter have left")),
            (window.middle_days, words.say("half have left")),
            (window.end_days, words.say("three quarters have left")),
        )
        if day.value is not None and day.value <= last
    ]
    return _chart(
        window.curve,
        marks=marks,
        zones=_window_zone(window.start_days, window.end_days, last),
        words=words,
        title=words.say("Still customers"),
        axis=words.say("days since the first purchase"),
        sentence=words.say(
            "Share who are still customers, by days since the first purchase, of those who did not "
            "leave at once: {last:percent} at day {day:number}.",
            last=window.curve[-1][1],
            day=last,
        ),
        band=words.say("95% limits"),
        line=words.say("still customers"),
    )


def _window_zone(start: Estimate, end: Estimate, last: int) -> list[dict[str, object]]:
    if start.value is None or start.value >= last:
        return []
    until = last if end.value is None else min(end.value, last)
    return [{"from": start.value, "to": until, "tone": "amber"}]


def _mark(at: float, label: str, tone: str) -> dict[str, object]:
    return {"at": at, "label": label, "tone": tone}


def _chart(
    points: _Points,
    *,
    marks: list[dict[str, object]],
    zones: list[dict[str, object]],
    words: Words,
    title: str,
    axis: str,
    sentence: str,
    band: str,
    line: str,
) -> Chart:
    wide, narrow = drawn(
        {
            "kind": "curve",
            "x": day_axis(points[-1][0], lambda day: words.fact(day, "number"), name=axis),
            "y": share_axis(
                max(top for point in points for top in point[1:] if isfinite(top)),
                lambda share: words.fact(share, "percent"),
            ),
            "points": points,
            "marked": marks,
            "zones": zones,
        }
    )
    keys = [Key(look="line-leaf", meaning=line), Key(look="band-leaf", meaning=band)]
    if zones:
        keys.append(Key(look="band-amber", meaning=words.say("from a quarter to three quarters gone")))
    return Chart(
        title=title,
        sentence=sentence,
        wide=wide,
        narrow=narrow,
        keys=tuple(keys),
        columns=(words.say("Day"), words.say("Share"), words.say("95% limits")),
        rows=_rows(points, words),
    )


def _rows(points: _Points, words: Words) -> tuple[tuple[str, ...], ...]:
    step = max(1, (len(points) - 1) // _TABLE_ROWS)
    chosen = [*points[::step], *([] if (len(points) - 1) % step == 0 else [points[-1]])]
    return tuple(
        (
            words.fact(day, "number"),
            words.fact(share, "percent"),
            words.say("{low:percent} to {high:percent}", low=low, high=high),
        )
        for day, share, low, high in chosen
    )
