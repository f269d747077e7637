"""Sections of the report as pieces of other pages: the same sentences, charts and tables, without a frame."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from perennial.core.days import date_of
from perennial.pictures.report.calendar_section import calendar_section
from perennial.pictures.report.contents import ReportContents
from perennial.pictures.report.covariates_section import covariates_section
from perennial.pictures.report.environment import environment
from perennial.pictures.report.in_short import in_short
from perennial.pictures.report.lifetime_section import lifetime_section
from perennial.pictures.report.record_section import record_section
from perennial.pictures.report.rhythm_sections import ladder_section, months_section, waits_section
from perennial.pictures.report.section import Section
from perennial.pictures.words import Words

__all__ = ["Fragment", "render_fragments"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """One section: its title, its name in a list of contents, and what stands in it as HTML."""

    title: str
    short: str
    html: Markup


def render_fragments(contents: ReportContents, language: str) -> Mapping[str, Fragment]:
    """Write the sections on the rhythm of a business, by their keys, in the order of the report.

    Parameters
    ----------
    contents
        Everything they show.
    language
        ``en`` or ``ru``.

    Raises
    ------
    ValueError
        The language is not spoken.
    """
    words = Words(language, contents.file.currency, year=date_of(contents.as_of).year)
    template = environment().get_template("section.html.j2")
    found = {}
    for section in (of(contents, words) for of in _SECTIONS):
        html = template.render(contents=contents, section=section, say=words.say, mark=words.mark)
        # Every part has been escaped by the template.
        found[section.key] = Fragment(title=section.title, short=section.short, html=Markup(html))  # noqa: S704
    return found


def _answers(contents: ReportContents, words: Words) -> Section:
    # How many stand where is said by the pages themselves, of today and with the customers behind it.
    return replace(in_short(contents, words), parts=())


_SECTIONS: tuple[Callable[[ReportContents, Words], Section], ...] = (
    _answers,
    months_section,
    ladder_section,
    waits_section,
    calendar_section,
    covariates_section,
    lifetime_section,
    record_section,
)
