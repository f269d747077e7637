"""From an empty house to a second person in it, in a real browser: keyboard, phone, both languages, axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from perennial.records.models import Business, Department, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHRASE = "three odd words 9"


@pytest.fixture
def walk(browser, live_server):
    """Open a page of the house in a new browser; whatever it complains of fails the test."""
    complaints, contexts = [], []

    def opened(path="/", *, width=1280, language="en-GB", scheme="light"):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 860},
            locale=language,
            timezone_id="Asia/Almaty",
            color_scheme=scheme,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints, complaints


def sound(page):
    """Hold a page to WCAG and to its width."""
    found = Axe().run(page).response["violations"]
    assert not found, [(each["id"], each["nodes"][0]["html"]) for each in found]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def begin(page):
    page.fill("#id_name", "Анна")
    page.fill("#id_email", "anna@example.org")
    page.fill("#id_password", PHRASE)
    page.fill("#id_business_name", "Северный берег")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "welcome" not in url)


def test_first_run_guesses_the_time_zone_and_leads_on(walk):
    page = walk(language="ru-RU", width=390, scheme="dark")
    assert page.input_value("#id_time_zone") == "Asia/Almaty"
    sound(page)
    begin(page)
    business = Business.current()
    assert (business.name, business.language, business.currency) == ("Северный берег", "ru", "RUB")


def test_owner_invites_and_the_invited_person_comes_in(walk):
    page = walk()
    begin(page)
    page.goto("/settings/people/")
    page.fill("#id_email", "kira@example.org")
    page.press("#id_email", "Enter")
    link = page.input_value("#secret")
    sound(page)
    other = walk(link, width=390)
    sound(other)
    other.fill("#id_name", "Kira")
    other.fill("#id_password", "1234")
    other.get_by_role("button", name="Join").click()
    other.wait_for_selector("#id_password_error")
    sound(other)
    other.fill("#id_password", PHRASE)
    other.keyboard.press("Enter")
    other.wait_for_url(lambda url: "join" not in url)
    assert User.objects.get(email="kira@example.org").role == "farmer"


@pytest.mark.parametrize(("width", "scheme", "language"), [(1280, "light", "en"), (390, "dark", "ru")])
def test_every_page_of_the_settings_is_sound(walk, width, scheme, language):
    page = walk(width=width, scheme=scheme)
    begin(page)
    User.objects.update(language=language)
    page.goto("/settings/")
    tabs = [link.get_attribute("href") for link in page.locator(".tabs a").all()]
    person, department = User.objects.get().pk, Department.objects.first().pk
    single = [f"/settings/people/{person}/", f"/settings/departments/{department}/", "/profile/", "/notices/"]
    for path in [*tabs, *single]:
        page.goto(path)
        sound(page)
    assert len(tabs) == 10
