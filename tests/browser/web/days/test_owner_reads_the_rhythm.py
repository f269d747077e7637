"""The owner of a shop: the first account, the orders through the wizard, Rhythm; figures are the report's."""

import json
import re

import pytest
from cdnow import write_cdnow
from machine import Machine
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

_LONG = 600_000  # a whole refresh on processors that others use, too


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """The CDNOW log as a file, and what `perennial report` says of it as JSON."""
    folder = tmp_path_factory.mktemp("shop")
    write_cdnow(folder / "cdnow.csv")
    made = Machine(folder / "data").command(
        "report", folder / "cdnow.csv", "--out", folder / "out", "--currency", "USD"
    )
    assert made.returncode == 0, made.stderr
    return folder / "cdnow.csv", json.loads((folder / "out" / "summary.json").read_text("utf-8"))


def test_owner_takes_a_shop_in_and_rhythm_says_what_the_report_says(shop, new_house, browse):
    file, report = shop
    page = browse(new_house, language="en-US", zone="America/New_York")
    make_first_account(page)
    import_orders(page, file, report["orders"])
    page.get_by_role("link", name="Look at the rhythm").click()
    # The refresh is seen at work, and the page comes by itself when it is done.
    expect(page.locator("#months")).to_be_visible(timeout=_LONG)
    expect(page.get_by_role("heading", level=1)).to_have_text("Rhythm")
    reads_the_same(page, report)
    follows_a_number_to_its_customers(page, report)


def make_first_account(page):
    page.goto("/")
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    page.get_by_label("Your name").fill("Olga Berg")
    page.get_by_label("E-mail").fill("olga@shop.example")
    page.locator("#id_password").fill("three odd words 9")
    page.get_by_label("Name of the business").fill("Records by Mail")
    page.get_by_label("Currency").select_option("USD")
    page.get_by_role("button", name="Begin").click()


def import_orders(page, file, orders):
    page.get_by_role("link", name="Import a file").first.click()
    page.set_input_files("#id_file", file)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("rows will be taken in")).to_contain_text(f"{orders['rows']:,}")
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_text("The file is in")).to_contain_text(f"{orders['rows']:,} new", timeout=_LONG)


def reads_the_same(page, report):
    """Every figure stands on the page as the report's JSON has it.

    Limits come from drawing customers, whose order differs, so that a last digit may.
    """
    orders, wait = report["orders"], report["next_purchase"]
    top, short = page.locator(".top"), page.locator("#short")
    expect(top).to_contain_text(f"{orders['customers']:,} customers · {orders['counted']:,} orders")
    expect(short).to_contain_text(
        f"After a purchase, {wait['share_returning']['value']:.0%} are followed by another within "
        f"{wait['horizon_days']} days; half of those within {wait['median_wait_days']['value']:.0f} days."
    )
    expect(short).to_contain_text(f"take {wait['mean_wait_days']['value']:.0f} days (")
    expect(page.locator("#waits")).to_contain_text(f"The usual gap is {wait['usual_gap_days']:.0f} days")
    begin, middle = (report["lifetime"][name]["value"] for name in ("start_days", "middle_days"))
    expect(page.locator("#lifetime")).to_contain_text(
        f"start to leave at about day {begin:.0f} after the first purchase; half are gone by day {middle:.0f}"
    )
    for step, row in zip(report["ladder"][:3], numbers(page, "#ladder"), strict=False):
        assert row[:2] == [f"{step['rung']} → {step['rung'] + 1}", f"{step['customers']:,}"]
        assert row[3] == f"{step['median_days']:.0f} days"
        same(row[2], step["share"], 100)
    told = [month for month in wait["by_month"] if month["mean_wait_days"]["value"] is not None]
    for month, row in zip(told, numbers(page, "#months"), strict=False):
        same(row[2], month["share_returning"], 100)
        same(row[3], month["mean_wait_days"], 1)


def numbers(page, section):
    """Open the table under a chart and give its rows."""
    page.locator(section).get_by_text("The numbers").first.click()
    rows = page.locator(f"{section} table tbody tr")
    expect(rows.first).to_be_visible()
    return [[" ".join(cell.split()) for cell in row.split("\t")] for row in rows.all_inner_texts()]


def same(shown, told, scale):
    """Hold "48% (44% to 51%)" to the JSON's value and limits."""
    value, low, high = map(int, re.findall(r"\d+", shown))
    assert value == round(scale * told["value"])
    assert abs(low - scale * told["low"]) <= 1
    assert abs(high - scale * told["high"]) <= 1


def follows_a_number_to_its_customers(page, report):
    once = report["ladder"][0]["customers"] - report["ladder"][1]["customers"]
    page.locator("#ladder .behind a").first.click()
    page.wait_for_url("**/customers/?*")
    expect(page.get_by_role("main")).to_contain_text(f"{once:,} customers")
