"""A farmer out of the office: a phone of 390 pixels, one thumb, no keyboard."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

_THUMB = 44  # pixels


@pytest.fixture
def page(come_in, at_work):
    return come_in(at_work["farmer"][1]["login"], phone=True)


def test_whole_morning_goes_by_one_thumb(page):
    fits(page)
    logs_takes_back_and_logs_again(page)
    puts_off(page)
    takes_a_promise(page)
    name = notes_who_called(page)
    writes_a_note(page, name)


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def line_to_call(page):
    """Choose the next line that is there to be called; its buttons are wide enough for a thumb."""
    line = page.locator("#today-list > .lines > [data-row]").filter(
        has=page.get_by_role("link", name="Позже")
    )
    line = line.first
    line.scroll_into_view_if_needed()
    for button in line.locator(".act :is(a, button):visible").all():
        assert button.bounding_box()["height"] >= _THUMB
    return line, line.locator(".name").inner_text()


def logs_takes_back_and_logs_again(page):
    line, name = line_to_call(page)
    line.get_by_role("link", name="Итог").tap()
    fits(page)
    page.get_by_role("button", name="поговорили").tap()
    expect(page.locator("#messages")).to_contain_text(f"Записано. {name}: поговорили.")
    page.locator("#messages").get_by_role("button", name="Отменить").last.tap()
    expect(page.locator("#messages")).to_contain_text(name)
    expect(page.locator("#done")).to_have_count(0)
    line, again = line_to_call(page)
    assert again == name
    line.get_by_role("link", name="Итог").tap()
    page.get_by_role("button", name="не ответил").tap()
    expect(page.locator("#messages")).to_contain_text(f"{name}: нет ответа.")


def puts_off(page):
    line, name = line_to_call(page)
    line.get_by_role("link", name="Позже").tap()
    dialog = page.get_by_role("dialog", name=name)
    expect(dialog).to_be_visible()
    fits(page)
    dialog.get_by_role("button").first.tap()
    expect(page.locator("#messages")).to_contain_text(f"{name}: отложено")


def takes_a_promise(page):
    line, name = line_to_call(page)
    day = datetime.now(UTC).date() + timedelta(days=12)
    line.get_by_role("link", name="Купит").tap()
    dialog = page.get_by_role("dialog", name=name)
    dialog.locator("#outcome-day").fill(day.isoformat())
    dialog.get_by_role("button", name="Записать").tap()
    expect(page.locator("#messages")).to_contain_text(f"{name}: купит {day.day} ")


def notes_who_called(page):
    """Somebody calls in the street: found by the last digits of the phone, logged as begun by them."""
    line, name = line_to_call(page)
    digits = line.get_by_role("link", name="+7").inner_text()[-5:]
    page.get_by_role("link", name="Записать касание").tap()
    page.get_by_label("Клиент").fill(digits)
    page.get_by_role("button", name="Найти").tap()
    row = page.locator(".found li", has_text=name)
    expect(row).to_be_visible()
    fits(page)
    row.get_by_role("link", name="Позвонили нам").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_label("Кто начал")).to_have_value("in")
    fits(page)
    page.get_by_role("button", name="поговорили").tap()
    expect(page.locator("#messages")).to_contain_text(f"Записано. {name}")
    return name


def writes_a_note(page, name):
    page.locator("#done summary").tap()
    page.locator("#done").get_by_role("link", name=name).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    fits(page)
    page.locator("summary", has_text="Заметка").tap()
    page.locator("#note-text").fill("Звонила с вокзала, ждёт каталог")
    page.get_by_role("button", name="Добавить заметку").tap()
    expect(page.locator(".timeline .note")).to_contain_text("Звонила с вокзала, ждёт каталог")
    expect(page.locator(".timeline .touch").first).to_contain_text("поговорили")
    fits(page)
