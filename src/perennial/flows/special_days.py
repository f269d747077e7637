"""What a business says of its days, put to the days of its log."""

from dataclasses import dataclass

from perennial.core.days import date_of, day_of
from perennial.core.errors import UserError
from perennial.engine.calendar.results import CalendarEvent, SpecialDays

__all__ = ["NOTHING_TOLD", "DaysTold", "check_country", "special_days"]

_YEARS_AHEAD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysTold:
    """What is said of days beforehand.

    Attributes
    ----------
    country
        Code of two letters: its public holidays count; empty for none.
    events
        The business's own.
    growth
        By what share of itself orders per customer grow in a month; None lets the log say.
    """

    country: str = ""
    events: tuple[CalendarEvent, ...] = ()
    growth: float | None = None


NOTHING_TOLD = DaysTold()


def special_days(told: DaysTold, *, first: int, last: int, language: str) -> SpecialDays:
    """Give what is known of single days.

    Parameters
    ----------
    first, last
        Day numbers of the first order and of the end of observation; holidays are given from that year on
        until three years after.
    language
        Of the names of holidays, where they are known in it.
    """
    return SpecialDays(
        holidays=_holidays(told.country, first, last, language) if told.country else {},
        events=told.events,
        growth=told.growth,
    )


def check_country(country: str) -> None:
    """Refuse a country whose holidays are not known.

    Raises
    ------
    UserError
        It is none.
    """
    from perennial.flows.public_holidays import countries  # noqa: PLC0415 - few runs ask for it

    if country not in countries():
        raise UserError(
            "--holidays {country}: no public holidays are known for this; name a country by two capital "
            "letters, for example DE",
            country=country,
        )


def _holidays(country: str, first: int, last: int, language: str) -> dict[int, str]:
    from perennial.flows.public_holidays import public_holidays  # noqa: PLC0415 - few runs ask for it

    years = date_of(first).year, date_of(last).year + _YEARS_AHEAD
    return {day_of(day): name for day, name in public_holidays(country, *years, language)}
