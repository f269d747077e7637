"""A network that goes and comes while a seller logs: what was logged is kept, sent once, and shown."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

_NO_NETWORK = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")


@pytest.fixture
def page(come_in, at_work):
    return come_in(at_work["farmer"][-1]["login"], expected=_NO_NETWORK)


def test_nothing_is_lost_or_doubled_when_the_network_goes_in_the_middle(page):
    before = done(page)
    goes_to_whoever_is_to_be_called(page)
    first = logs_while_the_answer_is_lost(page)
    second, third = logs_without_a_network(page)
    page.context.set_offline(False)
    expect(page.locator("#messages")).to_contain_text("Сохранённое отправлено.")
    expect(page.locator("#kept")).to_be_hidden()
    expect(page.locator(".progress")).to_contain_text(f"Сделано {before + 3} из")
    for link in (first, second, third):
        expect(page.locator(f"#done li a[href='{link}']")).to_have_count(1)
    is_once_in_the_history(page, first, "Счёт пришлём в понедельник")
    is_once_in_the_history(page, second, "Перезвонить из мастерской")


def goes_to_whoever_is_to_be_called(page):
    """Leave those for now who were handed over and wait to be accepted."""
    lines = page.locator("#today-list [data-row]")
    expect(lines.first).to_have_attribute("aria-current", "true")
    called = page.locator("#today-list [aria-current=true] [data-later-button]")
    for _ in range(lines.count()):
        if called.count():
            return
        page.keyboard.press("j")
    expect(called).to_have_count(1)


def done(page):
    """Read how many are done today."""
    return int(page.locator(".progress b").first.inner_text())


def current(page):
    """Give the address of whoever is to be called: two customers may have one name."""
    link = page.locator("#today-list [aria-current=true] .name a")
    expect(link).to_be_visible()
    return link.get_attribute("href")


def logs_while_the_answer_is_lost(page):
    """The touch reaches the server, its answer does not come back; the page sends it again."""
    link = current(page)
    page.route("**/today/log/", lose_the_answer, times=1)
    page.keyboard.press("o")
    page.get_by_label("Заметка").fill("Счёт пришлём в понедельник")
    page.get_by_role("button", name="поговорили").click()
    expect(page.locator("#messages")).to_contain_text("Сервер не ответил: сохранено, будет отправлено.")
    expect(page.locator("#kept b")).to_have_text("1")
    page.get_by_role("button", name="Отправить сейчас").click()
    expect(page.locator("#kept")).to_be_hidden()
    expect(page.locator(f"#today-list .lines a[href='{link}']")).to_have_count(0)
    return link


def lose_the_answer(route):
    route.fetch()
    route.abort()


def logs_without_a_network(page):
    """The dialog is open and the note half written when the network goes."""
    links = [current(page)]
    page.keyboard.press("o")
    page.get_by_label("Заметка").fill("Перезвонить ")
    page.context.set_offline(True)
    page.keyboard.type("из мастерской")
    page.get_by_role("button", name="не ответил").click()
    expect(page.locator("#messages")).to_contain_text("Нет связи: сохранено, будет отправлено.")
    expect(page.locator("#offline")).to_be_visible()
    links.append(current(page))
    assert links[0] != links[1]
    page.keyboard.press("o")
    page.keyboard.press("5")
    expect(page.locator("#kept b")).to_have_text("2")
    expect(page.locator("#today-list [data-row].gone")).to_have_count(2)
    return links


def is_once_in_the_history(page, link, said):
    page.locator("#done summary").click()
    page.locator(f"#done a[href='{link}']").click()
    page.wait_for_url(f"**{link}")
    expect(page.locator(".timeline .touch", has_text=said)).to_have_count(1)
    page.go_back()
