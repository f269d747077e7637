"""The section on money at risk."""

from collections.abc import Iterator
from math import isnan

from markupsafe import Markup

from perennial.pictures.report.contents import CustomerRow, ReportContents
from perennial.pictures.report.section import Part, Section
from perennial.pictures.words import Words

__all__ = ["margin_note", "money_section"]

_SHOWN = 8


def money_section(contents: ReportContents, words: Words) -> Section:
    """Show whose leaving would cost most."""
    known = not isnan(contents.value_at_risk)
    told = known and contents.value_at_risk > 0
    if not known:
        empty = words.say("The log has no amounts; customers are ranked by expected orders instead.")
    else:
        empty = "" if told else words.say("No money is at risk with customers who are leaving now.")
    return Section(
        key="money",
        title=words.say("Money at risk"),
        short=words.say("Money at risk"),
        leads=(
            words.mark(
                "Those who are leaving ({n:customers}) would bring {money:money} a year if they stayed.",
                n=contents.leaving.total,
                money=contents.value_at_risk,
            ),
        )
        if told
        else (),
        notes=tuple(_notes(contents, words)) if told else (),
        parts=tuple(_greatest(contents, words)) if told else (),
        empty=empty,
    )


def margin_note(contents: ReportContents, words: Words) -> Markup:
    """Say whether money is revenue or margin."""
    if contents.margin is None:
        return words.mark("The money is revenue: the log does not know the margin.")
    return words.mark("The money is margin, taken as {margin:percent} of revenue.", margin=contents.margin)


def _notes(contents: ReportContents, words: Words) -> Iterator[Markup]:
    yield margin_note(contents, words)
    yield words.mark(
        "It is what a customer still with you is expected to bring in a year, an expectation over many "
        "customers; a single one may bring far less or far more."
    )


def _greatest(contents: ReportContents, words: Words) -> Iterator[Part]:
    rows: list[CustomerRow] = sorted(
        (row for row in contents.leaving.rows if row.value_at_risk > 0),
        key=lambda row: row.value_at_risk,
        reverse=True,
    )[:_SHOWN]
    for row in rows:
        yield Part(
            name=row.id,
            count=words.fact(row.value_at_risk, "money"),
            share=row.value_at_risk / rows[0].value_at_risk,
            look="bar",
        )
