"""Every page, for everybody who may open it: axe, a phone's width, both themes and languages, the console."""

from contextlib import ExitStack

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from every_page import FIRST, GUARDED, PAGES, ROLES, VISITOR, who_opens
from every_page_eyes import (
    Eyes,
    fits_a_phone,
    is_sound_on_a_phone_in_the_dark,
    is_sound_wide_and_light,
)
from look import served, told_of

pytestmark = pytest.mark.browser

LOOKS = [(role, page) for role in (*ROLES, GUARDED, VISITOR) for page in PAGES if role in who_opens(page)]
#: Their pages differ from the owner's in more than what is left out.
SELLERS = ("hunter", "farmer")
#: Pages that show what the base holds; on an empty one they say what to do instead.
TELLING = {
    "owner": (
        "pipeline", "mistakes",
        "today", "customers", "overview", "rhythm", "departments", "handoffs", "imports", "import_new",
        "offers", "offers_rules", "offers_limits", "offers_approvals",
        "messages", "messages_templates", "messages_template", "messages_gateway", "messages_export",
        "messages_consent", "messages_consent_record",
        "trials", "trial_new",
        "rebalance", "duplicates", "erasures", "notices", "settings", "settings_people",
        "settings_products", "settings_absences", "settings_audit", "settings_calendar",
    ),
    "hunter": ("today", "pipeline", "today_sheet", "customers", "handoffs", "my_weeks"),
    "farmer": ("today", "today_sheet", "customers", "handoffs", "my_weeks", "drift_notice"),
    "analyst": ("overview", "rhythm", "customers", "trials"),
}  # fmt: skip


@pytest.fixture(scope="module")
def eyes_on(browser, tmp_path_factory):
    """Make a base, serve it, and give eyes on it; each once."""
    made = {}

    def opened(base):
        if base not in made:
            folder = tmp_path_factory.mktemp(base) / "data"
            told = told_of(folder, base, "ru")
            made[base] = Eyes(browser, serving.enter_context(served(folder, "ru")), told)
        return made[base]

    with ExitStack() as serving:
        yield opened
        for eyes in made.values():
            eyes.close()


@pytest.mark.parametrize(("role", "page"), LOOKS, ids=lambda each: getattr(each, "name", each))
def test_page_is_sound(eyes_on, role, page):
    """Each theme, width and language for whoever opens it first; for the others what is narrowest."""
    eyes, is_first = eyes_on("demo"), role == who_opens(page)[0]
    tab = eyes.open(role, page.name, "ru", status=page.status)
    if is_first or role in SELLERS:
        is_sound_on_a_phone_in_the_dark(tab)
    else:
        fits_a_phone(tab)
    if is_first:
        tab = eyes.open(role, page.name, "ru" if page.own_language else "en", status=page.status)
        is_sound_wide_and_light(tab)
        fits_a_phone(tab)
    assert not eyes.complaints


@pytest.mark.parametrize(
    ("role", "name"), [(role, name) for role, names in TELLING.items() for name in names]
)
def test_page_is_sound_on_an_empty_base(eyes_on, role, name):
    eyes = eyes_on("empty")
    is_sound_on_a_phone_in_the_dark(eyes.open(role, name, "ru"))
    fits_a_phone(eyes.open(role, name, "en"))
    assert not eyes.complaints


def test_first_account_is_sound_while_nobody_has_one(eyes_on):
    eyes = eyes_on("none")
    for language in ("ru", "en"):
        page = eyes.open(FIRST, "first_account", language)
        is_sound_wide_and_light(page)
        is_sound_on_a_phone_in_the_dark(page)
        assert not eyes.complaints


def test_second_factor_is_asked_for_on_a_sound_page(eyes_on):
    page = eyes_on("demo").open(VISITOR, "account_login", "ru")
    page.fill("[name=login]", "guarded@demo.example")
    page.fill("[name=password]", "perennial demo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/2fa/authenticate/**")
    is_sound_wide_and_light(page)
    is_sound_on_a_phone_in_the_dark(page)


@pytest.mark.parametrize("status", [403, 404, 500])
def test_page_of_what_went_wrong_is_sound(eyes_on, status):
    eyes = eyes_on("demo")
    page = eyes.open("farmer", "today", "ru")
    if status == 500:
        with translation.override("ru"):
            told = render_to_string("perennial/errors/500.html")
        page.route("**/broken/", lambda asked: asked.fulfill(status=500, body=told, content_type="text/html"))
    answer = page.goto(f"{eyes.address}{ {403: '/settings/', 404: '/nowhere/', 500: '/broken/'}[status] }")
    assert answer.status == status
    is_sound_wide_and_light(page)
    is_sound_on_a_phone_in_the_dark(page)


@pytest.mark.parametrize(
    ("role", "name"), [("farmer", "today_sheet"), ("owner", "drift_notice"), ("owner", "erasure_act")]
)
def test_printed_page_is_dark_ink_on_paper_without_the_frame(eyes_on, role, name):
    page = eyes_on("demo").open(role, name, "ru")
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator("header.side").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(23, 33, 27)"
