"""Three months before a split against three months after it, with the calendar removed; not a proof."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.stats import t as student

from perennial.core.days import date_of, day_of
from perennial.core.estimate import UNKNOWN, Estimate
from perennial.core.message import Message
from perennial.pay.columns import Floats, Orders

__all__ = ["BeforeAfter", "Compared", "before_and_after"]

_MONTHS = 3
_WEEKS = 13
#: Years of the same months that are looked at, at most.
_YEARS = 2

Figure = Literal["first_sales", "new_money", "later_orders", "later_money"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One figure before and after.

    Attributes
    ----------
    figure
        What is counted.
    before, after
        Its sums in both spans.
    usual
        The ratio of the same months in years before; None where not seen.
    change
        The share by which it grew beyond that, with limits.
    """

    figure: Figure
    before: float
    after: float
    usual: float | None
    change: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAfter:
    """The comparison of both spans; `years` of the same months, from which the calendar was taken."""

    figures: tuple[Compared, ...]
    years: int
    complete: bool
    label: Message


def before_and_after(orders: Orders, *, split_on: int, as_of: int) -> BeforeAfter:
    """Compare three months before the day of the split with three after it.

    The ratio after / before is divided by the ratio of the same months one year earlier, or of one and two
    years earlier taken together, where the log reaches back. Limits come from the scatter of the thirteen
    weeks of each span (delta method on the log ratio), never less than that of a Poisson count.

    Parameters
    ----------
    orders
        Orders of the whole business.
    split_on
        Day number of the first day after the split.
    as_of
        Last day known; spans are cut short, both alike, where three months are not over yet.
    """
    days = min(_in_months(split_on, _MONTHS) - split_on, as_of - split_on + 1)
    first = int(orders.day.min()) if len(orders.day) else as_of
    years = max(
        (back for back in range(_YEARS + 1) if first <= _years_back(split_on, back) - days), default=-1
    )
    weights = _weights(orders)
    if days < 14 or years < 0:
        unknown = tuple(
            Compared(figure=name, before=0.0, after=0.0, usual=None, change=UNKNOWN) for name in weights
        )
        return BeforeAfter(figures=unknown, years=0, complete=False, label=_label(0, told=False))
    figures = tuple(
        _compared(name, orders, weight, split_on=split_on, days=days, years=years)
        for name, weight in weights.items()
    )
    complete = as_of >= _in_months(split_on, _MONTHS) - 1
    return BeforeAfter(figures=figures, years=years, complete=complete, label=_label(years, told=True))


def _weights(orders: Orders) -> dict[Figure, Floats]:
    first = orders.is_first.astype(float)
    return {
        "first_sales": first,
        "new_money": first * orders.amount,
        "later_orders": 1 - first,
        "later_money": (1 - first) * orders.amount,
    }


def _compared(
    name: Figure, orders: Orders, weight: Floats, *, split_on: int, days: int, years: int
) -> Compared:
    spans = [_weeks(orders, weight, _years_back(split_on, back), days) for back in range(years + 1)]
    before, after = (float(each.sum()) for each in spans[0])
    earlier = [sum(float(span[side].sum()) for span in spans[1:]) for side in (0, 1)]
    has_earlier = years > 0 and min(earlier) > 0
    usual = earlier[1] / earlier[0] if has_earlier else None
    if min(before, after) <= 0 or (years > 0 and not has_earlier):
        return Compared(figure=name, before=before, after=after, usual=usual, change=UNKNOWN)
    sides = [spans[0][0], spans[0][1]]
    if has_earlier:
        sides += [np.concatenate([span[side] for span in spans[1:]]) for side in (0, 1)]
    unit = float(np.average(weight[weight > 0], weights=weight[weight > 0]))
    error = math.sqrt(sum(_log_variance(each, unit) for each in sides))
    half = float(student.ppf(0.975, len(sides[0]) - 1)) * error
    ratio = math.log(after / before / (usual or 1.0))
    limits = (math.expm1(ratio + step) for step in (0.0, -half, half))
    value, low, high = limits
    return Compared(
        figure=name, before=before, after=after, usual=usual, change=Estimate(value=value, low=low, high=high)
    )


def _weeks(orders: Orders, weight: Floats, middle: int, days: int) -> tuple[Floats, Floats]:
    """Sum a figure over equal pieces of about a week before and from a day on."""
    pieces = max(min(round(days / 7), _WEEKS), 2)
    edges = middle + np.linspace(-days, days, 2 * pieces + 1)
    sums = np.histogram(orders.day, bins=edges - 0.5, weights=weight)[0]
    return sums[:pieces], sums[pieces:]


def _log_variance(weeks: Floats, unit: float) -> float:
    """Give the variance of the log of a sum: from its weeks, at least that of a Poisson number of orders."""
    total = float(weeks.sum())
    scatter = len(weeks) * float(weeks.var(ddof=1))
    return max(scatter, total * unit) / total**2


def _years_back(day: int, years: int) -> int:
    """Give the same day of the year, moved to the same weekday, some years earlier."""
    return day - 364 * years


def _in_months(day: int, months: int) -> int:
    when = date_of(day)
    month = when.month - 1 + months
    first = when.replace(year=when.year + month // 12, month=month % 12 + 1, day=1)
    following = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    last = (following - first).days
    return day_of(first.replace(day=min(when.day, last)))


def _label(years: int, *, told: bool) -> Message:
    if not told:
        return Message("Too little time on one side of the split to compare.")
    if years == 0:
        return Message(
            "Before and after, not a proof: the log does not reach back to the same months a year earlier, "
            "so the calendar is not taken out."
        )
    return Message(
        "Before and after, not a proof: the same months of {years:years} before are taken out, whatever else "
        "changed is not.",
        {"years": years},
    )
