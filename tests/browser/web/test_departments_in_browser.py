"""From the first sale to the farmer in a real browser; and a head who reads a drift and rebalances."""

import re
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from perennial.records.models import Customer, HandOff, Order, Touch
from perennial.records.operations.confirm_drift import confirm_drift
from perennial.records.operations.measure_drift import measure_drift
from perennial.records.operations.open_handoff import open_handoffs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_as(browser, live_server, house):
    contexts, complaints = [], []
    cache.clear()

    def opened(who, path, *, width=1280, language="en", scheme="light"):
        user = house.people[who]
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


def first_order(customer, *, back=0):
    day = timezone.localdate() - timedelta(days=back)
    return Order.objects.create(
        customer=customer,
        external_id=f"{customer.pk} {back}",
        ordered_at=timezone.now() - timedelta(days=back),
        day=day,
        amount=640,
    )


def is_tidy(page):
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert not Axe().run(page).response["violations"]


def test_first_order_passes_from_the_hunter_to_the_farmers_today(house, open_as):
    customer = house.customer("Nord Café", owner=house.hunter)
    open_handoffs([first_order(customer).pk])
    page = open_as("hunter", "/notices/")
    page.get_by_role("button", name=re.compile("made the first order")).click()
    page.get_by_label("What should the farmer know?").fill("Call after three, ask for Anna.")
    page.get_by_label("Who takes over").select_option(label="Farmer")
    is_tidy(page)
    page.get_by_role("button", name="Offer the customer").click()
    expect(page.get_by_text("Offered to Farmer.")).to_be_visible()

    page = open_as("farmer", "/today/")
    line = page.locator("[data-row]").first
    expect(line).to_contain_text("Call after three, ask for Anna.")
    line.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("Nord Café is yours now")).to_be_visible()
    expect(page.locator("[data-row]").first).to_contain_text("say hello")
    customer.refresh_from_db()
    assert (customer.owner, customer.hunter) == (house.farmer, house.hunter)
    assert HandOff.objects.get().state == "accepted"

    page = open_as("hunter", f"/customers/{customer.pk}/", width=390, language="ru")
    expect(page.locator("p.banner")).to_contain_text("Farmer")
    expect(page.get_by_role("button", name="Передать фермеру")).to_have_count(0)


def drifts(house, friends):
    """Thirty weeks of a hunter of which the last five go to friends."""
    rng, today = np.random.default_rng(5), timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    strangers = iter(Customer.objects.bulk_create([Customer(name=f"New {n}") for n in range(1300)]))
    touches = []
    for back in range(1, 7 * 30 + 1):
        day = monday - timedelta(days=back)
        for n in range(8 if day.weekday() < 5 else 0):
            known = rng.random() < (0.75 if back <= 35 else 0.15)
            touches.append(
                Touch(
                    customer=friends[n % len(friends)] if known else next(strangers),
                    seller=house.hunter,
                    day=day,
                    happened_at=noon(day) + timedelta(minutes=n),
                    minutes=9,
                )
            )
    Touch.objects.bulk_create(touches)
    return monday


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=timezone.get_current_timezone())


def test_head_reads_a_drift_and_rebalances(house, open_as):
    friends = []
    for n in range(3):
        friend = house.customer(
            f"Friend {n}", owner=house.hunter, first_order_on=timezone.localdate() - timedelta(days=400)
        )
        first_order(friend, back=400)
        friends.append(friend)
    confirm_drift(house.owner)
    measure_drift(drifts(house, friends))
    page = open_as("hunter", "/weeks/")
    page.get_by_label("What do you say?").fill("They keep calling.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your answer stands beside the week.")).to_be_visible()

    page = open_as("head", "/departments/")
    is_tidy(page)
    page.get_by_role("link", name="Hunter", exact=True).first.click()
    expect(page.get_by_text("More of the week goes to customers who already buy").first).to_be_visible()
    expect(page.get_by_text("They keep calling.")).to_be_visible()
    is_tidy(page)
    page.get_by_role("link", name="Choose who takes them").click()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("3 customers would pass from Hunter to others")).to_be_visible()
    is_tidy(page)
    page.get_by_role("button", name="Move 3 customers").click()
    expect(page.get_by_text("Moved: 3 customers.")).to_be_visible()
    assert not Customer.objects.filter(owner=house.hunter).exists()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Taken back for 3 customers.")).to_be_visible()
    assert Customer.objects.filter(owner=house.hunter).count() == 3


@pytest.mark.parametrize(
    ("who", "path"), [("head", "/departments/"), ("hunter", "/weeks/"), ("owner", "/departments/notice/")]
)
def test_pages_fit_a_phone_in_the_dark_in_russian(house, open_as, who, path):
    first_order(house.customer("Друг", owner=house.farmer), back=100)
    is_tidy(open_as(who, path, width=390, language="ru", scheme="dark"))
