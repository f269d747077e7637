"""Sections that name customers: who is due, who is leaving, who lacks one step to be regular."""

from math import isnan

from perennial.core.days import NO_DAY
from perennial.pictures.names import STAGE_NAMES, called
from perennial.pictures.report.contents import CustomerList, CustomerRow, ReportContents
from perennial.pictures.report.leaving_words import hardly_anyone_leaves
from perennial.pictures.report.section import Card, Section
from perennial.pictures.strip import rhythm_strip
from perennial.pictures.words import Words

__all__ = ["due_section", "leaving_section", "one_step_section"]

#: Customers shown of each list; the rest stand in customers.csv.
_SHOWN_DUE = 8
_SHOWN_LEAVING = 12
_SHOWN_ONE_STEP = 6
#: A dot must not begin a line.
_DOT = "\N{NO-BREAK SPACE}· "


def due_section(contents: ReportContents, words: Words) -> Section:
    """Name those whose next order is expected this week."""
    listed = contents.due
    return Section(
        key="due",
        title=words.say("Due this week"),
        short=words.say("Due"),
        leads=(words.mark("Due now: {n:customers}; their usual time to buy again has come.", n=listed.total),)
        if listed.total
        else (),
        cards=_cards(listed, _SHOWN_DUE, contents, words),
        more=_more(listed, _SHOWN_DUE, words),
        empty="" if listed.total else words.say("Nobody is due this week."),
    )


def leaving_section(contents: ReportContents, words: Words) -> Section:
    """Name those who are leaving, the most valuable first."""
    listed = contents.leaving
    nobody = (
        words.say("Nobody is leaving: here the loss is in pauses, and the late ones stand above.")
        if hardly_anyone_leaves(contents)
        else words.say("Nobody is near the leaving date.")
    )
    return Section(
        key="leaving",
        title=words.say("Leaving now"),
        short=words.say("Leaving now"),
        leads=(words.mark("Near the leaving date, and still to be kept: {n:customers}.", n=listed.total),)
        if listed.total
        else (),
        notes=(
            words.mark(
                "The leaving date is the day by which silence has halved the chance of coming back within "
                "{horizon:days}. It moves with an order, never by itself.",
                horizon=contents.return_horizon_days,
            ),
        )
        if listed.total
        else (),
        cards=_cards(listed, _SHOWN_LEAVING, contents, words),
        more=_more(listed, _SHOWN_LEAVING, words),
        empty="" if listed.total else nobody,
    )


def one_step_section(contents: ReportContents, words: Words) -> Section:
    """Name those who lack one purchase to be regular."""
    listed = contents.one_step
    return Section(
        key="step",
        title=words.say("One step from regular"),
        short=words.say("One step"),
        leads=(
            words.mark(
                "One purchase short of regular ({regular:purchases}): {n:customers}.",
                n=listed.total,
                regular=contents.ladder.regular_from,
            ),
        )
        if listed.total
        else (),
        cards=_cards(listed, _SHOWN_ONE_STEP, contents, words),
        more=_more(listed, _SHOWN_ONE_STEP, words),
        empty="" if listed.total else words.say("Nobody lacks just one purchase to be regular."),
    )


def _more(listed: CustomerList, shown: int, words: Words) -> str:
    rest = listed.total - min(len(listed.rows), shown)
    if not listed.total or rest <= 0:
        return ""
    return words.say("And {n:customers} more: all stand in {file}.", n=rest, file="customers.csv")


def _cards(listed: CustomerList, shown: int, contents: ReportContents, words: Words) -> tuple[Card, ...]:
    return tuple(_card(row, contents, words) for row in listed.rows[:shown])


def _card(row: CustomerRow, contents: ReportContents, words: Words) -> Card:
    tag, tone = _tag(row, contents.as_of, words)
    return Card(
        name=row.id,
        about=_about(row, words),
        strip=rhythm_strip(row.rhythm, words),
        tag=tag,
        tone=tone,
        why=words.mark(row.reason),
    )


def _about(row: CustomerRow, words: Words) -> str:
    parts = [
        called(STAGE_NAMES, row.stage, words.language),
        words.say("{n:purchases}", n=row.rhythm.purchases),
    ]
    if not isnan(row.value_at_risk):
        parts.append(words.say("{money:money} a year at risk", money=row.value_at_risk))
    return _DOT.join(parts)


def _tag(row: CustomerRow, as_of: int, words: Words) -> tuple[str, str]:
    seen = row.rhythm
    if seen.churn_date != NO_DAY and seen.churn_date <= as_of:
        return words.say("Past the leaving date"), "red"
    if seen.offer_from != NO_DAY and seen.offer_from <= as_of + 1:
        if seen.offer_until <= as_of:
            return words.say("Is leaving"), "red"
        return words.say("Time to offer, until {day:date}", day=seen.offer_until), "amber"
    if row.stage == "new":
        return words.say("New"), "blue"
    if row.silence > seen.usual_gap:
        return words.say("Past the usual gap"), "amber"
    return words.say("Expected soon"), "leaf"
