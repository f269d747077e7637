"""The owner puts two records of one person together, takes them apart, and erases the person; in Chromium."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import expect

from perennial.records.models import Business, Contact, Customer, Erasure
from perennial.records.operations.index_search import index_search

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def pair(house):
    Business.objects.filter(id=1).update(demo=True, name="Three Leaves")
    made = []
    for name in ("Kira Wood", "Wood Kira"):
        customer = house.customer(name, owner=house.farmer, orders_count=0)
        Contact.objects.create(
            customer=customer, kind="phone", value="+1 201 555-0104", normal="+12015550104"
        )
        made.append(customer)
    index_search([each.pk for each in made])
    return made


@pytest.fixture
def owner_page(browser, live_server, house, pair):
    """Open a page as the owner; errors on the console fail the test."""
    contexts, complaints = [], []

    def opened(address, *, language="en", width=1280, scheme="light"):
        house.owner.language = language
        house.owner.save()
        client = Client()
        client.force_login(house.owner)
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        name = django_settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda told: told.type == "error" and complaints.append(told.text))
        page.goto(f"{live_server.url}{address}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints, complaints


def test_owner_merges_parts_and_merges_again(owner_page, pair):
    kept, other = pair
    page = owner_page("/customers/duplicates/")
    page.get_by_role("link", name="Compare and merge").click()
    page.get_by_role("radio", name="Wood Kira").check()
    page.get_by_role("button", name="Merge", exact=True).press("Enter")
    expect(page.locator("#messages")).to_contain_text("Merged.")
    kept.refresh_from_db()
    assert (kept.name, Customer.objects.get(pk=other.pk).merged_into) == ("Wood Kira", kept)
    page.get_by_role("button", name="Take apart").click()
    expect(page.locator("#messages")).to_contain_text("Two records again")
    kept.refresh_from_db()
    assert (kept.name, Customer.objects.get(pk=other.pk).merged_into) == ("Kira Wood", None)


def test_owner_erases_in_russian_and_sees_the_act(owner_page, pair):
    page = owner_page(f"/customers/{pair[0].pk}/erase/", language="ru")
    page.get_by_label("Введите номер клиента").fill(str(pair[0].pk))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Акт № 1 об уничтожении")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Kira")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Act No. 1 on the destruction")).to_be_visible()
    assert Erasure.objects.get().customer_id_was == pair[0].pk


@pytest.mark.parametrize(("width", "scheme", "language"), [(1280, "light", "ru"), (390, "dark", "en")])
def test_pages_fit_and_can_be_read_by_everybody(owner_page, pair, width, scheme, language):
    kept, other = (each.pk for each in pair)
    Erasure.objects.create(
        number=1, customer_id_was=9, destroyed={"records": 1, "orders_kept": 3, "rewritten": False}
    )
    page = owner_page("/erasures/1/", language=language, width=width, scheme=scheme)
    server = page.url.removesuffix("/erasures/1/")
    for address in (
        "/erasures/",
        "/erasures/1/",
        "/customers/duplicates/",
        f"/customers/{kept}/merge/?q=wood",
        f"/customers/{kept}/merge/?with={other}",
        f"/customers/{kept}/person-file/",
        f"/customers/{kept}/erase/",
        "/demo/leave/",
    ):
        page.goto(f"{server}{address}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        found = Axe().run(page).response["violations"]
        assert not found, (address, found)
