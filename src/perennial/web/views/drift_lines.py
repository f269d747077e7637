"""A small line picture of one measure, week by week, as coordinates of an SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from perennial.core.days import date_of

__all__ = ["HEIGHT", "WIDTH", "Line", "line_of"]

WIDTH, HEIGHT = 220, 44
_EDGE = 4
_RECENT = 4  # weeks that are compared with those before


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Runs of weeks as point lists, the last point, where the recent weeks begin, and the highest value.

    Coordinates are texts: a page in Russian would write numbers with a comma.
    """

    runs: tuple[str, ...]
    last_x: str
    last_y: str
    recent_x: str
    recent_width: str
    first_week: date
    top: float


def line_of(weeks: Sequence[Sequence[float | None]], *, is_share: bool) -> Line | None:
    """Draw the weeks that have a value; where weeks are missing, the line breaks.

    Parameters
    ----------
    weeks
        Pairs of the day number of a week's first day and the value, oldest first.
    is_share
        Whether the scale ends at 100% at most.
    """
    values = [value for _, value in weeks if value is not None]
    if not values:
        return None
    top = max(*values, 1e-9) * 1.1
    top = min(top, 1.0) if is_share else top
    step = (WIDTH - 2 * _EDGE) / max(len(weeks) - 1, 1)
    places = [
        None if value is None else (round(_EDGE + at * step, 1), round(_y(value, top), 1))
        for at, (_, value) in enumerate(weeks)
    ]
    known = [place for place in places if place is not None]
    recent = round(_EDGE + max(len(weeks) - _RECENT - 0.5, 0) * step, 1)
    return Line(
        runs=_runs(places),
        last_x=str(known[-1][0]),
        last_y=str(known[-1][1]),
        recent_x=str(recent),
        recent_width=str(round(WIDTH - recent, 1)),
        first_week=date_of(int(weeks[0][0] or 0)),
        top=max(values),
    )


def _y(value: float, top: float) -> float:
    return HEIGHT - _EDGE - (HEIGHT - 2 * _EDGE) * value / top


def _runs(places: Sequence[tuple[float, float] | None]) -> tuple[str, ...]:
    runs: list[list[str]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(f"{place[0]},{place[1]}")
    return tuple(" ".join(each) for each in runs if each)
