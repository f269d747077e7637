"""The owner's week in Russian: every page speaks it, and a number leads to as many customers."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

_PAGES = {"Сегодня", "Клиенты", "Обзор", "Ритм", "Отделы", "Передачи", "Загрузка", "Настройки"}
#: What is called so in every language: ourselves, programs, formats, models, languages, addresses.
_NAMES = re.compile(
    r"\S+\.csv|Perennial|English|Telegram|WhatsApp|Viber|MBG|CNBD|NBD|API|OpenID|demo|[\w.+-]+@[\w.-]+"
    r"|Excel|OpenDocument|Parquet|CSV|JSON|SVG|Shopify|WooCommerce|Stripe|Bitrix24|amoCRM|RetailCRM|Odoo"
    r"|tgram|Slack|Discord|Google Chat|Webex|Twist|LINE|Threema|Pushover"
)
_LATIN = re.compile(r"[A-Za-z]{3,}")
#: All that is read or heard, but lists of the world's time zones and currencies, and codes.
_READ = """() => {
  const page = document.body.cloneNode(true);
  const unread = "select:has(:nth-child(50)), code, script, noscript, template, kbd";
  page.querySelectorAll(unread).forEach((each) => each.remove());
  const heard = [...page.querySelectorAll("[aria-label]")].map((each) => each.getAttribute("aria-label"));
  return [page.textContent, ...heard].join(" ");
}"""


@pytest.fixture
def page(come_in):
    return come_in("arkadiy")


def test_every_page_speaks_russian_and_numbers_lead_to_customers(page):
    menu = page.get_by_role("navigation", name="Страницы")
    pages = menu.get_by_role("link").all_inner_texts()
    assert set(pages) >= _PAGES
    for name in pages:
        menu.get_by_role("link", name=name, exact=True).click()
        expect(menu.locator("[aria-current=page]")).to_have_text(name)
        speaks_russian(page)
    tabs = page.get_by_role("navigation", name="Настройки")
    for name in tabs.get_by_role("link").all_inner_texts():
        tabs.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        speaks_russian(page)
    for name, where in (("Уведомления", "**/notices/"), ("Профиль", "**/profile/")):
        page.get_by_role("link", name=name).click()
        page.wait_for_url(where)
        speaks_russian(page)
    for number in ("постоянные", "уходят", "Сейчас уходят: ", "ушли"):
        menu.get_by_role("link", name="Обзор").click()
        leads_to_as_many(page, number)
    opens_one(page)


def speaks_russian(page):
    page.wait_for_load_state()
    assert not _LATIN.findall(_NAMES.sub("", page.evaluate(_READ))), page.url


def leads_to_as_many(page, number):
    """The list behind a number counts as many as the number says, in the same plural."""
    link = page.get_by_role("main").get_by_role("link", name=re.compile(f"^{number}"))
    many = link.locator("b").first.inner_text()
    link.click()
    page.wait_for_url("**/customers/?**")
    expect(page.locator("#count")).to_contain_text(many)


def opens_one(page):
    """One customer of those who left: the strip as a sentence, dates and money as Russians write them."""
    page.locator("[data-row] a[data-open]").first.click()
    expect(page.get_by_role("heading", name="Ритм и прогноз")).to_be_visible()
    speaks_russian(page)
    expect(page.locator(".timeline .order").first).to_contain_text(
        re.compile(r"Заказ на [\d\u00a0\u202f]+\s₽")
    )
