"""Where an axis is labelled: round numbers, and steps of days that people count in."""

from collections.abc import Callable

__all__ = ["Axis", "count_axis", "day_axis", "share_axis"]

_DAY_STEPS = (1, 2, 5, 7, 10, 14, 30, 60, 90, 180, 365, 730, 1825)
_SHARE_TOPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 1.0)
_MOST_TICKS = 7

#: An axis as the drawing reads it: ``max``, ``ticks`` of {``at``, ``label``}, perhaps a ``name``.
Axis = dict[str, object]


def day_axis(last: int, write: Callable[[float], str], *, name: str) -> Axis:
    """Label an axis of days from 0 to `last`."""
    step = next((each for each in _DAY_STEPS if last / each <= _MOST_TICKS), _DAY_STEPS[-1])
    return {
        "max": max(last, 1),
        "name": name,
        "ticks": _ticks(list(range(0, last + 1, step)), write),
    }


def share_axis(highest: float, write: Callable[[float], str]) -> Axis:
    """Label an axis of shares from 0 to the first round share above `highest`."""
    top = next((each for each in _SHARE_TOPS if each >= highest), 1.0)
    parts = 3 if top == 0.6 else 4
    return {"max": top, "ticks": _ticks([top * part / parts for part in range(parts + 1)], write)}


def count_axis(highest: float, write: Callable[[float], str]) -> Axis:
    """Label an axis of counts from 0 to a round number above `highest`."""
    size = 1.0
    while size * 10 < highest:
        size *= 10
    step = next(size * each for each in (0.25, 0.5, 1, 2, 2.5) if highest / (size * each) <= 5 or each == 2.5)
    step = max(step, 1.0)
    parts = max(1, -int(-highest // step))
    return {"max": parts * step, "ticks": _ticks([step * part for part in range(parts + 1)], write)}


def _ticks(at: list[int] | list[float], write: Callable[[float], str]) -> list[dict[str, object]]:
    return [{"at": each, "label": write(each)} for each in at]
