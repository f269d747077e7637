import pytest

from perennial.core.errors import UserError

SALES = (
    "Дата;Документ;Контрагент;Телефон;Почта;Менеджер;Сумма\n"
    "01.02.2024;Реализация 1;ООО Ромашка;;a@b.example;Пётр;100\n"
    "02.02.2024;Реализация 2;ООО Ромашка;89123456789;c@b.example;Иван;200\n"
    "03.02.2024;Реализация 3;ИП Иванов;+79123456780;;Пётр;5\n"
    "Итого;;;;;;305\n"
)


def ids(raw):
    return sorted(
        row[0] for row in raw.connection.execute("SELECT DISTINCT customer_id FROM order_rows").fetchall()
    )


def people(file, *names):
    return [tuple(row[name] for name in names) for row in file.rows()]


def test_sheet_of_orders_gives_each_customer_once_with_first_contacts(records):
    file = records(SALES, "customers")
    assert people(file, "customer_id", "name", "phone", "email") == [
        ("ООО Ромашка", "ООО Ромашка", "+79123456789", "a@b.example"),
        ("ИП Иванов", "ИП Иванов", "+79123456780", None),
    ]
    assert (file.rows_seen, file.records, file.skipped) == (3, 2, {"total": 1})
    assert "Rows are orders; one customer is made of all rows with one Контрагент." in map(str, file.notes)


def test_seller_of_an_order_is_not_the_owner_of_its_customer(records):
    assert people(records(SALES, "customers"), "owner") == [(None,), (None,)]


LOGS = {
    "names": SALES,
    "numbers": "customer_id,ordered_at,amount,customer_name\n1.0,2024-01-01,5,Ann\n2.0,2024-01-02,5,Bob\n",
    "phones": (
        "Дата,Телефон,Сумма\n2024-01-01,89123456789,5\n2024-01-02,89123456789,5\n2024-01-03,89123456780,5\n"
    ),
    "woocommerce": (
        "order_id,order_date,status,order_total,order_currency,customer_id,customer_email,billing_first_name\n"
        "1,2024-01-13 10:00:00,completed,5,EUR,0,a@b.example,Ann\n"
        "2,2024-01-14 10:00:00,completed,5,EUR,7,c@b.example,Bob\n"
    ),
    "shopify": (
        "Name,Email,Financial Status,Total,Created at,Lineitem name,Billing Name,Billing Phone\n"
        "#1,a@b.example,paid,10,2024-01-02 10:00:00 +0300,Tea,Ann Lee,+1 212 736 5000\n"
        "#1,,,,2024-01-02 10:00:00 +0300,Cup,,\n"
        "#2,a@b.example,paid,10,2024-02-02 10:00:00 +0300,Tea,Ann Lee,+1 212 736 5000\n"
    ),
    "report": (
        "Отчёт о продажах\nПериод: 2024\n\nКонтрагент,Телефон,Сумма\nДокумент,,\n"
        "ООО Ромашка,89123456789,300\n"
        "Реализация 1 от 01.02.2024 10:00:00,,100\nРеализация 2 от 02.02.2024 10:00:00,,200\n"
        "ИП Иванов,,5\nРеализация 3 от 03.02.2024 10:00:00,,5\nИтого,,305\n"
    ),
}


@pytest.mark.parametrize("log", LOGS.values(), ids=LOGS)
def test_customers_have_the_ids_of_their_orders(read, records, log):
    file = records(log, "customers")
    assert sorted(row["customer_id"] for row in file.rows()) == ids(read(log))
    assert file.rejects == ()


def test_name_of_a_shop_order_is_not_taken_for_the_customer(records):
    file = records(LOGS["shopify"], "customers")
    assert people(file, "customer_id", "name", "phone") == [("a@b.example", "Ann Lee", "+12127365000")]


def test_customers_above_their_orders_are_read_from_their_rows(records):
    file = records(LOGS["report"], "customers")
    assert people(file, "row", "name", "phone") == [
        (6, "ООО Ромашка", "+79123456789"),
        (9, "ИП Иванов", None),
    ]
    assert file.rows_seen == 2


def test_customers_with_a_day_and_a_sum_of_their_own_are_no_orders(records):
    file = records(
        "ФИО,Телефон,Дата рождения,Сумма покупок\nАнна,89123456789,01.02.1980,500\nАнна,,02.02.1990,7\n",
        "customers",
    )
    assert people(file, "name", "phone") == [("Анна", "+79123456789"), ("Анна", None)]


def test_orders_without_a_customer_are_rejected_as_orders_are(read, records):
    log = "customer,date,amount,phone\n" + "A,2024-01-01,5,\n" * 9 + ",2024-01-02,5,89123456789\n"
    file, raw = records(log, "customers"), read(log)
    assert [cell.row for cell in file.rejects] == [11]
    assert file.rejected == raw.rejected
    with pytest.raises(UserError, match="without a customer in column customer"):
        records(log + ",2024-01-02,5,\n" * 4, "customers")


def test_id_may_be_said_and_is_the_one_of_the_orders(read, records):
    log = "Дата,Карта,Имя,Сумма\n2024-01-01,K1,Анна,5\n2024-01-02,K1,Анна,5\n2024-01-02,K2,Анна,5\n"
    given = {"customer_id": "Карта"}
    assert people(records(log, "customers", map=given), "customer_id", "name") == [
        ("K1", "Анна"),
        ("K2", "Анна"),
    ]
    assert ids(read(log, map=given)) == ["K1", "K2"]
