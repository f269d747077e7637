"""A Russian wholesaler: a list of sales out of 1C with names and phones ends in the call list of a farmer."""

import re
from datetime import datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

_LONG = 600_000  # a whole refresh on processors that others use, too
_PASSPHRASE = "три странных слова 9"
_ZONE = "Europe/Moscow"
_NAMES = [
    f"{kind} «{name}»"
    for kind, name in product(
        ("ООО", "Кафе", "Пекарня", "Магазин", "Столовая"),
        ("Ромашка", "Берёзка", "Уют", "Волна", "Рассвет", "Гавань", "Сосна", "Маяк"),
    )
]
_GAP = 30
#: Customers who have not ordered for longer than they ever did, by days since the last order.
_QUIET = {name: 45 + 2 * n for n, name in enumerate(_NAMES[::8])}


@pytest.fixture
def sales(tmp_path):
    """Write what 1C exports: a title above the headers, dates and sums as a Russian accountant sees them."""
    book, sheet = Workbook(), None
    sheet = book.active
    sheet.append(["Ведомость продаж за год"])
    sheet.append([])
    sheet.append(["Дата", "Номер", "Контрагент", "Телефон", "Сумма", "Менеджер"])
    for number, (day, name) in enumerate(sorted(orders()), start=1):
        sheet.append(
            [f"{day:%d.%m.%Y}", f"РН-{number:06}", name, phone(name), 4_000 + 10 * number, "Инна Седова"]
        )
    book.save(tmp_path / "Ведомость продаж.xlsx")
    return tmp_path / "Ведомость продаж.xlsx"


def orders():
    today = datetime.now(ZoneInfo(_ZONE)).date()
    for n, name in enumerate(_NAMES):
        silent = _QUIET.get(name, 1 + n % _GAP)
        for back in range(12):
            yield today - timedelta(days=silent + back * _GAP + (n * 7 + back * 5) % 9 * (back > 0)), name


def phone(name):
    number = _NAMES.index(name)
    return f"8 (912) 300-{number + 10:02}-{number + 20:02}"


def test_list_of_sales_with_phones_ends_in_a_call_list(sales, new_house, browse):
    owner = browse(new_house, language="ru-RU", zone=_ZONE)
    begin(owner)
    work_every_day(owner)
    farmer = browse(new_house, language="ru-RU", zone=_ZONE)
    join(farmer, invitation(owner))
    expect(farmer.get_by_role("main")).to_contain_text("Клиентов пока нет")
    take_in(owner, sales)
    owner.get_by_role("navigation", name="Страницы").get_by_role("link", name="Обзор").click()
    expect(owner.get_by_role("heading", name="Растёт ли база?")).to_be_visible(timeout=_LONG)

    farmer.get_by_role("link", name="Сегодня").click()
    silent_longest = sorted(_QUIET, key=_QUIET.get, reverse=True)
    expect(farmer.locator(".lines .name").first).to_have_text(silent_longest[0])
    assert farmer.locator(".lines .name").all_inner_texts()[: len(_QUIET)] == silent_longest
    for name in _QUIET:
        line = farmer.get_by_role("listitem", name=name)
        expect(line).to_contain_text("не заказывает уже")
        expect(line.get_by_role("link", name=phone(name))).to_have_attribute("href", dialled(name))
    farmer.get_by_role("link", name="Лист звонков").click()
    for name in _QUIET:
        expect(farmer.get_by_role("row", name=name)).to_contain_text(phone(name))


def begin(page):
    page.goto("/")
    expect(page.get_by_role("heading", name="Добро пожаловать")).to_be_visible()
    page.get_by_label("Ваше имя").fill("Ольга Берг")
    page.get_by_label("Эл. почта").fill("olga@sever.example")
    page.get_by_label("Пароль").fill(_PASSPHRASE)
    page.get_by_label("Название бизнеса").fill("Северный берег")
    page.get_by_role("button", name="Начать").click()


def work_every_day(page):
    page.get_by_role("link", name="Настройки").click()
    page.get_by_role("navigation", name="Настройки").get_by_role("link", name="Бизнес").click()
    for day in ("Суббота", "Воскресенье"):
        page.get_by_role("group", name="Рабочие дни").get_by_label(day).check()
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Сохранено")).to_be_visible()


def invitation(page):
    page.get_by_role("navigation", name="Настройки").get_by_role("link", name="Люди").click()
    page.get_by_label("Эл. почта").fill("inna@sever.example")
    page.get_by_role("button", name="Пригласить").click()
    return page.get_by_label("Ссылка приглашения").input_value()


def join(page, link):
    page.goto(link)
    page.get_by_label("Ваше имя").fill("Инна Седова")
    page.get_by_label("Пароль").fill(_PASSPHRASE)
    page.get_by_role("button", name="Присоединиться").click()


def take_in(page, file):
    page.get_by_role("link", name="Загрузка").click()
    page.get_by_role("link", name="Загрузить файл").first.click()
    page.set_input_files("#id_file", file)
    page.get_by_role("button", name="Дальше").click()
    expect(page.get_by_text("Будет загружено")).to_contain_text(re.compile(r"480\s+строк"))
    page.get_by_text("Они согласились на звонки").click()
    page.get_by_role("button", name="Загрузить", exact=True).click()
    expect(page.get_by_text("Файл загружен")).to_contain_text("новых 480", timeout=_LONG)


def dialled(name):
    return "tel:+7" + re.sub(r"\D", "", phone(name))[1:]
