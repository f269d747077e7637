import pytest

from perennial.ingest.guess_kind import guess_kind

FILES = [
    ("customer_id,ordered_at,amount", "orders"),
    ("customer_id,ordered_at", "orders"),
    ("Дата;Клиент;Сумма", "orders"),
    ("Дата;Клиент;Телефон;Товар;Сумма;Менеджер", "orders"),
    ("Контрагент;Документ;Телефон;Сумма", "orders"),
    ("Name,Email,Financial Status,Total,Created at,Billing Name", "orders"),
    ("Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country", "orders"),
    ("customer_id,name,tax_id,phone,email,owner,source,paid_until", "customers"),
    ("ФИО;Телефон;E-mail", "customers"),
    ("ФИО;Телефон;Дата рождения;Сумма покупок", "customers"),
    ("First Name,Last Name,Email,Accepts Email Marketing,Phone,Total Spent", "customers"),
    ("Наименование;ИНН;Ответственный", "customers"),
    ("Клиент;Оплачено до", "customers"),
    ("lead_id,name,phone,email,source,product,lead_step,entered_at,owner", "leads"),
    ("ID;Название лида;Имя;Фамилия;Рабочий телефон;Источник;Стадия;Дата создания", "leads"),
    ("Имя;Телефон;Дата заявки;Источник", "leads"),
    ("First Name,Last Name,Email,Lead Status,Create Date", "leads"),
    ("Имя;Телефон;Этап;Ответственный", "leads"),
    ("customer_id,play,channel,direction,minutes,happened_at,seller,outcome", "touches"),
    ("Дата звонка;Телефон клиента;Длительность;Менеджер", "touches"),
    ("Дата;Клиент;Тип звонка;Результат", "touches"),
    ("Call date,Customer,Direction,Duration (sec),Agent", "touches"),
    ("foo,bar", None),
    ("", None),
]


@pytest.mark.parametrize(("headers", "kind"), FILES)
def test_kind_is_guessed_from_headers(headers, kind):
    assert guess_kind(headers.split(";" if ";" in headers else ",")).kind == kind


@pytest.mark.parametrize(
    ("headers", "sure"),
    [
        ("customer_id,ordered_at,amount", True),
        ("customer_id,ordered_at", False),
        ("ФИО;Телефон;E-mail", True),
        ("ФИО;Телефон;Товар", False),
        ("Имя;Телефон;Этап", False),
        ("lead_id,name,phone", True),
        ("Call date,Customer,Direction", True),
        ("foo,bar", False),
    ],
)
def test_guess_says_whether_it_could_be_another(headers, sure):
    assert guess_kind(headers.split(";" if ";" in headers else ",")).sure == sure
