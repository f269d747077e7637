"""The owner's Overview and Rhythm of the real CDNOW log in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from cdnow_house import bring_cdnow, refreshed
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_page_of_owner(browser, live_server, house):
    contexts, complaints = [], []

    def opened(path, *, width, scheme):
        client = Client()
        client.force_login(house.owner)
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        name = settings.SESSION_COOKIE_NAME
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


def test_owner_sees_what_the_orders_say_and_refreshes(house, settings, tmp_path, open_page_of_owner):
    settings.DATA_DIR = tmp_path
    bring_cdnow(house.farmer)
    refreshed()
    for scheme, width in (("light", 1280), ("dark", 390)):
        page = open_page_of_owner("/overview/", width=width, scheme=scheme)
        expect(page.locator("main")).to_contain_text("The orders here end on 30 June 1998")
        is_tidy(page)
        page.get_by_role("link", name="See the rhythm").click()
        expect(page.locator("#lifetime figure")).to_be_visible()
        drawn = page.locator("main .drawing svg:visible")
        assert drawn.count() == 6
        is_tidy(page)
        page.locator("#ladder .behind a").first.click()
        page.wait_for_url("**/customers/?purchases_min=1&purchases_max=1")
    page = open_page_of_owner("/overview/", width=1280, scheme="light")
    page.get_by_role("button", name="Refresh now").click()
    expect(page.get_by_role("button", name="Refresh now")).to_be_visible(timeout=30_000)
    assert page.locator("#refresh .warn").count() == 0
