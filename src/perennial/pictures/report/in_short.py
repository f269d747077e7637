"""The first section: what the log says, in a few sentences with their certainty."""

from collections.abc import Iterator
from math import isnan

from markupsafe import Markup

from perennial.core.days import NO_DAY
from perennial.engine.waits.results import NextPurchase
from perennial.pictures.names import STAGE_GROUPS, called
from perennial.pictures.report.contents import DueSeason, ReportContents
from perennial.pictures.report.leaving_words import leaving_certainty, leaving_sentences
from perennial.pictures.report.money_section import margin_note
from perennial.pictures.report.rarity import DAYS_A_MONTH
from perennial.pictures.report.section import Answer, Part, Section
from perennial.pictures.words import Words
from perennial.plan.scale import is_rare

__all__ = ["in_short"]


#: Averages as close as this share agree.
_SAME = 0.05


def in_short(contents: ReportContents, words: Words) -> Section:
    """Say the answers first."""
    return Section(
        key="short",
        title=words.say("In short"),
        short=words.say("In short"),
        answers=tuple(_answers(contents, words)),
        parts=tuple(_stages(contents, words)),
    )


def _answers(contents: ReportContents, words: Words) -> Iterator[Answer]:
    found = contents.next_purchase
    yield Answer(text=_return_sentence(found, words), sure=tuple(_return_notes(found, words)))
    for sentence in leaving_sentences(contents, words):
        yield Answer(text=sentence, sure=tuple(leaving_certainty(contents, words)))
    if contents.due_season is not None:
        yield Answer(text=_season_sentence(contents.due_season, words))
    if contents.week_of != NO_DAY and (contents.due.total or contents.leaving.total):
        yield Answer(text=_week_sentence(contents, words), sure=tuple(_money_notes(contents, words)))


def _return_sentence(found: NextPurchase, words: Words) -> Markup:
    if found.share_returning.value is None or found.median_wait_days.value is None:
        return words.mark(
            "Nobody has bought a second time yet, so nothing can be said of the time between purchases."
        )
    if is_rare(found.usual_gap_days):
        return words.mark(
            "Purchases are rare here: {share:percent} are followed by another within {horizon:months}; half "
            "of those within {median:months}.",
            share=found.share_returning.value,
            horizon=round(found.horizon_days / DAYS_A_MONTH),
            median=round(found.median_wait_days.value / DAYS_A_MONTH),
        )
    return words.mark(
        "After a purchase, {share:percent} are followed by another within {horizon:days}; "
        "half of those within {median:days}.",
        share=found.share_returning.value,
        horizon=found.horizon_days,
        median=found.median_wait_days.value,
    )


def _return_notes(found: NextPurchase, words: Words) -> Iterator[Markup]:
    if found.share_returning.known and found.median_wait_days.known:
        yield words.mark(
            "How sure: {share:percent} of purchases, and half of those within {median:days}; the truth lies "
            "within the brackets 95 times in 100.",
            share=found.share_returning,
            median=found.median_wait_days,
        )
    if found.customers_share_returning.known:
        yield words.mark(
            "Frequent buyers weigh more in that share; with each customer counted once it is "
            "{share:percent}.",
            share=found.customers_share_returning,
        )
    mean, naive = found.mean_wait_days, found.naive_mean_days
    if mean.value is None or naive is None:
        return
    if abs(naive - mean.value) < _SAME * mean.value:
        yield words.mark(
            "Those who return within {horizon:days} take {mean:days} on average. The plain average of past "
            "gaps happens to agree, at {naive:days}, though it leaves out whoever never came back and the "
            "gaps still running.",
            horizon=found.horizon_days,
            mean=mean,
            naive=naive,
        )
    else:
        yield words.mark(
            "Those who return within {horizon:days} take {mean:days} on average. The plain average of past "
            "gaps is {naive:days}, and it misleads: whoever never came back has no gap, and the gaps still "
            "running, the longest ones, are not in it.",
            horizon=found.horizon_days,
            mean=mean,
            naive=naive,
        )


def _season_sentence(season: DueSeason, words: Words) -> Markup:
    return words.mark(
        "It is time to remind {n:customers_to} who last bought in {first:month_of} to {last:month}.",
        n=season.customers,
        first=season.first_month,
        last=season.last_month,
    )


def _week_sentence(contents: ReportContents, words: Words) -> Markup:
    if isnan(contents.value_at_risk) or not contents.leaving.total:
        return words.mark(
            "In the week from {day:date}: due {due:customers}, leaving {leaving:customers}.",
            day=contents.week_of,
            due=contents.due.total,
            leaving=contents.leaving.total,
        )
    return words.mark(
        "In the week from {day:date}: due {due:customers}, leaving {leaving:customers}; at risk with them "
        "{money:money} a year.",
        day=contents.week_of,
        due=contents.due.total,
        leaving=contents.leaving.total,
        money=contents.value_at_risk,
    )


def _money_notes(contents: ReportContents, words: Words) -> Iterator[Markup]:
    if not isnan(contents.value_at_risk) and contents.leaving.total:
        yield margin_note(contents, words)


def _stages(contents: ReportContents, words: Words) -> Iterator[Part]:
    whole = sum(contents.stages.values()) or 1
    for stage in STAGE_GROUPS:
        count = contents.stages.get(stage, 0)
        if count:
            yield Part(
                name=called(STAGE_GROUPS, stage, words.language),
                count=words.fact(count, "number"),
                share=count / whole,
                look=f"stage-{stage}",
            )
