"""How a fact is written: each kind of placeholder, in the manner of a language."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import SupportsFloat, SupportsInt

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, get_currency_symbol

from perennial.core.days import NO_DAY, date_of
from perennial.pictures.counted import NOUNS, counted_noun

__all__ = ["KINDS", "Manner", "write_fact"]

#: Stands where a fact is missing.
_MISSING = "–"
_OFTEN = frozenset({int, float, date, Decimal})
_MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How facts are written: the language, the currency of money, and the year that dates need not name."""

    locale: Locale
    currency: str | None = None
    year: int | None = None

    @property
    def russian(self) -> bool:
        """Whether the language is Russian (else English)."""
        return self.locale.language == "ru"


def write_fact(value: object, kind: str, manner: Manner) -> str:
    """Write one fact.

    Raises
    ------
    ValueError
        There is no such kind.
    """
    # A page writes the same few figures and days many times over; names are not kept.
    return _kept(value, kind, manner) if type(value) in _OFTEN else _written(value, kind, manner)


def _written(value: object, kind: str, manner: Manner) -> str:
    if value is None or (isinstance(value, SupportsFloat) and float(value) != float(value)):
        return _MISSING
    if kind in _WRITERS:
        return _WRITERS[kind](value, manner)
    shown = _digits(value) if kind in KINDS else None
    noun = counted_noun(manner.locale, kind, shown) if shown is not None else None
    if shown is None or noun is None:
        raise ValueError(f"unknown kind of fact: {kind}")
    return f"{_decimal(shown, manner)} {noun}"


def _as_is(value: object, manner: Manner) -> str:
    if isinstance(value, list | tuple):
        return format_list([str(each) for each in value], locale=manner.locale)
    return str(value)


def _percent(value: object, manner: Manner) -> str:
    points = 100 * _float(value)
    if 0 < points < 0.1:
        return ("менее " if manner.russian else "under ") + _decimal(Decimal("0.1"), manner) + "%"
    if 99.9 < points < 100:
        return ("более " if manner.russian else "over ") + _decimal(Decimal("99.9"), manner) + "%"
    fine = abs(points) < 10 or 99 < points < 100
    return _decimal(_rounded(points, "0.1" if fine else "1"), manner) + "%"


def _number(value: object, manner: Manner) -> str:
    return _decimal(_digits(value), manner)


def _fine(value: object, manner: Manner) -> str:
    """Write three digits, for measures that are compared with each other."""
    amount = _float(value)
    return _decimal(Decimal(f"{amount:.3g}") if abs(amount) < 100 else _digits(value), manner)


def _money(value: object, manner: Manner) -> str:
    amount = _float(value)
    whole = abs(amount) >= 100 or amount == int(amount)
    return _in_currency(_rounded(amount, "1" if whole else "0.01"), manner, whole=whole)


def _money_exact(value: object, manner: Manner) -> str:
    """Write money to the hundredth, whatever its size."""
    amount = _rounded(_float(value), "0.01")
    return _in_currency(amount, manner, whole=amount == int(amount))


def _in_currency(shown: Decimal, manner: Manner, *, whole: bool) -> str:
    if manner.currency is None:
        return _with_minus(
            format_decimal(shown, format="#,##0" if whole else "#,##0.00", locale=manner.locale)
        )
    pattern = manner.locale.currency_formats["standard"].pattern
    if get_currency_symbol(manner.currency, locale=manner.locale)[-1].isalpha():
        pattern = pattern.replace("¤#", "¤\N{NO-BREAK SPACE}#")  # a code does not run into the digits
    written = format_currency(
        shown,
        manner.currency,
        format=pattern.replace(".00", "") if whole else pattern,
        currency_digits=False,
        locale=manner.locale,
    )
    return _with_minus(written)


def _percent_exact(value: object, manner: Manner) -> str:
    """Write a share with all its digits: what is paid by it can be reckoned again."""
    return _decimal(_rounded(100 * _float(value), "0.000001"), manner) + "%"


def _date(value: object, manner: Manner) -> str:
    return _day(value, manner, "d MMMM", " y 'г.'" if manner.russian else " y")


def _date_full(value: object, manner: Manner) -> str:
    return _date(value, replace(manner, year=None))


def _date_short(value: object, manner: Manner) -> str:
    return _day(value, manner, "d MMM", " y")


def _weekday(value: object, manner: Manner) -> str:
    return _day(value, manner, "EEEE, d MMMM", " y 'г.'" if manner.russian else " y")


def _day(value: object, manner: Manner, pattern: str, with_year: str) -> str:
    if not isinstance(value, date):
        number = _int(value)
        if number == NO_DAY:
            return _MISSING
        value = date_of(number)
    pattern += "" if value.year == manner.year else with_year
    return format_date(value, pattern, locale=manner.locale)


def _month(value: object, manner: Manner) -> str:
    return format_date(_first_of(value), "LLLL y", locale=manner.locale)


def _month_short(value: object, manner: Manner) -> str:
    return format_date(_first_of(value), "LLL y", locale=manner.locale).replace(".", "")


def _month_of(value: object, manner: Manner) -> str:
    return format_date(_first_of(value), "MMMM y", locale=manner.locale)


def _month_in(value: object, manner: Manner) -> str:
    """«в декабре 2026»: the prepositional differs from the genitive only in the last letter."""
    written = _month_of(value, manner)
    if not manner.russian:
        return written
    name, year = written.split(" ")
    return f"{name[:-1]}е {year}"


def _first_of(value: object) -> date:
    return date.fromisoformat(f"{value}-01")


def _in_ten(value: object, manner: Manner) -> str:
    share, between = _float(value), " из " if manner.russian else " in "
    if share < 0.035:
        return ("менее чем 1" if manner.russian else "fewer than 1") + between + "20"
    if share < 0.075:
        return f"1{between}20"
    if share > 0.965:
        return ("более 19" if manner.russian else "more than 19") + between + "20"
    return f"{min(_rounded(10 * share, '1'), 9)}{between}10"


def _digits(value: object) -> Decimal:
    """Round to what a reader can use: whole from 10 up, one digit below, two below one."""
    if isinstance(value, SupportsInt) and _float(value) == _int(value):
        return Decimal(_int(value))
    size = abs(_float(value))
    return _rounded(_float(value), "1" if size >= 9.95 else "0.1" if size >= 0.995 else "0.01")


def _rounded(value: float, step: str) -> Decimal:
    shown = Decimal(repr(value)).quantize(Decimal(step), ROUND_HALF_UP)
    whole = shown == shown.to_integral_value()
    return (shown.quantize(Decimal(1)) if whole else shown.normalize()) + 0  # no minus before a zero


def _decimal(shown: Decimal, manner: Manner) -> str:
    return _with_minus(format_decimal(shown, format="#,##0.######", locale=manner.locale))


def _with_minus(written: str) -> str:
    """Write the minus as wide as the figures stand, not as a hyphen."""
    return written.replace("-", _MINUS)


def _float(value: object) -> float:
    if not isinstance(value, SupportsFloat):
        raise ValueError(f"not a number: {value!r}")  # noqa: TRY004 - the caller names the fact
    return float(value)


def _int(value: object) -> int:
    if not isinstance(value, SupportsInt):
        raise ValueError(f"not a day or count: {value!r}")  # noqa: TRY004 - the caller names the fact
    return int(value)


_WRITERS: dict[str, Callable[[object, Manner], str]] = {
    "": _as_is,
    "percent": _percent,
    "percent_exact": _percent_exact,
    "number": _number,
    "fine": _fine,
    "money": _money,
    "money_exact": _money_exact,
    "date": _date,
    "date_full": _date_full,
    "date_short": _date_short,
    "weekday": _weekday,
    "month": _month,
    "month_short": _month_short,
    "month_of": _month_of,
    "month_in": _month_in,
    "in_ten": _in_ten,
}

#: `_written` of figures and days, remembered; 1, 1.0 and Decimal(1) apart.
_kept = lru_cache(maxsize=1 << 14, typed=True)(_written)

#: Every kind that a placeholder may name, in any language.
KINDS = frozenset(_WRITERS) | frozenset(NOUNS["ru"])
