"""What people choose from: time zones, currencies, countries and weekdays, named in their language."""

from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from django.utils.translation import get_language, gettext
from phonenumbers import SUPPORTED_REGIONS

from perennial.records.models.words import Role

__all__ = ["currencies", "languages", "phone_regions", "roles", "time_zones", "weekdays"]

Choices = list[tuple[Any, Any]]

_AREAS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
_OFTEN = ("RUB", "EUR", "USD", "GBP", "KZT", "BYN")


def languages() -> Choices:
    """Give the languages of the pages, each named in itself."""
    return [("en", "English"), ("ru", "Русский")]


@lru_cache(maxsize=1)
def time_zones() -> Choices:
    """Give the time zones of the world, without the old names of the same ones."""
    return [
        ("UTC", "UTC"),
        *((name, name) for name in sorted(available_timezones()) if name.startswith(_AREAS)),
    ]


def currencies() -> Choices:
    """Give the money in use today, the commonest first."""
    return [("", gettext("no currency sign")), *_currencies(_language())]


def phone_regions() -> Choices:
    """Give the countries whose phone numbers are understood without a country code."""
    return _regions(_language())


def weekdays() -> Choices:
    """Give the days of the week; 0 is Monday."""
    names = Locale(_language()).days["stand-alone"]["wide"]
    return [(number, names[number].capitalize()) for number in range(7)]


def roles(titles: dict[str, str]) -> Choices:
    """Give the roles by the titles of the business."""
    return [(role.value, titles.get(role.value) or role.label) for role in Role]


@lru_cache(maxsize=2)
def _currencies(language: str) -> tuple[tuple[str, str], ...]:
    names = Locale(language).currencies
    used = {code for code in _in_use() if code in names}
    often = [code for code in _OFTEN if code in used]
    others = sorted(used - set(often), key=lambda code: names[code].casefold())
    return tuple((code, f"{names[code]} ({code})") for code in [*often, *others])


def _in_use() -> set[str]:
    """Give the codes that are legal tender somewhere with no end."""
    return {
        code
        for periods in get_global("territory_currencies").values()
        for code, _, ended, tender in periods
        if tender and ended is None
    }


@lru_cache(maxsize=2)
def _regions(language: str) -> Choices:
    names = Locale(language).territories
    known = [(code, names.get(code, code)) for code in SUPPORTED_REGIONS]
    return sorted(known, key=lambda each: each[1].casefold())


def _language() -> str:
    return "ru" if (get_language() or "en").startswith("ru") else "en"
