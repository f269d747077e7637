"""The calendar: what months, weekdays, holidays and events are worth, and whether orders grow of late."""

from collections.abc import Iterator, Sequence
from math import log

from markupsafe import Markup

from perennial.core.estimate import Estimate
from perennial.engine.calendar.results import Calendar, EventWorth
from perennial.engine.calendar.trend import is_beyond_chance
from perennial.pictures.charts.worth_of_days import worth_chart
from perennial.pictures.day_names import month_names, weekday_names
from perennial.pictures.report.contents import ReportContents
from perennial.pictures.report.rarity import DAYS_A_MONTH
from perennial.pictures.report.section import Section, Table
from perennial.pictures.words import Words

__all__ = ["calendar_section"]

_NEXT_TO_NONE = 0.05
_MOST_HOLIDAYS = 8
_MOST_MONTHS = 23  # that are said where the season is not yet seen

#: A name, and what it is worth.
_Named = tuple[str, Estimate]


def calendar_section(contents: ReportContents, words: Words) -> Section:
    """Show how much the days of the business are worth."""
    found = contents.calendar
    told = found is not None and found.counted > 0
    return Section(
        key="calendar",
        title=words.say("Busy and quiet days"),
        short=words.say("Calendar"),
        leads=tuple(_leads(found, words)) if found and told else (),
        notes=tuple(_notes(found, words)) if found and told else (),
        chart=worth_chart(found, words) if found and told else None,
        tables=tuple(_tables(found, words)) if found and told else (),
        empty="" if told else words.say("Too few have bought again to tell one day from another."),
    )


def _leads(calendar: Calendar, words: Words) -> Iterator[Markup]:
    yield _season(calendar, words)
    yield from _week(calendar, words)
    yield from _growth(calendar, words)


def _season(calendar: Calendar, words: Words) -> Markup:
    if not calendar.is_season_seen:
        return words.mark(
            "The season is not yet seen: it takes two years of orders, and the log holds {n:months}.",
            n=min(round((calendar.as_of - calendar.begin + 1) / DAYS_A_MONTH), _MOST_MONTHS),
        )
    most, least = _outstanding(month_names(words), calendar.season)
    if most and least:
        return words.mark(
            "Your {strong} is worth {most:ordinary_months}; your {weak} {least:number}.",
            strong=most[0],
            most=most[1],
            weak=least[0],
            least=least[1],
        )
    alone = most or least
    if alone:
        return words.mark("Your {name} is worth {worth:ordinary_months}.", name=alone[0], worth=alone[1])
    return words.mark("No month stands out from the others.")


def _week(calendar: Calendar, words: Words) -> Iterator[Markup]:
    most, least = _outstanding(weekday_names(words), calendar.weekday)
    alone = most or least
    if most and least:
        hardly = (least[1].value or 0.0) < _NEXT_TO_NONE
        yield words.mark(
            "{strong} is worth {most:ordinary_days}, {weak} next to none."
            if hardly
            else "{strong} is worth {most:ordinary_days}, {weak} {least:number}.",
            strong=most[0],
            most=most[1],
            weak=least[0],
            least=least[1],
        )
    elif alone:
        yield words.mark("{name} is worth {worth:ordinary_days}.", name=alone[0], worth=alone[1])


def _growth(calendar: Calendar, words: Words) -> Iterator[Markup]:
    stated = calendar.growth - 1.0
    if stated:
        yield words.mark(
            "You have said that orders per customer grow by {share:percent} a month."
            if stated > 0
            else "You have said that orders per customer fall by {share:percent} a month.",
            share=abs(stated),
        )
    elif is_beyond_chance(calendar.trend):
        grown = (calendar.trend.value or 1.0) > 1.0
        yield words.mark(
            "Of late, orders per customer have grown by {share:percent} a month; the forecasts carry that on "
            "for four weeks."
            if grown
            else "Of late, orders per customer have fallen by {share:percent} a month; the forecasts carry "
            "that on for four weeks.",
            share=_changed(calendar.trend),
        )


def _notes(calendar: Calendar, words: Words) -> Iterator[Markup]:
    if _outstanding(weekday_names(words), calendar.weekday) == (None, None):
        yield words.mark("No weekday stands out from the others.")
    if not calendar.growth - 1.0 and not is_beyond_chance(calendar.trend):
        yield words.mark(
            "Whether orders per customer have grown or fallen of late cannot be told; the forecasts carry "
            "nothing on."
        )
    yield words.mark(
        "These figures count purchases against those expected of the customers at hand, so growth by new "
        "customers is not taken for a season."
    )


def _outstanding(names: Sequence[str], worth: Sequence[Estimate]) -> tuple[_Named | None, _Named | None]:
    """Give the strongest and the weakest of those that differ from an ordinary one beyond chance."""
    named = list(zip(names, worth, strict=True))
    strong = [each for each in named if (each[1].low or 0.0) > 1.0]
    weak = [each for each in named if each[1].high is not None and each[1].high < 1.0]
    return max(strong, key=_value, default=None), min(weak, key=_value, default=None)


def _value(named: _Named) -> float:
    return named[1].value or 0.0


def _changed(trend: Estimate) -> Estimate:
    """Give by what share orders grew or fell, as a positive number."""
    value, low, high = (each or 1.0 for each in (trend.value, trend.low, trend.high))
    if value > 1.0:
        return Estimate(value=value - 1.0, low=low - 1.0, high=high - 1.0)
    return Estimate(value=1.0 - value, low=1.0 - high, high=1.0 - low)


def _tables(calendar: Calendar, words: Words) -> Iterator[Table]:
    seen = sorted((each for each in calendar.holidays if each.seen), key=_deviation, reverse=True)
    if seen:
        yield Table(
            caption=words.say("Public holidays, those that differ most first"),
            columns=(words.say("Holiday"), words.say("Ordinary days"), words.say("Days seen")),
            rows=tuple(
                (each.name, words.fact(each.worth, "number"), words.fact(each.seen, "number"))
                for each in seen[:_MOST_HOLIDAYS]
            ),
            numeric=frozenset({1, 2}),
        )
    if calendar.events:
        yield Table(
            caption=words.say("Your own events"),
            columns=(words.say("Event"), words.say("Ordinary days"), words.say("Known from")),
            rows=tuple(_event(each, words) for each in calendar.events),
            numeric=frozenset({1}),
        )


def _event(event: EventWorth, words: Words) -> tuple[str, ...]:
    if event.stated:
        return event.name, words.fact(event.worth, "number"), words.say("as you said")
    if not event.seen:
        return event.name, words.fact(None, "number"), words.say("not yet seen")
    return event.name, words.fact(event.worth, "number"), words.say("{n:days} of the log", n=event.seen)


def _deviation(holiday: EventWorth) -> float:
    return abs(log(max(holiday.worth.value or 1.0, _NEXT_TO_NONE)))
