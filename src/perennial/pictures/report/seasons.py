"""Which months of the year bring how many purchases, from two whole years on."""

from perennial.core.days import date_of
from perennial.engine.waits.results import NextPurchase

__all__ = ["seasons_of"]

_YEAR = 12
_LEAST, _MOST = 2, 5  # years


def seasons_of(found: NextPurchase, as_of: int) -> tuple[float, ...] | None:
    """Give the share of purchases in each month of the year, January first; None below two whole years.

    Parameters
    ----------
    found
        Purchases by month.
    as_of
        Day number of the end of observation; the month that it lies in is not whole.
    """
    counts = {month.month: month.purchases for month in found.by_month}
    if not counts:
        return None
    today = date_of(as_of)
    last, first = _number(f"{today:%Y-%m}") - 1, _number(min(counts)) + 1
    years = min((last - first + 1) // _YEAR, _MOST)
    if years < _LEAST:
        return None
    by_month = [0] * _YEAR
    for number in range(last - years * _YEAR + 1, last + 1):
        year, month = divmod(number, _YEAR)
        by_month[month] += counts.get(f"{year:04d}-{month + 1:02d}", 0)
    whole = sum(by_month)
    return tuple(count / whole for count in by_month) if whole else None


def _number(month: str) -> int:
    year, of_year = month.split("-")
    return _YEAR * int(year) + int(of_year) - 1
