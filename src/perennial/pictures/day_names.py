"""Names of months and weekdays that stand alone."""

from perennial.pictures.words import Words

__all__ = ["month_names", "short_month_names", "short_weekday_names", "weekday_names"]

_LETTERS = 3  # by which months are told apart, in both languages


def month_names(words: Words) -> list[str]:
    """Name January to December."""
    names = words.manner.locale.months["stand-alone"]["wide"]
    return [names[month] for month in range(1, 13)]


def short_month_names(words: Words) -> list[str]:
    """Name January to December in three letters, so that twelve stand side by side on a phone."""
    return [name[:_LETTERS] for name in month_names(words)]


def weekday_names(words: Words) -> list[str]:
    """Name Monday to Sunday."""
    names = words.manner.locale.days["stand-alone"]["wide"]
    return [names[day] for day in range(7)]


def short_weekday_names(words: Words) -> list[str]:
    """Name Monday to Sunday in two or three letters."""
    names = words.manner.locale.days["stand-alone"]["abbreviated"]
    return [names[day].rstrip(".") for day in range(7)]
