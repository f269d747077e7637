"""Whether customers take longer and longer to come back: the alarm of the first thing to control."""

from dataclasses import dataclass

from perennial.engine.waits.results import MonthWait, NextPurchase
from perennial.pictures.charts.monthly_wait import known_months

__all__ = ["Lengthening", "find_lengthening", "wait_a_year_before"]

_RECENT, _BEFORE, _LEAST = 3, 12, 6  # months
_LONGER = 1.1  # times as long
_SURE = 2  # of the recent months whose lower limit lies above


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengthening:
    """Mean waits in days: of the last three months that can be told, and of the twelve before them.

    `first` and `last` ("YYYY-MM") are the first and the last of the three.
    """

    recent: float
    before: float
    first: str
    last: str


def find_lengthening(found: NextPurchase) -> Lengthening | None:
    """Compare the last three months with the year before; None where the wait has not clearly grown.

    Parameters
    ----------
    found
        Waits by month; months that cannot be told yet are left out.
    """
    months = known_months(found)
    recent, before = months[-_RECENT:], months[-_RECENT - _BEFORE : -_RECENT]
    if len(before) < _LEAST:
        return None
    then = _mean(before)
    surely = sum((month.mean_wait_days.low or 0.0) > then for month in recent)
    if _mean(recent) < _LONGER * then or surely < _SURE:
        return None
    return Lengthening(recent=_mean(recent), before=then, first=recent[0].month, last=recent[-1].month)


def wait_a_year_before(found: NextPurchase) -> tuple[MonthWait, MonthWait | None] | None:
    """Give the last month that can be told, and the same month a year before; None where none can be told."""
    months = {month.month: month for month in known_months(found)}
    if not months:
        return None
    last = months[max(months)]
    year, month = last.month.split("-")
    return last, months.get(f"{int(year) - 1:04d}-{month}")


def _mean(months: list[MonthWait]) -> float:
    """Average months, each by its purchases that were followed by another."""
    weights = [month.purchases * (month.share_returning.value or 0.0) for month in months]
    waits = [month.mean_wait_days.value or 0.0 for month in months]
    total = sum(weights)
    return sum(weight * wait for weight, wait in zip(weights, waits, strict=True)) / total if total else 0.0
