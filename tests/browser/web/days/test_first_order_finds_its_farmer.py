"""A customer's way: a hunter's lead, the first order, the note, a farmer's call by keyboard, a promise."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

_LONG = 240_000  # the worker may be at something else
_CAFE = "Кафе «Первый снег»"
_NOTE = "Решает Анна, звонить после трёх. Обещали вторую коробку до пятницы."
#: A browser without a telephone asks its user what to do with a number, and takes the keyboard for it.
_NO_TELEPHONE = """document.addEventListener("click", (event) => {
  if (event.target.closest("a[href^='tel:']")) event.preventDefault();
});"""


@pytest.fixture
def order(tmp_path, at_work):
    """What the accountant exports at noon: the first order of a customer whom only the phone tells."""
    day, seller = datetime.now(UTC).date(), at_work["hunter"][0]["name"]
    rows = (
        "Номер заказа;Дата;Клиент;Телефон;Товар;Сумма;Продавец",
        f"77001;{day:%d.%m.%Y};{_CAFE};+7 912 777-11-22;Кофе для офисов и кафе;34 500,00;{seller}",
    )
    (tmp_path / "Заказы.csv").write_text("\r\n".join(rows), encoding="cp1251")
    return tmp_path / "Заказы.csv"


def test_first_order_passes_with_its_note_to_the_farmer_who_takes_a_promise(come_in, at_work, order):
    hunter, farmer = at_work["hunter"][0], at_work["farmer"][0]
    page = come_in(hunter["login"])
    wins(page)
    brings_the_order(come_in("arkadiy"), order)
    hands_over(page, farmer["name"])
    promised = finds_and_calls(come_in(farmer["login"]), hunter["name"])
    is_all_in_the_history(page, hunter["name"], farmer["name"], promised)


def wins(page):
    """The hunter met somebody at a fair: a lead first, then the call by which they order."""
    page.get_by_role("link", name="Добавить лид").click()
    page.get_by_label("Имя или название").fill(_CAFE)
    page.get_by_label("компания").check()
    page.get_by_label("Телефон").fill("8 (912) 777-11-22")
    page.get_by_label("Товар").select_option(label="Кофе для офисов и кафе")
    page.get_by_label("Как узнал о нас").fill("выставка")
    page.get_by_role("button", name="Добавить").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(_CAFE)
    page.get_by_role("link", name="Сегодня").click()
    expect(page.locator("#today-list [data-row]").first).to_contain_text(_CAFE)
    page.keyboard.press("o")
    expect(page.get_by_role("dialog", name=_CAFE)).to_be_visible()
    page.keyboard.press("4")
    expect(page.locator("#messages")).to_contain_text(f"Записано. {_CAFE}: заказал.")


def brings_the_order(page, file):
    page.get_by_role("link", name="Загрузка").click()
    page.get_by_role("link", name="Загрузить файл").first.click()
    page.set_input_files("#id_file", file)
    page.get_by_role("button", name="Дальше").click()
    page.get_by_text("Договор с ними").click()
    page.get_by_role("button", name="Загрузить", exact=True).click()
    expect(page.get_by_text("Файл загружен")).to_contain_text("новых 1", timeout=_LONG)


def hands_over(page, farmer):
    page.get_by_role("link", name="Уведомления").click()
    page.get_by_role("button", name="Ваш клиент сделал первый заказ").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(_CAFE)
    expect(page.get_by_role("main")).to_contain_text("34 500 ₽")
    page.get_by_label("Что нужно знать фермеру?").fill(_NOTE)
    page.get_by_label("Кто принимает").select_option(label=farmer)
    page.get_by_role("button", name="Предложить клиента").click()
    expect(page.locator("#messages")).to_contain_text(farmer)


def finds_and_calls(page, hunter):
    """From here on the farmer's hands do not leave the keyboard."""
    page.add_init_script(_NO_TELEPHONE)
    page.reload()
    line = page.locator("#today-list [data-row]", has_text=_CAFE)
    expect(line).to_contain_text(f"Пишет {hunter}: «{_NOTE}»")
    goes_down_to(page, line)
    page.keyboard.press("a")
    expect(page.locator("#messages")).to_contain_text(f"{_CAFE}: теперь ваш клиент")
    expect(line).to_contain_text("познакомьтесь")
    page.keyboard.press("c")
    page.keyboard.press("b")
    expect(page.get_by_role("dialog", name=_CAFE)).to_be_visible()
    promised = datetime.now(UTC).date() + timedelta(days=10)
    page.keyboard.type(f"{promised:%m%d%Y}")
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text(f"{_CAFE}: купит {promised.day} ")
    expect(line).to_have_count(0)
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/customers/")
    page.keyboard.press("/")
    page.keyboard.type(_CAFE)
    page.keyboard.press("Enter")
    expect(page.locator("[data-row][aria-current]")).to_contain_text(_CAFE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(_CAFE)
    expect(page.locator(".timeline .touch", has_text="купит")).to_have_count(1)
    return promised


def goes_down_to(page, line):
    lines = page.locator("#today-list [data-row]")
    expect(lines.first).to_have_attribute("aria-current", "true")
    for _ in range(lines.count()):
        if line.get_attribute("aria-current"):
            return
        page.keyboard.press("j")
    expect(line).to_have_attribute("aria-current", "true")


def is_all_in_the_history(page, hunter, farmer, promised):
    """The hunter still looks on: whose the customer is now, what was said, what was promised."""
    page.get_by_role("link", name=_CAFE).first.click()
    expect(page.get_by_role("main")).to_contain_text(f"ответственный {farmer}")
    timeline = page.locator(".timeline")
    expect(timeline).to_contain_text("34 500 ₽")
    expect(timeline).to_contain_text(_NOTE)
    expect(timeline).to_contain_text(hunter)
    expect(timeline).to_contain_text(f"Обещал купить {promised.day} ")
