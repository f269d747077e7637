"""A farmer's morning in a real browser: by keyboard, by thumb, without a network, in two tabs."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect
from today_days import phone, planned, today

from perennial.records.models import Lead, PlannedTouch, Promise, Touch

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

    def opened(context=None, *, width=1280, language="en", whose="farmer"):
        if context is None:
            client = Client()
            client.force_login(house.people[whose])
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


@pytest.fixture
def leads(house):
    made = []
    for number, name in enumerate(("Olga", "Pavel", "Rita")):
        customer = house.customer(name, owner=house.hunter)
        phone(customer, f"+7 913 000-00-0{number}")
        lead = Lead.objects.create(customer=customer, hunter=house.hunter)
        planned(customer, house.hunter, play="first", gain=10 - number, lead=lead)
        made.append(lead)
    return made


def test_hunter_works_leads_by_keyboard_in_their_own_words(today_page, leads):
    page = today_page(whose="hunter")
    expect(current(page)).to_have_text("Olga")
    page.keyboard.press("o")
    dialog = page.get_by_role("dialog", name="Olga")
    expect(dialog.get_by_role("button", name="agreed on a day")).to_be_visible()
    expect(dialog.get_by_role("button", name="has left")).to_have_count(0)
    page.keyboard.press("6")  # nobody leaves who has not bought
    expect(dialog).to_be_visible()
    page.keyboard.press("5")
    expect(page.get_by_label("Why they do not want it")).to_be_focused()
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text("Olga: the lead is closed.")
    expect(current(page)).to_have_text("Pavel")

    page.keyboard.press("b")
    expect(page.get_by_label("A meeting, or the first order, on")).to_be_focused()
    page.keyboard.type((today() + timedelta(days=3)).strftime("%m%d%Y"))
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text("Pavel: agreed for")
    expect(current(page)).to_have_text("Rita")

    reasons = dict(Lead.objects.values_list("customer__name", "lost_reason"))
    assert reasons == {"Olga": "competitor", "Pavel": "", "Rita": ""}
    assert Promise.objects.get().day == today() + timedelta(days=3)


def test_closed_lead_is_opened_again_by_a_key(today_page, leads):
    page = today_page(whose="hunter")
    page.keyboard.press("o")
    page.keyboard.press("5")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(current(page)).to_have_text("Pavel")
    page.keyboard.press("u")
    expect(page.locator("#messages")).to_contain_text("Taken back: Olga.")
    expect(page.locator(".line").first).to_contain_text("Olga")
    assert not Lead.objects.filter(closed_at__isnull=False).exists()


def test_lead_lost_without_a_network_asks_for_the_reason_before_it_is_kept(today_page, leads):
    page = today_page(whose="hunter")
    page.context.set_offline(True)
    page.keyboard.press("o")
    page.keyboard.press("5")
    page.get_by_role("button", name="Log", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("Say why they do not want it.")
    expect(page.locator("#kept")).to_be_hidden()
    page.get_by_label("Why they do not want it").select_option("price")
    page.get_by_role("button", name="Log", exact=True).click()
    expect(page.locator("#kept b")).to_have_text("1")
    expect(current(page)).to_have_text("Pavel")
    page.context.set_offline(False)
    expect(page.locator("#kept")).to_be_hidden()
    expect(page.locator(".lines")).not_to_contain_text("Olga")
    assert Lead.objects.get(customer__name="Olga").lost_reason == "price"


def test_dialog_speaks_of_a_customer_again_after_a_lead(today_page, leads, house):
    planned(house.customer("Own", owner=house.hunter, stage="new"), house.hunter, gain=99)
    page = today_page(whose="hunter")
    page.evaluate("document.querySelectorAll('.line')[1].querySelector('[data-outcome]').click()")
    expect(page.get_by_role("button", name="agreed on a day")).to_be_visible()
    page.keyboard.press("Escape")
    page.evaluate("document.querySelectorAll('.line')[0].querySelector('[data-outcome]').click()")
    dialog = page.get_by_role("dialog", name="Own")
    for name in ("will buy on a day", "has left"):
        expect(dialog.get_by_role("button", name=name)).to_be_visible()
    page.keyboard.press("5")  # of a customer it needs no reason
    expect(page.locator("#messages")).to_contain_text("Logged. Own: does not want it now.")


def test_hunters_page_has_no_accessibility_faults(today_page, leads):
    page = today_page(whose="hunter", width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".line").first.get_by_role("link", name="Outcome").click()
    page.get_by_role("button", name="does not want it").click()
    assert not [each["id"] for each in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("path", ["/today/", "/today/log/?chore=1", "/today/log/?q=nord", "/today/sheet/"])
def test_pages_have_no_accessibility_faults(today_page, live_server, path):
    page = today_page()
    page.goto(live_server.url + path)
    if path == "/today/":
        page.keyboard.press("o")
        assert not [each["id"] for each in Axe().run(page).response["violations"]]
        page.keyboard.press("Escape")
    assert not [each["id"] for each in Axe().run(page).response["violations"]]
