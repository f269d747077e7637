"""The section on when customers start to leave."""

from collections.abc import Iterator

from perennial.core.estimate import Estimate
from perennial.engine.lifetime.results import LeavingWindow
from perennial.pictures.charts.curves import lifetime_chart
from perennial.pictures.report.contents import ReportContents
from perennial.pictures.report.leaving_words import leaving_reading, leaving_sentences
from perennial.pictures.report.section import Section, Table
from perennial.pictures.words import Words

__all__ = ["lifetime_section"]


def lifetime_section(contents: ReportContents, words: Words) -> Section:
    """Show the lifetime curve with the leaving window, and the windows of products."""
    window = contents.lifetime
    told = len(window.curve) > 1
    return Section(
        key="lifetime",
        title=words.say("When they start to leave"),
        short=words.say("Leaving"),
        leads=tuple(leaving_sentences(contents, words)),
        notes=(
            *leaving_reading(window, words),
            *(words.mark(warning) for warning in window.warnings),
        ),
        chart=lifetime_chart(window, words) if told else None,
        tables=tuple(_by_product(contents, words)),
        empty="" if told else words.say("The log is too short or too small to draw how customers leave."),
    )


def _by_product(contents: ReportContents, words: Words) -> Iterator[Table]:
    if contents.lifetime_by_product:
        yield Table(
            caption=words.say("By product, in days after its first purchase"),
            columns=(
                words.say("Product"),
                words.say("Never return"),
                words.say("A quarter have left"),
                words.say("Half have left"),
            ),
            rows=tuple(
                (
                    name,
                    words.fact(window.never_return_share, "percent"),
                    _day(window.start_days, window, words),
                    _day(window.middle_days, window, words),
                )
                for name, window in contents.lifetime_by_product
            ),
            numeric=frozenset({1, 2, 3}),
        )


def _day(day: Estimate, window: LeavingWindow, words: Words) -> str:
    if day.value is None:
        return words.say("not by day {day:number}", day=window.left_by_day)
    return words.fact(day, "number")
