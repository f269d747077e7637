# ruff: noqa: DTZ001 - business clock times have no zone

import datetime as dt

import pytest

from perennial.core.errors import UserError


def test_shopify_orders_of_several_lines_are_filled_down(read, rows):
    raw = read(
        "Name,Email,Financial Status,Paid at,Currency,Subtotal,Total,Created at,Lineitem quantity,"
        "Lineitem name,Lineitem price,Billing Name,Cancelled at,Refunded Amount,Vendor,Id,Source\n"
        "#1001,a@x.com,paid,2026-05-01 10:00:00 +0200,EUR,30,35.00,"
        "2026-05-01 10:00:00 +0200,1,Mug,10,Ann,,0.00,V,1,web\n"
        "#1001,a@x.com,,,,,,2026-05-01 10:00:00 +0200,2,Bowl,10,,,,V,,\n"
        "#1002,b@x.com,refunded,2026-05-02 10:00:00 +0200,EUR,5,5.00,"
        "2026-05-02 10:00:00 +0200,1,Mug,5,Bob,,5.00,V,2,pos\n"
        "#1003,a@x.com,voided,,EUR,7,7.00,2026-05-03 10:00:00 +0200,1,Mug,7,"
        "Ann,2026-05-03 11:00:00 +0200,0.00,V,3,web\n"
        "#1003,,,,,,,,1,Jug,7,,,,V,,\n"
    )
    assert raw.plan.export.name == "Shopify"
    assert raw.plan.amount_per == "order"
    when = [dt.datetime(2026, 5, day, 10) for day in (1, 1, 2, 3, 3)]
    assert rows(
        raw, "customer_id", "ordered_at", "amount", "order_id", "status", "product", "refunded_amount"
    ) == [
        ("a@x.com", when[0], 35.0, "#1001", "paid", "Mug", 0.0),
        ("a@x.com", when[1], None, "#1001", "paid", "Bowl", None),
        ("b@x.com", when[2], 5.0, "#1002", "refunded", "Mug", 5.0),
        ("a@x.com", when[3], 7.0, "#1003", "cancelled", "Mug", 0.0),
        ("a@x.com", when[4], None, "#1003", "cancelled", "Jug", None),
    ]


def test_woocommerce_total_on_every_line_is_counted_once(read, rows):
    raw = read(
        "order_id,order_number,order_date,status,order_total,order_currency,customer_id,"
        "customer_email,item_name\n"
        "7,7,03/04/2024 10:00:00,completed,50.00,USD,0,a@x.com,Mug\n"
        "7,7,03/04/2024 10:00:00,completed,50.00,USD,0,a@x.com,Bowl\n"
        "8,8,03/05/2024 10:00:00,cancelled,20.00,USD,12,b@x.com,Mug\n"
    )
    assert raw.plan.export.name == "WooCommerce"
    assert rows(raw, "customer_id", "ordered_at", "amount") == [
        ("a@x.com", dt.datetime(2024, 3, 4, 10), 50.0),
        ("a@x.com", dt.datetime(2024, 3, 4, 10), None),
        ("b@x.com", dt.datetime(2024, 3, 5, 10), 20.0),
    ]
    assert raw.plan.amount_per == "order"


def test_stripe_times_are_in_utc_and_refunds_kept(read, rows):
    text = (
        "id,Description,Created (UTC),Amount,Amount Refunded,Currency,Fee,Status,Customer ID,Customer Email\n"
        'ch_1,Plan,2024-05-01 22:30,"1,200.00",0.00,usd,1,Paid,cus_1,a@x.com\n'
        "ch_2,Plan,2024-05-02 10:00,10.00,10.00,usd,1,Refunded,,b@x.com\n"
    )
    raw = read(text, time_zone="Europe/Moscow")
    assert raw.plan.export.name == "Stripe"
    assert rows(raw, "customer_id", "ordered_at", "amount", "refunded_amount", "currency") == [
        ("cus_1", dt.datetime(2024, 5, 2, 1, 30), 1200.0, 0.0, "USD"),
        ("b@x.com", dt.datetime(2024, 5, 2, 13), 10.0, 10.0, "USD"),
    ]


def test_stripe_of_another_locale_has_decimal_commas(read, rows):
    raw = read(
        "id;Created (UTC);Amount;Amount Refunded;Currency;Status;Customer ID\n"
        "ch_1;2024-05-01 22:30;1200,00;0,00;eur;Paid;cus_1\n"
    )
    assert rows(raw, "amount", "refunded_amount") == [(1200.0, 0.0)]


def test_odoo_lines_below_an_order_belong_to_it(read, rows):
    raw = read(
        "name,date_order,partner_id,user_id,team_id,amount_total,currency_id,state,order_line/product_id\n"
        "S0001,2024-01-02 10:00:00,Azure,Mitchell,Website,120.5,EUR,sale,Desk\n"
        ",,,,,,,,Chair\n"
        "S0002,2024-01-03 10:00:00,Deco,Mitchell,Website,80,EUR,cancel,Lamp\n"
    )
    assert raw.plan.export.name == "Odoo"
    assert rows(raw, "row", "customer_id", "amount", "order_id", "status", "product", "seller") == [
        (2, "Azure", 120.5, "S0001", "sale", "Desk", "Mitchell"),
        (3, "Azure", None, "S0001", "sale", "Chair", "Mitchell"),
        (4, "Deco", 80.0, "S0002", "cancel", "Lamp", "Mitchell"),
    ]


def test_bitrix24_won_steps_are_told_by_their_meaning(read, rows):
    raw = read(
        "ID;TITLE;CATEGORY_ID;STAGE_ID;STAGE_SEMANTIC_ID;OPPORTUNITY;CURRENCY_ID;COMPANY_ID;CONTACT_ID;"
        "BEGINDATE;CLOSEDATE;ASSIGNED_BY_ID;DATE_CREATE;SOURCE_ID\n"
        "1;A;0;WON;S;1000.00;RUB;5;0;2024-01-01;2024-01-15T03:00:00+03:00;7;2024-01-01T10:00:00+03:00;CALL\n"
        "2;B;2;C2:LOSE;F;500.00;RUB;0;9;2024-01-01;;7;2024-01-02T10:00:00+03:00;WEB\n"
        "3;C;2;C2:NEW;P;700.00;RUB;6;0;2024-01-01;;7;2024-01-03T10:00:00+03:00;WEB\n"
    )
    assert raw.plan.export.name == "Bitrix24"
    assert rows(raw, "customer_id", "ordered_at", "status", "amount", "seller", "channel") == [
        ("5", dt.datetime(2024, 1, 15, 3), "won", 1000.0, "7", "CALL"),
        ("9", dt.datetime(2024, 1, 2, 10), "lost", 500.0, "7", "WEB"),
        ("6", dt.datetime(2024, 1, 3, 10), "draft", 700.0, "7", "WEB"),
    ]


def test_bitrix24_total_on_every_product_row_is_counted_once(read, rows):
    raw = read(
        "ID;Название сделки;Стадия сделки;Сумма;Валюта;Компания;Контакт;Дата завершения;Ответственный;Товар\n"
        "1;A;Сделка успешна;1 000,00;RUB;Ромашка;;15.01.2024;Пётр;Стол\n"
        "1;A;Сделка успешна;1 000,00;RUB;Ромашка;;15.01.2024;Пётр;Стул\n"
        "2;B;Сделка провалена;200,00;RUB;;Иван;16.01.2024;Пётр;Стул\n"
    )
    assert rows(raw, "customer_id", "amount", "status", "product") == [
        ("Ромашка", 1000.0, "won", "Стол"),
        ("Ромашка", None, "won", "Стул"),
        ("Иван", 200.0, "lost", "Стул"),
    ]


def test_amocrm_unix_seconds_and_status_numbers_are_read(read, rows):
    raw = read(
        "id,name,price,responsible_user_id,status_id,pipeline_id,created_at,closed_at,main_contact_id\n"
        "1,A,1000,7,142,3,1714557600,1714644000,55\n"
        "2,B,500,7,143,3,1714557600,1714644000,56\n"
        "3,C,700,7,32392156,3,1714557600,0,55\n"
    )
    assert raw.plan.export.name == "amoCRM"
    assert rows(raw, "customer_id", "ordered_at", "status", "amount") == [
        ("55", dt.datetime(2024, 5, 2, 10), "won", 1000.0),
        ("56", dt.datetime(2024, 5, 2, 10), "lost", 500.0),
        ("55", dt.datetime(2024, 5, 1, 10), "draft", 700.0),
    ]


def test_retailcrm_json_lines_find_the_customer_inside(read, rows):
    raw = read(
        '{"id": 1, "number": "1A", "createdAt": "2024-01-02 10:00:00", "status": "complete", '
        '"totalSumm": 1500.5, "customer": {"id": 77, "type": "customer"}, '
        '"managerId": 3, "site": "shop", "items": [{"x": 1}]}\n'
        '{"id": 2, "number": "2A", "createdAt": "2024-01-03 10:00:00", "status": "cancel-other", '
        '"totalSumm": 9, "customer": {"id": 78}, "managerId": 3, "site": "shop"}\n',
        "orders.jsonl",
    )
    assert raw.plan.export.name == "RetailCRM"
    assert rows(raw, "row", "customer_id", "ordered_at", "amount", "order_id", "seller", "channel") == [
        (1, "77", dt.datetime(2024, 1, 2, 10), 1500.5, "1A", "3", "shop"),
        (2, "78", dt.datetime(2024, 1, 3, 10), 9.0, "2A", "3", "shop"),
    ]


def wide_report():
    """A 1C report of 40 columns with title rows, empty columns, and totals."""
    head = [
        "№",
        "Документ",
        "Номер",
        "Дата",
        "Контрагент",
        "Договор",
        "Сумма документа",
        "Валюта",
        "Ответственный",
    ]
    head += [f"Реквизит {at}" for at in range(40 - len(head))]
    lines = [["Отчет по реализации товаров"], ["Период: 01.01.2024 - 31.01.2024"], [], head]
    for at in range(1, 13):
        row = [
            str(at),
            "Реализация товаров",
            f"0000-{at:06d}",
            f"{at:02d}.01.2024 0:00:00",
            f'ООО "Клиент {at % 3}"',
        ]
        row += ["Основной договор", f"{at}\u00a0234,50", "руб.", "Петрова А. А."]
        lines.append(row + [""] * (40 - len(row)))
    lines += [["Итого", "", "", "", "", "", "93 000,00"], [], ["Ответственный: ________"]]
    return "\r\n".join(";".join([*line, *[""] * (40 - len(line))]) for line in lines)


def test_1c_report_of_40_columns_in_windows_1251_is_read(read, rows):
    raw = read(wide_report().replace('"', '"').encode("windows-1251"), "Отчет.csv")
    assert raw.plan.export.name == "1C"
    assert len(raw.plan.layout.headers) == 40
    assert raw.plan.format.encoding == "windows-1251"
    assert (raw.rows, raw.rejected) == (13, 1)
    assert raw.skipped == {"title": 3, "total": 1, "blank": 1}
    assert rows(
        raw, "row", "customer_id", "ordered_at", "amount", "order_id", "currency", "seller", "contract_id"
    )[0] == (
        5,
        'ООО "Клиент 1"',
        dt.datetime(2024, 1, 1),
        1234.5,
        "0000-000001",
        "RUB",
        "Петрова А. А.",
        "Основной договор",
    )


GROUPED = [
    ["Продажи по контрагентам", "", "", ""],
    ["", "", "", ""],
    ["Контрагент", "Дата", "Номер", "Сумма"],
    ["ООО Ромашка", "", "", "300,00"],
    ["", "05.01.2024", "1", "100,00"],
    ["", "06.02.2024", "2", "200,00"],
    ["ИП Иванов", "", "", "50,00"],
    ["", "07.02.2024", "3", "50,00"],
    ["Итого", "", "", "350,00"],
]


def test_customers_on_lines_of_their_own_above_their_documents_are_understood(read, rows):
    raw = read("\n".join(";".join(line) for line in GROUPED))
    assert rows(raw, "row", "customer_id", "amount", "order_id") == [
        (5, "ООО Ромашка", 100.0, "1"),
        (6, "ООО Ромашка", 200.0, "2"),
        (8, "ИП Иванов", 50.0, "3"),
    ]
    assert raw.skipped == {"title": 2, "total": 1, "group": 2}
    assert raw.rejected == 0


def test_documents_with_their_date_in_the_name_below_the_customer_are_understood(read, rows):
    raw = read(
        "Продажи за год;;\n;;\nКонтрагент;;Сумма\nДокумент;;\n"
        "ООО Ромашка;;300,00\n"
        "Реализация товаров 0000-01 от 05.01.2024 12:00:00;;100,00\n"
        "Реализация товаров 0000-02 от 06.02.2024 12:00:00;;200,00\n"
        "ИП Иванов;;50,00\nРеализация товаров 0000-03 от 07.02.2024 9:30:00;;50,00\nИтого;;350,00\n"
    )
    assert rows(raw, "row", "customer_id", "ordered_at", "amount", "order_id") == [
        (6, "ООО Ромашка", dt.datetime(2024, 1, 5, 12), 100.0, "Реализация товаров 0000-01"),
        (7, "ООО Ромашка", dt.datetime(2024, 2, 6, 12), 200.0, "Реализация товаров 0000-02"),
        (9, "ИП Иванов", dt.datetime(2024, 2, 7, 9, 30), 50.0, "Реализация товаров 0000-03"),
    ]


def test_documents_below_customers_under_one_header_are_understood(read, rows):
    raw = read(
        "Контрагент / Документ;Сумма\nРомашка;300\nРеализация 1 от 05.01.2024;100\n"
        "Реализация 2 от 06.02.2024 12:00;200\nИванов;50\nРеализация 3 от 07.02.2024;50\n"
    )
    assert rows(raw, "customer_id", "ordered_at", "order_id")[1] == (
        "Ромашка",
        dt.datetime(2024, 2, 6, 12),
        "Реализация 2",
    )


def test_groups_within_groups_are_refused(read):
    lines = ["Контрагент;Сумма", "Документ;"]
    for name in ("Ромашка", "Лютик", "Василёк"):
        lines += [f"{name};10", "Основной договор;10", "Реализация 1 от 05.01.2024;10"]
    with pytest.raises(UserError, match="groups stand within groups"):
        read("\n".join(lines))


def test_header_cell_of_two_lines_is_read(read, rows):
    raw = read('"Customer";"Order\ndate";Amount\nA;2024-01-01;5\nB;2024-01-02;6\n')
    assert rows(raw, "row", "customer_id") == [(2, "A"), (3, "B")]


@pytest.mark.parametrize("header", ["Order total", "Сумма заказа"])
def test_line_amounts_that_differ_within_an_order_stay(read, rows, header):
    raw = read(f"order_id;customer_id;ordered_at;{header}\n1;A;2024-01-01;5\n1;A;2024-01-01;7\n")
    assert rows(raw, "amount") == [(5.0,), (7.0,)]
    assert raw.plan.amount_per == "line"
