"""The report in a real browser: accessible in both languages, no sideways scroll, usable by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from perennial.pictures.report.page import render_report

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def report(contents, tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")

    def written(name, language):
        path = folder / f"{name}-{language}.html"
        path.write_text(render_report(contents[name], language), encoding="utf-8")
        return path

    return written


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("name", "language"), [("shop", "en"), ("shop", "ru"), ("tiny", "en"), ("tiny", "ru")]
)
def test_report_has_no_accessibility_violations(open_page, report, name, language, scheme):
    page = open_page(report(name, language), scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert not found.response["violations"], found.generate_report()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_report_fits_a_phone(open_page, report, language):
    page = open_page(report("shop", language), width=390)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator(".drawing.narrow").first.is_visible()
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert not found.response["violations"], found.generate_report()


def test_report_is_read_by_keyboard(open_page, report):
    page = open_page(report("shop", "en"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert not page.locator("#months-numbers table, #months details[open] table").count()
    page.keyboard.press("Enter")
    assert page.locator("#months details table").is_visible()


def test_report_changes_colours_with_the_reader(open_page, report):
    colours = {
        scheme: open_page(report("shop", "en"), scheme=scheme).evaluate(
            "[getComputedStyle(document.body).backgroundColor,"
            " getComputedStyle(document.querySelector('.drawing.wide text')).fill]"
        )
        for scheme in ("light", "dark")
    }
    assert colours["light"][0] == "rgb(246, 247, 244)"
    assert colours["dark"][0] == "rgb(14, 18, 16)"
    assert colours["light"][1] != colours["dark"][1]


def test_report_prints_on_light_paper(open_page, report):
    page = open_page(report("shop", "en"), scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(23, 33, 27)"
    assert not page.locator("nav").is_visible()


def test_strip_reads_at_the_width_of_a_list(open_page, report):
    page = open_page(report("shop", "en"))
    strip = page.locator(".strip[role=img]").first
    strip.evaluate("each => { each.parentElement.style.width = '240px' }")
    dots = strip.evaluate(
        "each => [...each.querySelectorAll('.order')].map(dot => dot.getBoundingClientRect().width)"
    )
    assert dots
    assert min(dots) >= 4
