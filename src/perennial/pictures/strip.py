"""The rhythm strip: one customer's purchases, expectation and leaving date on a line of their own rhythm."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isfinite, isnan, nan, sqrt
from statistics import median

from markupsafe import Markup

from perennial.core.days import NO_DAY
from perennial.pictures.words import Words

__all__ = ["Rhythm", "rhythm_sentence", "rhythm_strip"]

#: The axis runs from this many usual gaps before today to that many after it.
GAPS_BACK = 6.0
GAPS_AHEAD = 2.0
#: A leaving date further off stretches the axis up to this many gaps ahead; beyond, it is not drawn.
GAPS_AHEAD_AT_MOST = 4.0

_MOST_DOTS = 60
_MIDDLE = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """What a strip draws; days are day numbers, `NO_DAY` where there is none.

    `days` are purchase days, rising, with their `amounts` (nan where unknown); `usual_gap` is in days.
    """

    as_of: int
    days: tuple[int, ...]
    amounts: tuple[float, ...]
    usual_gap: float
    purchases: int = 0
    touches: tuple[int, ...] = ()
    next_order_early: int = NO_DAY
    next_order_likely: int = NO_DAY
    next_order_late: int = NO_DAY
    offer_from: int = NO_DAY
    offer_until: int = NO_DAY
    churn_date: int = NO_DAY
    churn_early: int = NO_DAY
    churn_late: int = NO_DAY


@dataclass(frozen=True, slots=True)
class _Axis:
    first: float
    last: float

    def at(self, day: float) -> str:
        """Give a position in percent, so that marks keep their size at any width."""
        return f"{100 * (day - self.first) / (self.last - self.first):.2f}%"

    def clipped(self, begin: float, end: float) -> tuple[float, float] | None:
        low, high = max(begin, self.first), min(end, self.last)
        return (low, high) if low < high else None

    def holds(self, day: float) -> bool:
        return day != NO_DAY and self.first <= day <= self.last


def rhythm_strip(rhythm: Rhythm, words: Words) -> Markup:
    """Draw the strip as an inline SVG of any width, with one sentence for those who do not see it.

    Colours are the page's custom properties; marks differ in shape too, for print and colour-blind eyes.
    """
    axis = _axis(rhythm)
    label = Markup.escape(rhythm_sentence(rhythm, words))
    drawn = "".join([*_bands(rhythm, axis), *_lines(rhythm, axis), *_dots(rhythm, axis)])
    return Markup(  # noqa: S704 - numbers of our own and an escaped label
        f'<svg class="strip" role="img" aria-label="{label}" width="100%" height="44">'
        f'<line class="axis" x1="0" x2="100%" y1="{_MIDDLE}" y2="{_MIDDLE}"/>{drawn}</svg>'
    )


def rhythm_sentence(rhythm: Rhythm, words: Words) -> str:
    """Say in one sentence what the strip shows."""
    parts = [
        words.say("{purchases:purchases}", purchases=rhythm.purchases or len(rhythm.days)),
        words.say(
            "the last on {day:date}, {silence:days} ago",
            day=rhythm.days[-1],
            silence=rhythm.as_of - rhythm.days[-1],
        ),
    ]
    if isfinite(rhythm.usual_gap):
        parts.insert(1, words.say("usual gap {gap:days}", gap=round(rhythm.usual_gap)))
    if rhythm.next_order_early != NO_DAY:
        low, high = rhythm.next_order_early, rhythm.next_order_late
        parts.append(words.say("next order expected {low:date} to {high:date}", low=low, high=high))
    if rhythm.offer_from != NO_DAY:
        low, high = rhythm.offer_from, rhythm.offer_until
        parts.append(words.say("time for an offer {low:date} to {high:date}", low=low, high=high))
    if rhythm.churn_date != NO_DAY:
        parts.append(words.say("leaving date {day:date}", day=rhythm.churn_date))
    return "; ".join(parts)


def _axis(rhythm: Rhythm) -> _Axis:
    gap = rhythm.usual_gap if isfinite(rhythm.usual_gap) and rhythm.usual_gap >= 1 else 30.0
    marks = [day for day in (rhythm.churn_date, rhythm.offer_until, rhythm.next_order_late) if day != NO_DAY]
    ahead = max([GAPS_AHEAD * gap, *(day - rhythm.as_of + gap / 4 for day in marks)])
    # A long silence must still show the purchase it began with.
    back = max(GAPS_BACK * gap, rhythm.as_of - rhythm.days[-1] + gap)
    return _Axis(rhythm.as_of - back, rhythm.as_of + min(ahead, GAPS_AHEAD_AT_MOST * gap))


def _bands(rhythm: Rhythm, axis: _Axis) -> Iterator[str]:
    yield from _band("leaves", axis, rhythm.churn_early, rhythm.churn_late, height=10)
    yield from _band("expected", axis, rhythm.next_order_early, rhythm.next_order_late, height=18)
    yield from _band("offer", axis, rhythm.offer_from, _next(rhythm.offer_until), height=18)


def _next(day: int) -> int:
    return day if day == NO_DAY else day + 1


def _band(name: str, axis: _Axis, begin: int, end: int, *, height: int) -> Iterator[str]:
    if NO_DAY in (begin, end) or (shown := axis.clipped(begin, end)) is None:
        return
    width = 100 * (shown[1] - shown[0]) / (axis.last - axis.first)
    yield (
        f'<rect class="{name}" x="{axis.at(shown[0])}" width="{width:.2f}%"'
        f' y="{_MIDDLE - height // 2}" height="{height}" rx="4"/>'
    )


def _lines(rhythm: Rhythm, axis: _Axis) -> Iterator[str]:
    yield from _upright("likely", axis, rhythm.next_order_likely, 13, 31)
    yield from _upright("leaving", axis, rhythm.churn_date, 8, 36)
    if axis.holds(rhythm.churn_date):
        # A cap of its own shape tells the leaving date from other lines without colour.
        yield f'<circle class="cap" cx="{axis.at(rhythm.churn_date)}" cy="8" r="2.5"/>'
    yield from _upright("now", axis, rhythm.as_of, 4, 40)
    for day in rhythm.touches:
        yield from _upright("touch", axis, day, 30, 37)


def _upright(name: str, axis: _Axis, day: int, top: int, bottom: int) -> Iterator[str]:
    if axis.holds(day):
        yield f'<line class="{name}" x1="{axis.at(day)}" x2="{axis.at(day)}" y1="{top}" y2="{bottom}"/>'


def _dots(rhythm: Rhythm, axis: _Axis) -> Iterator[str]:
    shown = [pair for pair in zip(rhythm.days, rhythm.amounts, strict=True) if axis.holds(pair[0])][
        -_MOST_DOTS:
    ]
    typical = _typical(amount for _, amount in shown)
    for day, amount in shown:
        yield f'<circle class="order" cx="{axis.at(day)}" cy="{_MIDDLE}" r="{_radius(amount, typical):.1f}"/>'


def _typical(amounts: Iterable[float]) -> float:
    known = [amount for amount in amounts if amount > 0]
    return median(known) if known else nan


def _radius(amount: float, typical: float) -> float:
    """Area follows the amount, within what the eye can still compare."""
    if isnan(typical) or isnan(amount):
        return 3.4
    return min(5.4, max(2.2, 3.4 * sqrt(max(amount, 0) / typical)))
