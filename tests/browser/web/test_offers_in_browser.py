"""A head in a real browser: what a changed rule would lead to, before it is kept; and a seller's question."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from cdnow_house import bring_cdnow, refreshed
from django.conf import settings as kept
from django.test import Client
from playwright.sync_api import expect
from today_days import planned

from perennial.records.models import Business, Offer, TouchRule

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_as_head(browser, live_server, house):
    contexts, complaints = [], []

    def opened(path, *, width=1280, scheme="light"):
        client = Client()
        client.force_login(house.head)
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        name = kept.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda told: told.type == "error" and complaints.append(told.text))
        page.goto(f"{live_server.url}{path}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints, complaints


def is_tidy(page):
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert not Axe().run(page).response["violations"]


def test_changed_rule_is_previewed_before_it_is_kept(house, settings, tmp_path, open_as_head):
    settings.DATA_DIR = tmp_path
    bring_cdnow(house.farmer)
    refreshed()
    Offer.objects.create(name="Cake", cost=5)
    page = open_as_head("/offers/rules/")
    expect(page.locator("#preview tbody tr").first).to_be_visible()
    page.get_by_role("link", name="Win back").click()
    expect(page.locator("#preview tr.after")).to_have_count(0)
    page.get_by_label("With the offer").select_option(label="Cake")
    after = page.locator("#preview tr.after").first
    expect(after).to_contain_text("as it would be")
    expect(after).to_contain_text("€")
    page.get_by_label("Leaves by itself").check()
    expect(page.locator("#preview .error")).to_contain_text("leave by themselves")
    is_tidy(page)
    assert not TouchRule.objects.exists()
    page.get_by_label("First").select_option(label="e-mail")
    expect(page.locator("#preview .error")).to_have_count(0)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".rules")).to_contain_text("E-mail; by itself; advertising")
    page.get_by_role("link", name="Win back").click()
    page.on("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="Back to shipped").click()
    expect(page.locator(".rules")).not_to_contain_text("by itself")
    assert not TouchRule.objects.exists()


def test_head_answers_a_seller_on_a_phone_in_the_dark(house, open_as_head):
    Business.objects.update(approval_limits={"farmer": "10"})
    cake = Offer.objects.create(name="Cake", cost=20)
    line = planned(house.customer(owner=house.farmer), house.farmer, gift=cake, approval="asked")
    page = open_as_head("/offers/approvals/", width=390, scheme="dark")
    is_tidy(page)
    page.get_by_label("Reason; the seller reads it").fill("They are worth it")
    page.get_by_role("button", name="Allow").click()
    expect(page.locator("#messages")).to_contain_text("the seller was told")
    expect(page.locator("main")).to_contain_text("Nothing waits for your word")
    line.refresh_from_db()
    assert line.approval == "given"
    is_tidy(page)
