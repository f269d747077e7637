"""The days of a play as the rule of the business has them."""

import numpy as np
from numpy.typing import NDArray

from perennial.engine.forecast import STAGES
from perennial.plan.rule import AS_SHIPPED, Rule
from perennial.plan.situation import NEVER, Days, Situation

__all__ = ["ruled"]

#: Plays whose day is a day of the calendar or of a mistake, not one of the rhythm: they are not moved.
_FIXED = frozenset({"repair", "greet"})
#: Plays that make sense before the leaving date only.
_BEFORE_LEAVING = frozenset({"second", "remind", "offer", "window"})


def ruled(play: str, span: tuple[Days, Days], now: Situation, rule: Rule) -> tuple[Days, Days]:
    """Give the days of a play as its rule has them.

    Parameters
    ----------
    span
        First and last day as shipped, shape (n,) each; the first is past the last where it is not possible.
    now
        The n customers.
    """
    if rule == AS_SHIPPED:
        return span
    first, last = _shifted(play, span, now, rule.shift)
    return np.where(_meant(now, rule), first, NEVER), np.where(_meant(now, rule), last, -NEVER)


def _meant(now: Situation, rule: Rule) -> NDArray[np.bool_]:
    if not rule.is_on:
        return np.zeros(len(now), dtype=np.bool_)
    if not rule.stages:
        return np.ones(len(now), dtype=np.bool_)
    return np.isin(now.forecast.stage, [code for code, stage in enumerate(STAGES) if stage in rule.stages])


def _shifted(play: str, span: tuple[Days, Days], now: Situation, shift: float) -> tuple[Days, Days]:
    first, last = span
    if shift == 0 or play in _FIXED:
        return span
    days = np.rint(shift * np.nan_to_num(now.forecast.fixed_median)).astype(np.int64)
    is_there = first <= last
    first, last = (
        np.where(is_there, first + days, first),
        np.where(is_there & (last < NEVER), last + days, last),
    )
    if play in _BEFORE_LEAVING:
        last = np.minimum(last, now.leaving_day - 1)
    return first, last
