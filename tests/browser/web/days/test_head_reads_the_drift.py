"""The head of sales, in English: who drifts, since when, what to hand over; then the customers move."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

_IN_TIME = 8  # weeks


@pytest.fixture(scope="module")
def drifting(demo):
    """Name the two who drift, as whoever invented them knows, with the day on which it began."""
    truth = json.loads((demo.machine.data_dir / "demo-truth.json").read_text("utf-8"))["drift_began"]
    names = json.loads(
        demo.machine.do(
            "import json\nfrom perennial.records.models import User\n"
            f"found = User.objects.filter(external_id__in={sorted(truth)!r})\n"
            "print(json.dumps([[each.external_id, each.name, each.role] for each in found]))"
        )
    )
    return [(name, role, date.fromisoformat(truth[number])) for number, name, role in names]


def test_head_reads_who_drifts_since_when_and_rebalances(come_in, drifting):
    page = come_in("vera", language="en-GB")
    speaks_english(page)
    page.get_by_role("link", name="Departments").click()
    drift = page.get_by_role("region", name="Drift")
    expect(drift).to_contain_text("Sellers whose week has changed: 2.")
    for name, _, began in drifting:
        drift.get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        first = min(alarms(page))
        assert timedelta(0) <= first - began <= timedelta(weeks=_IN_TIME), name
        page.go_back()
    hunter = next(name for name, role, _ in drifting if role == "hunter")
    rebalances(page, drift, hunter)


def speaks_english(page):
    page.get_by_role("link", name="Профиль").click()
    page.get_by_label("Язык").select_option(label="English")
    page.get_by_role("button", name="Сохранить").first.click()
    expect(page.get_by_role("link", name="Overview")).to_be_visible()


def alarms(page):
    """Give the weeks that the page marks as changed, by their Mondays."""
    weeks = page.locator("#before-title ~ ul li").filter(has=page.get_by_text("changed", exact=True))
    heading = page.locator("#week-title")
    expect(heading).to_contain_text("changed")
    told = [heading.inner_text().removeprefix("Week from "), *weeks.locator("b").all_inner_texts()]
    return [day_of(each.removesuffix("changed").strip()) for each in told]


def day_of(told):
    """Read a day without its year, which lies behind us."""
    today = datetime.now(UTC).date()
    dated = told if told[-4:].isdecimal() else f"{told} {today.year}"
    day = datetime.strptime(dated, "%d %B %Y").replace(tzinfo=UTC).date()
    return day if day <= today else day.replace(year=today.year - 1)


def rebalances(page, drift, hunter):
    drift.get_by_role("link", name=hunter).click()
    lead = page.get_by_role("region", name="What to hand over").locator(".lead b").first.inner_text()
    page.get_by_role("link", name="Choose who takes them").click()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Nothing has been done yet.")).to_contain_text(f"{lead} would pass from {hunter}")
    page.get_by_text("Whom exactly").click()
    moving = page.get_by_role("region", name="What would move").locator("details tbody th a")
    expect(moving.first).to_be_visible()
    address = moving.first.get_attribute("href")
    taker = moving.first.locator("xpath=ancestor::tr").locator("td").last.inner_text()
    page.get_by_role("button", name=f"Move {lead}").click()
    expect(page.get_by_text(f"Moved: {lead}.")).to_be_visible()
    moved = page.context.new_page()
    moved.goto(address)
    expect(moved.get_by_role("main")).to_contain_text(f"owner {taker}")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Taken back for")).to_be_visible()
    moved.reload()
    expect(moved.get_by_role("main")).to_contain_text(f"owner {hunter}")
