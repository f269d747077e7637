"""The section with this week's touches, day by day."""

from collections.abc import Iterator
from itertools import groupby
from math import isnan

from markupsafe import Markup

from perennial.core.days import NO_DAY
from perennial.pictures.names import PLAY_NAMES, called
from perennial.pictures.report.contents import PlannedTouch, ReportContents
from perennial.pictures.report.section import Section, Table
from perennial.pictures.words import Words

__all__ = ["plan_section"]

#: Touches shown a day; the rest stand in plan.csv.
_SHOWN_A_DAY = 6


def plan_section(contents: ReportContents, words: Words) -> Section:
    """Say whom to touch, when and why."""
    touches = sorted(contents.touches, key=lambda each: each.touch.day)
    return Section(
        key="plan",
        title=words.say("This week's plan"),
        short=words.say("Plan"),
        leads=(
            words.mark(
                "{n:touches} for the week from {day:date}, the most gain first.",
                n=len(touches),
                day=contents.week_of,
            ),
        )
        if touches and contents.week_of != NO_DAY
        else (),
        notes=(
            *(words.mark(note) for note in contents.plan_notes),
            *_left_out(contents, words),
        ),
        tables=tuple(_days(touches, words, with_money=contents.file.has_amounts)),
        more=words.say(
            "The most gainful of each day are shown; all touches stand in {file}.", file="plan.csv"
        )
        if touches
        else "",
        empty="" if touches else words.say("Nobody needs a touch this week."),
    )


def _left_out(contents: ReportContents, words: Words) -> Iterator[Markup]:
    if contents.touches_left_out:
        yield words.mark(
            "Did not fit into the week, though there is a reason for a touch: {n:customers}.",
            n=contents.touches_left_out,
        )


def _days(touches: list[PlannedTouch], words: Words, *, with_money: bool) -> Iterator[Table]:
    for day, group in groupby(touches, key=lambda each: each.touch.day):
        planned = sorted(group, key=lambda each: -_gain(each))
        yield Table(
            caption=_begun_large(words.say("{day:weekday}: {n:touches}", day=day, n=len(planned))),
            columns=(
                words.say("Customer"),
                words.say("Play"),
                words.say("Why"),
                *((words.say("At risk, a year"),) if with_money else ()),
            ),
            rows=tuple(
                (
                    each.customer,
                    called(PLAY_NAMES, each.touch.play, words.language),
                    words.say(each.touch.reason),
                    *((words.fact(each.touch.value_at_risk, "money"),) if with_money else ()),
                )
                for each in planned[:_SHOWN_A_DAY]
            ),
            numeric=frozenset({3}),
        )


def _begun_large(text: str) -> str:
    return text[:1].upper() + text[1:]


def _gain(planned: PlannedTouch) -> float:
    gain = planned.touch.expected_gain
    return 0.0 if isnan(gain) else gain
