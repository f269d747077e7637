"""Customers in a real browser: filter, assign and undo; a typo in the search; a customer on a phone."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from perennial.records.models import Customer, Order
from perennial.records.operations.index_search import reindex

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(house):
    today = timezone.localdate()
    for number, name in enumerate(("Иванов Пётр", "Кафе «Норд»", "Ателье «Лён»", "Irina Belova")):
        last = today - timedelta(days=20 + number)
        customer = house.customer(
            name, owner=house.farmer, stage="leaving" if number < 2 else "regular", purchases=3,
            orders_count=3, first_order_on=last - timedelta(days=54), last_order_on=last, usual_gap=27.0,
            value_at_risk=1000.0 * (number + 1), churn_date=today + timedelta(days=9),
            churn_early=today + timedelta(days=4), churn_late=today + timedelta(days=14),
            next_order_early=today, next_order_likely=today + timedelta(days=3),
            next_order_late=today + timedelta(days=8),
            offer_from=today, offer_until=today + timedelta(days=2),
            return_at_churn=0.3, return_probability=0.5, p_alive=0.6, forecast_as_of=today,
        )  # fmt: skip
        for back in range(3):
            day = last - timedelta(days=27 * back)
            Order.objects.create(
                customer=customer, external_id=f"{number}-{back}", day=day, amount=100 + back,
                ordered_at=timezone.now() - timedelta(days=20 + number + 27 * back),
            )  # fmt: skip
        customer.contacts.create(
            kind="phone", value=f"8 912 000-00-0{number}", normal=f"+7912000000{number}", is_main=True
        )
    reindex()
    return house


@pytest.fixture
def open_as(browser, live_server, people):
    contexts, complaints = [], []

    def opened(who, path, *, width=1280, language="en", scheme="light"):
        user = people.people[who]
        user.language = language
        user.save(update_fields=["language"])
        client = Client()
        client.force_login(user)
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


def violations(page):
    return [(each["id"], each["nodes"][0]["html"]) for each in Axe().run(page).response["violations"]]


def is_within(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_filter_then_assign_then_undo(open_as, people):
    page = open_as("head", "/customers/")
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Stage").select_option("leaving")
    address = page.url.split("?")[0] + "?stage=leaving"
    expect(page).to_have_url(address)
    expect(page.locator("[data-row]")).to_have_count(2)
    page.locator("#choose-page").check()
    expect(page.locator("#chosen-count")).to_have_text("Chosen: 2")
    page.locator("#bulk-owner").select_option(label="Farmer2")
    page.get_by_role("button", name="Assign").click()
    expect(page.get_by_text("2 customers passed to Farmer2.")).to_be_visible()
    assert Customer.objects.filter(owner=people.farmer2).count() == 2
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back for 2 customers.")).to_be_visible()
    assert Customer.objects.filter(owner=people.farmer).count() == 4
    expect(page).to_have_url(address)


def test_filters_come_and_go_with_the_back_button(open_as):
    page = open_as("farmer", "/customers/?stage=leaving&sort=name")
    page.get_by_role("link", name="Stage: leaving").click()
    expect(page.locator("[data-row]")).to_have_count(4)
    assert page.url.endswith("/customers/?sort=name")
    page.go_back()
    expect(page.locator("[data-row]")).to_have_count(2)


def test_search_forgives_a_typo_and_rows_open_by_keyboard(open_as):
    page = open_as("farmer", "/customers/")
    page.keyboard.press("/")
    page.keyboard.type("Ивнов")
    expect(page.get_by_text("these are nearest to it")).to_be_visible()
    expect(page.locator("[data-row]")).to_have_count(1)
    page.locator("#q").fill("912 000-00-03")
    expect(page.locator("[data-row]")).to_contain_text("Irina Belova")
    page.locator("#q").blur()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("#chosen-count")).to_have_text("Chosen: 1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Irina Belova")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_customer_in_russian_on_a_phone(open_as, people, scheme):
    pk = Customer.objects.get(name="Кафе «Норд»").pk
    page = open_as("farmer", f"/customers/{pk}/", width=390, language="ru", scheme=scheme)
    expect(page.locator(".forecast .lead")).to_contain_text(
        "из таких в течение 90 дней возвращаются лишь 3 из 10"
    )
    assert is_within(page)
    assert not violations(page)
    page.locator("summary", has_text="Заметка").click()
    page.locator("#note-text").fill("Любит тёмную обжарку")
    page.get_by_role("button", name="Добавить заметку").click()
    expect(page.locator(".timeline .note")).to_contain_text("Любит тёмную обжарку")
    assert is_within(page)
    page.locator("summary", has_text="Добавить контакт").click()
    page.locator("#contact-value").fill("12")
    page.locator("#contact-value").press("Enter")
    expect(page.get_by_text("это не номер телефона")).to_be_visible()


def test_touch_is_logged_in_place_and_undone(open_as, people):
    pk = Customer.objects.get(name="Irina Belova").pk
    page = open_as("farmer", f"/customers/{pk}/")
    page.locator("summary", has_text="Touch").click()
    page.get_by_label("reached").check()
    page.get_by_role("button", name="Log the touch").click()
    expect(page.locator(".timeline .touch")).to_contain_text("reached")
    page.locator(".timeline .touch").get_by_role("button", name="Undo").click()
    expect(page.locator(".timeline .touch")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["/customers/?stage=leaving", "/customers/new/"])
def test_pages_fit_and_are_accessible(open_as, path, width):
    page = open_as("owner", path, width=width, language="ru")
    if "stage" in path:
        page.locator("input[name=chosen]").first.check()
        expect(page.locator("#bulk-bar")).to_be_visible()
        assert page.locator("#bulk-bar").evaluate("bar => bar.scrollWidth <= bar.clientWidth")
    assert is_within(page)
    assert not violations(page)
