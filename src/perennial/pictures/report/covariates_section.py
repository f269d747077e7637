"""Who buys more often and who leaves sooner: by the first purchase, by when it was, and after a touch."""

from collections.abc import Iterator

from markupsafe import Markup

from perennial.core.days import date_of
from perennial.core.estimate import Estimate
from perennial.core.message import Message
from perennial.engine.covariates.results import (
    CHANCE,
    NOTHING,
    Cohorts,
    Covariates,
    Drift,
    LevelEffect,
    TraitEffects,
)
from perennial.pictures.names import COLUMN_NAMES, called
from perennial.pictures.report.after_touch_words import after_touch_leads, after_touch_note
from perennial.pictures.report.changed import changed
from perennial.pictures.report.contents import ReportContents
from perennial.pictures.report.section import Section, Table
from perennial.pictures.words import Words

__all__ = ["covariates_section", "drift_sentence"]

_FAR = 2.0  # times as often as all, from which on it is said so and not by how much more

_ALIKE = {
    "channel": Message("No channel differs from the others beyond chance."),
    "source": Message("No source differs from the others beyond chance."),
    "region": Message("No region differs from the others beyond chance."),
    "category": Message("No category of the first purchase differs from the others beyond chance."),
    "product": Message("No product of the first purchase differs from the others beyond chance."),
}
_OFTEN = Message("{level} ({trait}): these customers buy {by:percent} more often than all.")
_FAR_MORE = Message("{level} ({trait}): these customers buy {ratio:times} as often as all.")
_SELDOM = Message("{level} ({trait}): these customers buy {by:percent} less often than all.")
_SOONER = Message("{level} ({trait}): after each purchase {share:percent} leave, more than of all customers.")
_LATER = Message("{level} ({trait}): after each purchase {share:percent} leave, fewer than of all customers.")


def covariates_section(contents: ReportContents, words: Words) -> Section:
    """Say what stands out beyond chance, and give all of it in tables."""
    found = contents.covariates
    told = found != NOTHING
    return Section(
        key="covariates",
        title=words.say("Who buys more often, who leaves sooner"),
        short=words.say("Who buys more often"),
        leads=tuple(_leads(contents, words)),
        notes=tuple(_notes(contents, words)) if told else (),
        tables=tuple(_tables(contents, words)),
        empty="" if told else words.say("Nothing tells customers apart yet that enough of them share."),
    )


def drift_sentence(found: Covariates, words: Words) -> str | None:
    """Say that customers who came lately buy more or less often than those before; None where they do not."""
    if found.cohorts is None or found.cohorts.drift is None:
        return None
    return words.say(_drift_message(found.cohorts.drift))


def _drift_message(drift: Drift) -> Message:
    facts = {"month": f"{date_of(drift.since):%Y-%m}", "by": changed(drift.rate)}
    if (drift.rate.value or 1.0) > 1.0:
        return Message(
            "Customers who came since {month:month_of} buy {by:percent} more often than those before.", facts
        )
    return Message(
        "Customers who came since {month:month_of} buy {by:percent} less often than those before.", facts
    )


def _leads(contents: ReportContents, words: Words) -> Iterator[Markup]:
    for trait in contents.covariates.traits:
        said = list(_outstanding(trait, words))
        yield from said or [words.mark(_ALIKE[trait.trait])]
    if contents.covariates.cohorts is not None:
        yield words.mark(_cohort_message(contents.covariates.cohorts))
    if contents.covariates.after_touch is not None:
        yield from after_touch_leads(contents.covariates.after_touch, words)


def _outstanding(trait: TraitEffects, words: Words) -> Iterator[Markup]:
    name = called(COLUMN_NAMES, trait.trait, words.language)
    often, seldom = _ends([(each, each.rate) for each in trait.levels], known=trait.rates_differ)
    sooner, later = _ends([(each, each.leaving_odds) for each in trait.levels], known=trait.leavings_differ)
    more = _FAR_MORE if often is not None and (often.rate.value or 1.0) >= _FAR else _OFTEN
    for level, message in ((often, more), (seldom, _SELDOM), (sooner, _SOONER), (later, _LATER)):
        if level is not None:
            facts = {"by": changed(level.rate), "ratio": level.rate, "share": level.leaving}
            yield words.mark(message, trait=name, level=_name(level, words), **facts)


def _ends(
    levels: list[tuple[LevelEffect, Estimate]], *, known: bool
) -> tuple[LevelEffect | None, LevelEffect | None]:
    """Give the level highest above all and the one lowest below, of those that are so beyond chance."""
    high = [each for each in levels if known and each[1].low is not None and each[1].low > 1.0]
    low = [each for each in levels if known and each[1].high is not None and each[1].high < 1.0]
    return (
        max(high, key=lambda each: each[1].value or 1.0)[0] if high else None,
        min(low, key=lambda each: each[1].value or 1.0)[0] if low else None,
    )


def _cohort_message(cohorts: Cohorts) -> Message:
    if cohorts.drift is not None:
        return _drift_message(cohorts.drift)
    if cohorts.homogeneity < CHANCE:
        return Message(
            "How often customers buy differs with when they came, but those who came lately do not clearly "
            "differ from those before."
        )
    return Message("How often customers buy does not differ beyond chance with when they came.")


def _notes(contents: ReportContents, words: Words) -> Iterator[Markup]:
    found = contents.covariates
    yield words.mark(
        "What goes with buying often need not be its cause: only a trial tells what a change would bring."
    )
    if found.traits:
        yield words.mark(
            "Only the first purchase is looked at; where customers are few, figures are drawn to those of "
            "all."
        )
    if len(found.traits) > 1:
        yield words.mark(
            "Each table is worked out by itself: shares that leave are not to be compared between tables."
        )
    if found.cohorts is not None:
        yield words.mark(
            "Of every customer the first {days:days} are compared, so that those who came long ago have no "
            "advantage.",
            days=found.cohorts.followed,
        )
        if found.cohorts.drift is not None and not (contents.calendar and contents.calendar.is_season_seen):
            yield words.mark("The season is not yet seen: part of what has changed may be the season.")
    if found.after_touch is not None:
        yield after_touch_note(words)


def _tables(contents: ReportContents, words: Words) -> Iterator[Table]:
    for trait in contents.covariates.traits:
        yield _table(
            words,
            words.say(
                "By the first purchase: {trait}", trait=called(COLUMN_NAMES, trait.trait, words.language)
            ),
            called(COLUMN_NAMES, trait.trait, words.language).capitalize(),
            [(_name(each, words), each.customers, each.rate, each.leaving) for each in trait.levels],
        )
    if contents.covariates.cohorts is not None:
        rows = [
            (
                words.say("{since:date_full} to {until:date_full}", since=each.since, until=each.until),
                each.customers,
                each.rate,
                each.leaving,
            )
            for each in contents.covariates.cohorts.rows
        ]
        yield _table(words, words.say("By when they came"), words.say("First purchase"), rows)


def _table(words: Words, caption: str, first: str, rows: list[tuple[str, int, Estimate, Estimate]]) -> Table:
    return Table(
        caption=caption,
        columns=(
            first,
            words.say("Customers"),
            words.say("Purchases a day, all being 1"),
            words.say("Leave after a purchase"),
        ),
        rows=tuple(
            (
                name,
                words.fact(customers, "number"),
                words.fact(rate, "fine"),
                words.fact(leaving, "percent"),
            )
            for name, customers, rate, leaving in rows
        ),
        numeric=frozenset({1, 2, 3}),
    )


def _name(level: LevelEffect, words: Words) -> str:
    return words.say("others") if level.level is None else level.level
