"""Public holidays of a country, by the library that keeps them."""

from datetime import date
from functools import lru_cache

import holidays

__all__ = ["countries", "public_holidays"]


def countries() -> frozenset[str]:
    """Give the codes of the countries whose public holidays are known."""
    return frozenset(holidays.list_supported_countries(include_aliases=False))


@lru_cache(maxsize=64)
def public_holidays(country: str, first: int, last: int, language: str) -> tuple[tuple[date, str], ...]:
    """Give days and names, the earliest first.

    Parameters
    ----------
    country
        Code of two letters; nothing is known of one that is not among `countries`.
    first, last
        Years, both included.
    language
        Of the names, where they are known in it; else they are in English or the country's own.
    """
    if country not in countries():
        return ()
    years = range(first, last + 1)
    found = holidays.country_holidays(country, years=years, language=_spoken(country, language))
    return tuple(sorted(found.items()))


def _spoken(country: str, language: str) -> str | None:
    known = holidays.country_holidays(country).supported_languages
    return next((each for wanted in (language, "en") for each in known if each.split("_")[0] == wanted), None)
