"""Phone numbers in the one international form (E.164), whatever way people write them."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import phonenumbers

__all__ = ["grouped_phone", "guess_region", "normal_phone", "normal_phones"]

_BETWEEN: Final = re.compile(r"[;,/|\r\n]+|\s+(?:и|или|or)\s+")
_EXTENSION: Final = re.compile(r"(?i)\b(?:доб|вн|внутр|ext|extension|x)[.:]*\s*\d.*|[#*]\s*\d.*")
_NUMBER: Final = re.compile(r"\+?\d[\d\s().\-\u2010-\u2015\u00a0]*")
_FLOAT_TAIL: Final = re.compile(r"(?<=\d)\.0$")
_FEWEST_DIGITS: Final = 7
#: Eleven digits from 7 or 8 on, or ten from 9 on: how numbers are written in Russia without a plus.
_RUSSIAN: Final = re.compile(r"[78]\d{10}|9\d{9}")
_ENOUGH: Final = 0.5


def normal_phone(text: str, region: str | None) -> str | None:
    """Give the first number in a cell as ``+79123456789``; None where there is none.

    Parameters
    ----------
    text
        The cell as it is written: extensions are dropped, words around the number do not matter.
    region
        Country of numbers without a country code, as ``RU``; None reads international numbers only.
    """
    return next(iter(normal_phones(text, region)), None)


def normal_phones(text: str, region: str | None) -> tuple[str, ...]:
    """Give all different numbers in a cell in their order; they stand apart by ; , / or a new line."""
    parts = _BETWEEN.split(_FLOAT_TAIL.sub("", text.strip()))
    found = (_number(_EXTENSION.sub("", part), region) for part in parts)
    return tuple(dict.fromkeys(number for number in found if number is not None))


def grouped_phone(normal: str) -> str:
    """Write a number of the international form in groups, as ``+7 912 345-67-89``; else as it is."""
    try:
        number = phonenumbers.parse(normal, None)
    except phonenumbers.NumberParseException:
        return normal
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def guess_region(cells: Iterable[str], *, cyrillic: bool = False) -> str | None:
    """Guess the country whose numbers a column writes without a country code.

    The commonest country among numbers that begin with a plus; else Russia, where most numbers have the
    length and the beginning of Russian ones, or are numbers of Russia in a file written in Cyrillic.

    Parameters
    ----------
    cells
        A sample of the column.
    cyrillic
        Whether the headers of the file are Cyrillic.

    Returns
    -------
    str or None
        A country code as ``RU``; None where nothing tells.
    """
    texts = [cell.strip() for cell in cells]
    digits = [re.sub(r"\D", "", text) for text in texts]
    countries = Counter(
        region for text in texts if text.lstrip("'").startswith("+") and (region := _country(text))
    )
    if countries:
        return min(countries, key=lambda code: (-countries[code], code))
    russian = sum(bool(_RUSSIAN.fullmatch(number)) for number in digits)
    if cyrillic:
        russian = max(russian, sum(normal_phone(text, "RU") is not None for text in texts))
    return "RU" if russian and russian >= _ENOUGH * sum(map(bool, digits)) else None


def _number(part: str, region: str | None) -> str | None:
    match = _NUMBER.search(part)
    if match is None or sum(sign.isdigit() for sign in match[0]) < _FEWEST_DIGITS:
        return None
    written = match[0].strip()
    if written.startswith("00"):
        written = "+" + written[2:]
    # "+8 912 ..." is a Russian habit: a plus before the national prefix.
    return _parsed(written, region) or _parsed(written.lstrip("+"), region)


@lru_cache(maxsize=50_000)  # the same customer stands on many rows of orders
def _parsed(written: str, region: str | None) -> str | None:
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _country(text: str) -> str | None:
    written = normal_phone(text, None)
    return None if written is None else phonenumbers.region_code_for_number(phonenumbers.parse(written, None))
