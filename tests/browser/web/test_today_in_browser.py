"""A farmer's morning in a real browser: by keyboard, by thumb, without a network, in two tabs."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect
from today_days import phone, planned, today

from perennial.records.models import PlannedTouch, Promise, Touch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: A browser without a telephone asks its user what to do with a number, and takes the keyboard for it.
_NO_TELEPHONE = """document.addEventListener("click", (event) => {
  if (event.target.closest("a[href^='tel:']")) event.preventDefault();
});"""

NAMES = ("Nord Café", "Irina Belova", "Linen Studio", "Morning Bakery")


@pytest.fixture
def lines(house):
    made = []
    for number, name in enumerate(NAMES):
        customer = house.customer(name, owner=house.farmer, purchases=3, stage="repeat")
        phone(customer, f"+7 912 000-00-0{number}")
        made.append(planned(customer, house.farmer, gain=10 - number, value_at_risk=1000))
    return made


@pytest.fixture
def today_page(browser, live_server, house, lines):
    """Open Today as the farmer; each call gives a page, the same context giving a second tab."""
    contexts, complaints = [], []

    def opened(context=None, *, width=1280, language="en"):
        if context is None:
            client = Client()
            client.force_login(house.farmer)
            context = browser.new_context(viewport={"width": width, "height": 900}, locale=language)
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
            contexts.append(context)
        page = context.new_page()
        page.add_init_script(_NO_TELEPHONE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda told: told.type == "error" and _is_ours(told.text) and complaints.append(told.text),
        )
        page.goto(f"{live_server.url}/today/")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints, complaints


def _is_ours(text):
    """Leave out what the browser itself says of a lost network and of an answer that refuses."""
    return not any(part in text for part in ("ERR_INTERNET_DISCONNECTED", "409"))


def current(page):
    return page.locator("#today-list [aria-current=true] .name")


def test_whole_morning_goes_by_keyboard_alone(today_page, lines):
    page = today_page()
    expect(current(page)).to_have_text("Nord Café")
    page.keyboard.press("c")
    page.keyboard.press("o")
    expect(page.get_by_role("dialog", name="Nord Café")).to_be_visible()
    expect(page.locator("#outcome-minutes")).to_have_value("1")
    page.keyboard.press("1")
    expect(page.locator("#messages")).to_contain_text("Logged. Nord Café: reached.")
    expect(current(page)).to_have_text("Irina Belova")

    page.keyboard.press("b")
    page.keyboard.type((today() + timedelta(days=9)).strftime("%m%d%Y"))
    page.keyboard.press("Enter")
    expect(current(page)).to_have_text("Linen Studio")

    page.keyboard.press("j")
    expect(current(page)).to_have_text("Morning Bakery")
    page.keyboard.press("s")
    page.keyboard.press("1")
    expect(current(page)).to_have_text("Linen Studio")

    page.keyboard.press("o")
    page.keyboard.press("6")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    expect(page.locator("#today-list")).to_contain_text("Everything for today is done")

    assert list(Touch.objects.order_by("id").values_list("outcome", flat=True)) == [
        "reached",
        "promised",
        "left",
    ]
    assert Touch.objects.first().minutes == 1
    assert Promise.objects.get().day == today() + timedelta(days=9)
    assert PlannedTouch.objects.get(pk=lines[3].pk).snoozed_until > today()


def test_last_one_is_taken_back_by_a_key(today_page, lines):
    page = today_page()
    page.keyboard.press("o")
    page.keyboard.press("5")
    expect(current(page)).to_have_text("Irina Belova")
    page.keyboard.press("u")
    expect(page.locator("#messages")).to_contain_text("Taken back: Nord Café.")
    expect(page.locator(".line").first).to_contain_text("Nord Café")
    page.keyboard.press("s")
    page.keyboard.press("2")
    expect(page.locator("#messages")).to_contain_text("put off until")
    page.keyboard.press("u")
    expect(page.locator("#messages")).to_contain_text("is back for today")
    assert PlannedTouch.objects.filter(state="open", snoozed_until=None).count() == len(NAMES)


def test_note_is_written_before_the_outcome(today_page):
    page = today_page()
    page.keyboard.press("o")
    page.get_by_label("Note").fill("Asked for 2 bags")
    page.keyboard.press("Enter")
    page.keyboard.press("4")
    expect(current(page)).to_have_text("Irina Belova")
    assert Touch.objects.values_list("outcome", "text").get() == ("ordered", "Asked for 2 bags")


def test_network_lost_while_logging_loses_nothing(today_page):
    page = today_page()
    page.context.set_offline(True)
    page.keyboard.press("o")
    page.keyboard.press("1")
    expect(page.locator("#messages")).to_contain_text("kept, will be sent")
    expect(page.locator("#kept")).to_contain_text("1")
    expect(current(page)).to_have_text("Irina Belova")
    page.keyboard.press("o")
    page.keyboard.press("2")
    expect(page.locator("#kept b")).to_have_text("2")
    assert not Touch.objects.exists()
    page.context.set_offline(False)
    expect(page.locator("#kept")).to_be_hidden()
    expect(page.locator(".lines")).not_to_contain_text("Nord Café")
    expect(current(page)).to_have_text("Linen Studio")
    assert sorted(Touch.objects.values_list("outcome", flat=True)) == ["no_answer", "reached"]


def test_what_was_kept_is_sent_when_the_page_opens_again(today_page):
    page = today_page()
    page.context.set_offline(True)
    page.keyboard.press("o")
    page.keyboard.press("1")
    expect(page.locator("#kept b")).to_have_text("1")
    context = page.context
    page.close()
    context.set_offline(False)
    again = today_page(context)
    expect(again.locator("#messages")).to_contain_text("What was kept has been sent.")
    expect(again.locator("#kept")).to_be_hidden()
    assert Touch.objects.count() == 1


def test_kept_touch_is_taken_back_before_it_is_sent(today_page):
    page = today_page()
    page.context.set_offline(True)
    page.keyboard.press("o")
    page.keyboard.press("1")
    expect(page.locator("#kept b")).to_have_text("1")
    page.keyboard.press("u")
    expect(page.locator("#kept")).to_be_hidden()
    expect(current(page)).to_have_text("Nord Café")
    page.context.set_offline(False)
    page.reload()
    assert not Touch.objects.exists()


def test_second_tab_learns_that_the_line_is_done(today_page):
    one = today_page()
    two = today_page(one.context)
    one.keyboard.press("o")
    one.keyboard.press("1")
    expect(current(one)).to_have_text("Irina Belova")
    two.evaluate("document.querySelector('.line [data-outcome]').click()")
    two.keyboard.press("1")
    expect(two.locator("#messages")).to_contain_text("already done")
    expect(two.locator(".lines")).not_to_contain_text("Nord Café")
    assert Touch.objects.count() == 1


def test_ended_session_keeps_the_touch_and_asks_to_sign_in(today_page, live_server):
    page = today_page()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.keyboard.press("o")
    page.keyboard.press("1")
    expect(page.locator("#messages")).to_contain_text("You are signed out")
    expect(page.locator("#kept b")).to_have_text("1")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/accounts/login/**")
    page.locator("[name=login]").fill("farmer@example.org")
    page.locator("[name=password]").fill("long enough 42")
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text("What was kept has been sent.")
    assert Touch.objects.count() == 1


def test_double_click_logs_once(today_page):
    page = today_page()
    page.keyboard.press("o")
    page.get_by_role("button", name="no answer").dblclick()
    expect(current(page)).to_have_text("Irina Belova")
    assert Touch.objects.count() == 1


def test_phone_in_russian_is_worked_with_one_thumb(today_page, house):
    house.farmer.language = "ru"
    house.farmer.save()
    page = today_page(width=390, language="ru")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    line = page.locator(".line").first
    button = line.get_by_role("link", name="Итог")
    assert button.bounding_box()["height"] >= 44
    button.click()
    page.get_by_role("button", name="поговорили").click()
    expect(page.locator("#messages")).to_contain_text("Записано. Nord Café")
    expect(current(page)).to_have_text("Irina Belova")


@pytest.mark.parametrize("path", ["/today/", "/today/log/?chore=1", "/today/log/?q=nord", "/today/sheet/"])
def test_pages_have_no_accessibility_faults(today_page, live_server, path):
    page = today_page()
    page.goto(live_server.url + path)
    if path == "/today/":
        page.keyboard.press("o")
        assert not [each["id"] for each in Axe().run(page).response["violations"]]
        page.keyboard.press("Escape")
    assert not [each["id"] for each in Axe().run(page).response["violations"]]
