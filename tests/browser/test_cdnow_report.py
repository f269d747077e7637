"""The report of the real CDNOW log, as `make run` makes it, opened from a file."""

import csv

import pytest
from axe_playwright_python.sync_playwright import Axe
from cdnow import cdnow_rows

from perennial.cli.main import main

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cdnow")
    log = folder / "cdnow.csv"
    with log.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("customer_id", "ordered_at", "amount"), *cdnow_rows()])
    for language in ("en", "ru"):
        assert (
            main(
                ["report", str(log), "--out", str(folder / language), "--lang", language, "--currency", "USD"]
            )
            == 0
        )
    return {language: folder / language / "report.html" for language in ("en", "ru")}


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_report_of_cdnow_is_accessible_and_fits(open_page, pages, language, width, scheme):
    page = open_page(pages[language], width=width, scheme=scheme)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_report_of_cdnow_is_one_small_file(pages):
    assert pages["en"].stat().st_size < 1_500_000
    assert "http://" not in pages["en"].read_text(encoding="utf-8").replace("http://www.w3.org/", "")


def test_report_of_cdnow_says_the_figures_first(open_page, pages):
    page = open_page(pages["en"])
    first = page.locator("main .lead").first.inner_text()
    assert "After a purchase, 69% are followed by another within 480 days" in first
