"""A hunter's lead goes along the board to its first order, and the pay for it stands on the hunter's page."""

import re
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import TimeoutError as Late
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

_CAFE = "Чайная «Самовар»"
_LONG, _LOOK = (
    24,
    10_000,
)  # looks at the page, and how long each may take; the worker may be at something else
_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip


def test_lead_goes_along_the_board_and_its_first_order_pays_the_hunter(come_in, at_work):
    page = come_in(at_work["hunter"][1]["login"])
    asks_at_a_fair(page)
    goes_along_the_board(page)
    is_won(page)
    sees_what_it_pays(page)
    finds_it_in_the_pay(page)
    begins_the_handoff(page)


def card(page):
    return page.locator("[data-card]", has_text=_CAFE)


def steps(page):
    """Give the steps of the board a card goes along, after the first."""
    return [each.get_attribute("data-step") for each in page.locator("#board [data-step]").all()]


def asks_at_a_fair(page):
    page.get_by_role("link", name="Воронка").click()
    form = page.get_by_role("form", name="Добавить лид")
    form.get_by_label("Имя").fill(_CAFE)
    form.get_by_label("Телефон").fill("+7 912 555-44-33")
    form.get_by_label("Как узнал о нас").fill("выставка")
    form.get_by_role("button", name="Добавить").click()
    expect(card(page)).to_be_visible()


def goes_along_the_board(page):
    """From step to step by the button on the card, each with what is done next."""
    first, *others = steps(page)
    expect(page.locator(f'[data-step="{first}"]')).to_contain_text(_CAFE)
    for step in others:
        card(page).get_by_role("link", name="Этап").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Этап").select_option(value=step)
        dialog.get_by_label("Что вы сделаете дальше").fill("Позвонить")
        dialog.get_by_role("button", name="Переместить").click()
        expect(page.locator(f'[data-step="{step}"]')).to_contain_text(_CAFE)


def is_won(page):
    card(page).get_by_role("link", name="Выигран").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Сумма").fill("34500")
    dialog.get_by_label("Номер заказа").fill("С-77")
    dialog.get_by_role("button", name="Выигран").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(_CAFE)
    expect(page.get_by_role("main")).to_contain_text("Первый заказ")


def sees_what_it_pays(page):
    expect(page.get_by_role("main")).to_contain_text(
        re.compile(r"Этот заказ приносит вам 3\s450\s₽: 10\s?%, первая покупка клиента; схема 1\.")
    )


def finds_it_in_the_pay(page):
    """The line is written by the worker: who waits looks again."""
    page.get_by_role("link", name=re.compile("расчёт.* оплаты", re.IGNORECASE)).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Моя оплата")
    line = page.get_by_role("row", name=re.compile(_CAFE))
    for _ in range(_LONG):
        try:
            line.wait_for(timeout=_LOOK)
            break
        except Late:
            page.reload()
    expect(line).to_have_count(1)
    expect(line).to_contain_text(reason(datetime.now(UTC).date()))
    expect(line.get_by_role("cell").last).to_have_text(re.compile(r"^3\s450\s₽$"))


def reason(day: date):
    told = rf"10\s?% от 34\s500\s₽, оплачено {day.day}\s{_MONTHS[day.month - 1]}: первая покупка клиента\."
    return re.compile(told + r" Заказ С-77, схема 1\.")


def begins_the_handoff(page):
    """Back to the won lead, which names the line by now and leads to the hand-off."""
    page.get_by_role("row", name=re.compile(_CAFE)).get_by_role("link", name=_CAFE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(_CAFE)
    expect(page.get_by_role("main")).to_contain_text("34 500 ₽")
    page.get_by_role("main").get_by_role("link", name="Передача").first.click()
    expect(page.get_by_label("Что нужно знать фермеру?")).to_be_visible()
