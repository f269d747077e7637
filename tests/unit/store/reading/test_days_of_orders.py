# ruff: noqa: DTZ001 - business clock times have no zone
"""Days on which orders were paid and delivered: found by their headers, read like dates, never in the way."""

import datetime as dt

import duckdb
import pytest

from perennial.store.reading.whole_orders import whole_orders

DAYS = ("paid_on", "fully_paid_on", "delivered_on")


def day(month, number):
    return dt.date(2026, month, number)


@pytest.mark.parametrize(
    "headers",
    [
        ("Клиент", "Дата заказа", "Дата предоплаты", "Дата оплаты", "Дата отгрузки"),
        ("Контрагент", "Дата документа", "Дата аванса", "Оплачен", "Доставлен"),
        ("Покупатель", "Дата", "Дата первого платежа", "Дата полной оплаты", "Дата доставки"),
        ("Customer", "Order date", "Deposit date", "Payment date", "Delivery date"),
        ("customer_id", "created_at", "prepaid_at", "paid_at", "delivered_at"),
        ("customer_id", "ordered_at", "paid_on", "fully_paid_on", "delivered_on"),
    ],
)
def test_days_are_found_by_their_headers(read, rows, headers):
    raw = read(
        ";".join(headers) + "\nK1;01.02.2026;02.02.2026;13.02.2026 10:30;20.02.2026\nK2;03.02.2026;;;\n"
    )
    assert rows(raw, "ordered_at", *DAYS) == [
        (dt.datetime(2026, 2, 1), day(2, 2), day(2, 13), day(2, 20)),
        (dt.datetime(2026, 2, 3), None, None, None),
    ]
    assert [raw.plan.columns[name] for name in DAYS] == list(headers[2:])


@pytest.mark.parametrize("header", ["Дата оплаты", "Дата отгрузки", "Delivery date", "Paid at"])
def test_the_only_date_is_that_of_the_order(read, rows, header):
    raw = read(f"customer,{header},amount\nK1,2026-02-13,5\n")
    assert rows(raw, "ordered_at", *DAYS) == [(dt.datetime(2026, 2, 13), None, None, None)]


def test_a_day_that_was_said_to_be_one_stays_it(read, rows):
    raw = read(
        "customer,Delivery date,When\nK1,2026-02-20,2026-02-13\n", map={"delivered_on": "Delivery date"}
    )
    assert rows(raw, "ordered_at", "delivered_on") == [(dt.datetime(2026, 2, 13), day(2, 20))]


def test_what_is_no_date_is_nothing_and_keeps_its_order(read, rows):
    raw = read(
        "Клиент;Дата;Сумма;Оплачен;Дата доставки\n"
        "К1;01.02.2026;5;да;завтра\nК2;02.02.2026;5;нет;05.02.2026\nК3;03.02.2026;5;;01.01.0001\n"
    )
    assert rows(raw, "customer_id", "fully_paid_on", "delivered_on") == [
        ("К1", None, None),
        ("К2", None, day(2, 5)),
        ("К3", None, None),
    ]
    assert raw.rejected == 0


def test_days_that_can_be_read_two_ways_go_with_the_dates_of_orders(read, rows):
    raw = read("customer,order date,paid at,delivered at\nK1,01/31/2026,02/03/2026,02/13/2026\n")
    assert rows(raw, *DAYS[1:]) == [(day(2, 3), day(2, 13))]
    raw = read("customer,order date,paid at,delivered at\nK1,31/01/2026,03/02/2026,13/02/2026\n")
    assert rows(raw, *DAYS[1:]) == [(day(2, 3), day(2, 13))]


def test_shopify_tells_days_on_the_first_row_of_an_order(read):
    raw = read(
        "Name,Email,Financial Status,Paid at,Fulfilled at,Total,Created at,Lineitem quantity,Lineitem name\n"
        "#1,a@x.com,paid,2026-05-02 23:30:00 +0000,2026-05-04 10:00:00 +0000,9.00,"
        "2026-05-01 10:00:00 +0000,1,Mug\n"
        "#1,a@x.com,,,,,,1,Bowl\n"
        "#2,b@x.com,pending,,,5.00,2026-05-02 10:00:00 +0000,1,Mug\n",
        time_zone="Europe/Moscow",
    )
    assert raw.plan.export.name == "Shopify"
    told = {
        each.order_id: (each.paid_on, each.fully_paid_on, each.delivered_on) for each in whole_orders(raw)
    }
    assert told == {"#1": (None, day(5, 3), day(5, 4)), "#2": (None, None, None)}


def test_woocommerce_tells_days(read, rows):
    raw = read(
        "order_id,order_date,paid_date,completed_date,status,order_total,order_currency,customer_email\n"
        "7,2024-03-04 10:00:00,2024-03-05 11:00:00,2024-03-09 11:00:00,completed,50.00,USD,a@x.com\n"
    )
    assert raw.plan.export.name == "WooCommerce"
    assert rows(raw, "ordered_at", "fully_paid_on", "delivered_on") == [
        (dt.datetime(2024, 3, 4, 10), dt.date(2024, 3, 5), dt.date(2024, 3, 9))
    ]


def test_days_with_types_are_taken_as_they_are(read, tmp_path, rows):
    duckdb.sql(
        "SELECT 'K1' AS customer_id, TIMESTAMP '2026-02-01 10:00:00' AS ordered_at, 5.0 AS amount, "
        "DATE '2026-02-02' AS paid_on, TIMESTAMP '2026-02-03 23:59:00' AS fully_paid_on, "
        "NULL::DATE AS delivered_on"
    ).write_parquet(str(tmp_path / "orders.parquet"))
    raw = read.at(str(tmp_path / "orders.parquet"))
    assert rows(raw, *DAYS) == [(day(2, 2), day(2, 3), None)]


def test_an_order_in_parts_has_its_first_money_and_its_last(read):
    raw = read(
        "order_id,customer,order date,product,amount,prepaid at,paid at,delivered at\n"
        "1,K1,2026-02-01,Desk,5,2026-02-03,2026-02-05,2026-02-07\n"
        "1,K1,2026-02-01,Lamp,5,2026-02-02,2026-02-06,2026-02-08\n"
    )
    (order,) = whole_orders(raw)
    assert (order.paid_on, order.fully_paid_on, order.delivered_on) == (day(2, 2), day(2, 6), day(2, 8))


def test_an_order_without_a_number_is_the_same_when_its_days_come_later(read):
    first = read("customer,order date,amount,paid at\nK1,2026-02-01,5,\n")
    later = read("customer,order date,amount,paid at\nK1,2026-02-01,5,2026-02-03\n", name="later.csv")
    (before,), (after,) = whole_orders(first), whole_orders(later)
    assert before.order_id == after.order_id
    assert (before.fully_paid_on, after.fully_paid_on) == (None, day(2, 3))


def test_the_refund_in_an_order_has_no_days(read):
    raw = read(
        "order_id,customer,order date,amount,refunded amount,paid at\n1,K1,2026-02-01,5,2,2026-02-03\n"
    )
    order, refund = whole_orders(raw)
    assert (order.fully_paid_on, refund.fully_paid_on) == (day(2, 3), None)
