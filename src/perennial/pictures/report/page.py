"""The page: sections in order, put into the template."""

from perennial.core.days import date_of
from perennial.pictures.report.assumptions_section import assumptions_section
from perennial.pictures.report.calendar_section import calendar_section
from perennial.pictures.report.contents import ReportContents
from perennial.pictures.report.covariates_section import covariates_section
from perennial.pictures.report.customer_sections import due_section, leaving_section, one_step_section
from perennial.pictures.report.environment import environment
from perennial.pictures.report.file_section import file_section
from perennial.pictures.report.in_short import in_short
from perennial.pictures.report.lifetime_section import lifetime_section
from perennial.pictures.report.money_section import money_section
from perennial.pictures.report.plan_section import plan_section
from perennial.pictures.report.products_section import products_section
from perennial.pictures.report.record_section import record_section
from perennial.pictures.report.rhythm_sections import ladder_section, months_section, waits_section
from perennial.pictures.words import Words

__all__ = ["render_report"]

_SECTIONS = (
    in_short,
    months_section,
    ladder_section,
    waits_section,
    calendar_section,
    covariates_section,
    lifetime_section,
    due_section,
    products_section,
    leaving_section,
    one_step_section,
    money_section,
    plan_section,
    record_section,
    file_section,
    assumptions_section,
)


def render_report(contents: ReportContents, language: str) -> str:
    """Write the report as one HTML page that needs no network.

    Parameters
    ----------
    contents
        Everything it shows.
    language
        ``en`` or ``ru``.

    Raises
    ------
    ValueError
        The language is not spoken.
    """
    words = Words(language, contents.file.currency, year=date_of(contents.as_of).year)
    page = environment().get_template("report.html.j2")
    return page.render(
        contents=contents,
        sections=[found for of in _SECTIONS if (found := of(contents, words)) is not None],
        language=language,
        say=words.say,
        mark=words.mark,
    )
