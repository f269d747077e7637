"""The wizard in Chromium: the real CDNOW log, and a spreadsheet as 1C writes it, by its owner's own hands."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from cdnow import write_cdnow
from openpyxl import Workbook

from perennial.records.models import Contact, Customer, Order

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROWS = (
    ("ООО Ромашка", "8 (912) 345-67-89", "05.01.2026", "1", 100.5),
    ("ИП Иванов", "+7 912 345-67-80", "25.01.2026", "2", 200),
    ("ООО Ромашка", "8 (912) 345-67-89", "27.01.2026", "3", 300),
)
HEADERS = ("Контрагент", "Телефон", "Дата", "Номер", "Сумма")
PHONES = {"ООО Ромашка": "+79123456789", "ИП Иванов": "+79123456780"}


@pytest.fixture
def folders(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.DATA_DIR = tmp_path


@pytest.fixture
def owner(house, client, live_server, browser, folders):
    context, problems = browser.new_context(viewport={"width": 1280, "height": 900}), []
    page = context.new_page()
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    client.force_login(house.owner)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    yield page
    context.close()
    assert problems == []


def upload(page, live_server, path):
    page.goto(f"{live_server.url}/imports/new/")
    page.set_input_files("#id_file", str(path))
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/columns/")


def begin(page):
    # Here the file is taken in, and forecasts made of it, before the page answers.
    page.locator("button[name=begin]").click(timeout=180_000)
    page.wait_for_selector("text=The file is in", timeout=120_000)


def test_the_real_log_comes_in_through_the_wizard(owner, live_server, tmp_path):
    write_cdnow(tmp_path / "cdnow.csv")
    upload(owner, live_server, tmp_path / "cdnow.csv")
    assert "6,919" in owner.inner_text("#reading")
    assert Axe().run(owner).violations_count == 0
    begin(owner)
    assert Order.objects.count() == 6919
    assert Axe().run(owner).violations_count == 0


def test_a_changed_column_changes_the_first_rows_at_once(owner, live_server, tmp_path):
    path = tmp_path / "two.csv"
    path.write_text("customer_id,ordered_at,amount,net\n1,2026-01-05,10,77\n2,2026-01-06,20,88\n")
    upload(owner, live_server, path)
    assert "77.00" not in owner.inner_text("table.rows")
    owner.select_option("#id_column_amount", "net")
    owner.wait_for_selector("table.rows >> text=77.00")


def spreadsheet(folder):
    book = Workbook()
    book.active.append(["Продажи за январь"])
    book.active.append([])
    for row in (HEADERS, *ROWS):
        book.active.append(list(row))
    book.save(folder / "1c.xlsx")
    return folder / "1c.xlsx"


def old_text(folder):
    lines = [";".join(map(str, row)).replace(".5", ",5") for row in (HEADERS, *ROWS)]
    (folder / "1c.csv").write_text("\n".join(lines) + "\n", encoding="cp1251")
    return folder / "1c.csv"


@pytest.mark.parametrize("write", [spreadsheet, old_text])
def test_a_russian_list_of_sales_brings_customers_with_phones(owner, live_server, tmp_path, write):
    upload(owner, live_server, write(tmp_path))
    owner.check("[name=basis][value=contract]")
    owner.wait_for_load_state("networkidle")
    begin(owner)
    assert dict(Contact.objects.values_list("customer__name", "normal")) == PHONES
    assert Customer.objects.count() == 2
    assert Order.objects.count() == 3
