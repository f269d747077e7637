"""Days of payment and delivery come by files, the API and webhooks, early or late, and open the hand-off."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from perennial.records.models import HandOff, ImportChange, Order, Product
from perennial.records.nightly import due_handoffs
from perennial.records.operations.import_file import import_file
from perennial.records.operations.take_hook_days import first_days
from perennial.records.operations.take_hook_orders import shopify_orders, woocommerce_orders
from perennial.records.operations.take_orders import take_orders
from perennial.records.operations.take_rows import Taking
from perennial.records.operations.undo_import import undo_import

DAYS = ("paid_on", "fully_paid_on", "delivered_on")
HEADER = "Номер;Клиент;Дата;Сумма;Продавец;Товар;Дата предоплаты;Дата оплаты;Дата отгрузки"


def ago(days):
    return timezone.localdate() - timedelta(days=days)


def row(number, customer, *days, seller="Hunter", product="Кухня"):
    """Write a row: the day of the order, of prepayment, payment and delivery; None is an empty cell."""
    first, *later = (f"{day:%d.%m.%Y}" if day else "" for day in (*days, None, None, None)[:4])
    return ";".join((number, customer, first, "1000", seller, product, *later))


@pytest.fixture
def bring(house, tmp_path, uploads):
    """Import a file of rows; somebody else's order in it tells all days."""

    def of(*rows, header=HEADER):
        path = tmp_path / "orders.csv"
        told = row("T1", "Знакомый", ago(90), ago(90), ago(90), ago(90), seller="Farmer")
        path.write_text("\n".join((header, *([told] if header == HEADER else []), *rows)), encoding="utf-8")
        return import_file(path, "orders", by=house.owner)

    return of


def on(house, trigger):
    house.business.handoff_on = trigger
    house.business.save()


def days_of(number):
    return Order.objects.values_list(*DAYS).get(external_id=number)


def test_days_come_by_a_file_and_stay_when_a_later_one_lacks_them(bring):
    bring(row("1", "К1", ago(9), ago(8), ago(7), ago(6)))
    assert days_of("1") == (ago(8), ago(7), ago(6))
    bring(f"1;К1;{ago(9):%d.%m.%Y};1000;paid", header="Номер;Клиент;Дата;Сумма;Статус")
    assert days_of("1") == (ago(8), ago(7), ago(6))
    assert Order.objects.get(external_id="1").status == "paid"


def test_a_day_that_was_corrected_is_taken_and_can_be_undone(bring, house):
    bring(row("1", "К1", ago(9), None, ago(7)))
    batch = bring(row("1", "К1", ago(9), None, ago(5), ago(4)))
    assert days_of("1") == (None, ago(5), ago(4))
    change = ImportChange.objects.get(batch=batch, model="order")
    assert change.before["was"] == {"fully_paid_on": ago(7).isoformat(), "delivered_on": None}
    undo_import(batch.pk, house.owner)
    assert days_of("1") == (None, ago(7), None)


@pytest.mark.parametrize(
    ("trigger", "early", "late"),
    [
        ("prepayment", (), (3,)),
        ("full_payment", (3,), (3, 2)),
        ("delivery", (3, 2), (3, 2, 1)),
    ],
)
def test_the_day_that_comes_by_a_later_file_opens_the_handoff(bring, house, trigger, early, late):
    on(house, trigger)
    bring(row("1", "Новый", ago(5), *map(ago, early)))
    assert not HandOff.objects.exists()
    bring(row("1", "Новый", ago(5), *map(ago, late)))
    handoff = HandOff.objects.get()
    assert (handoff.customer.name, handoff.hunter) == ("Новый", house.hunter)
    bring(row("1", "Новый", ago(5), *map(ago, late)))
    assert HandOff.objects.count() == 1


def test_goods_delivered_long_after_their_order_open_the_handoff(bring, house):
    on(house, "delivery")
    bring(row("1", "Новый", ago(120), ago(120), ago(100)))
    assert not HandOff.objects.exists()
    bring(row("1", "Новый", ago(120), ago(120), ago(100), ago(1)))
    assert HandOff.objects.get().customer.name == "Новый"


def test_each_product_waits_for_its_own_day(bring, house):
    on(house, "prepayment")
    Product.objects.create(name="Кухня", handoff_on="delivery")
    bring(row("1", "Кухонный", ago(5), ago(4), ago(4)), row("2", "Чайный", ago(5), ago(4), product="Чай"))
    assert [each.customer.name for each in HandOff.objects.all()] == ["Чайный"]
    bring(row("1", "Кухонный", ago(5), ago(4), ago(4), ago(1)))
    assert {each.customer.name for each in HandOff.objects.all()} == {"Чайный", "Кухонный"}


def test_a_delivery_that_was_planned_opens_the_handoff_on_its_day(bring, house):
    on(house, "delivery")
    bring(row("1", "Новый", ago(5), ago(5), ago(5), ago(-2)))
    due_handoffs.run(ago(-1))
    assert not HandOff.objects.exists()
    for _ in range(2):
        due_handoffs.run(ago(-2))
        assert HandOff.objects.get().customer.name == "Новый"


def test_another_trigger_opens_what_it_makes_due(bring, house):
    on(house, "delivery")
    bring(row("1", "Новый", ago(5), ago(4), ago(3)))
    on(house, "full_payment")
    due_handoffs.run(ago(0))
    assert HandOff.objects.get().customer.name == "Новый"


@pytest.mark.parametrize(
    ("status", "trigger", "count"),
    [
        ("pending", "prepayment", 0),
        ("Ожидает оплаты", "full_payment", 0),
        ("не оплачен", "delivery", 0),
        ("частично оплачен", "full_payment", 0),
        ("частично оплачен", "prepayment", 1),
        ("оплачен", "full_payment", 1),
        ("", "full_payment", 1),
    ],
)
def test_a_file_without_days_is_believed_by_its_status(bring, house, status, trigger, count):
    on(house, trigger)
    header = "Номер;Клиент;Дата;Сумма;Продавец;Статус"
    bring(f"1;Новый;{ago(3):%d.%m.%Y};1000;Hunter;{status}", header=header)
    assert HandOff.objects.count() == count


def taken(system, orders):
    taking = Taking(system)
    take_orders(first_days(orders, system), taking)
    return taking.told


def shopify(**said):
    at = timezone.make_aware(datetime.combine(ago(6), time(10)))
    order = {"name": "#1", "created_at": at.isoformat(), "email": "a@x.org", "total_price": "9.00", **said}
    topic = "orders/create" if said["financial_status"] == "pending" else "orders/updated"
    return [order for order, _ in shopify_orders(topic, order, Taking("shopify"))]


def at(days):
    return timezone.make_aware(datetime.combine(ago(days), time(10))).isoformat()


def test_shopify_tells_that_an_order_is_paid_once_and_when_it_was_sent(house):
    taken("shopify", shopify(financial_status="pending"))
    assert days_of("#1") == (None, None, None)
    taken("shopify", shopify(financial_status="partially_paid", updated_at=at(5)))
    taken("shopify", shopify(financial_status="paid", updated_at=at(4)))
    assert days_of("#1") == (ago(5), ago(4), None)
    sent = [{"created_at": at(3)}, {"created_at": at(2)}]
    taken("shopify", shopify(financial_status="paid", updated_at=at(1), fulfillments=sent))
    assert days_of("#1") == (ago(5), ago(4), None)
    sold = {"financial_status": "paid", "updated_at": at(1), "fulfillment_status": "fulfilled"}
    taken("shopify", shopify(**sold, fulfillments=sent))
    assert days_of("#1") == (ago(5), ago(4), ago(2))


def test_woocommerce_tells_days(house):
    order = {
        "number": "7",
        "date_created": at(6),
        "date_paid_gmt": f"{ago(5)}T08:00:00",
        "date_completed": f"{ago(3)}T08:00:00",
        "billing": {"email": "a@x.org"},
    }
    taken(
        "woocommerce", [each for each, _ in woocommerce_orders("order.updated", order, Taking("woocommerce"))]
    )
    assert days_of("7") == (None, ago(5), ago(3))


def test_a_shop_that_tells_of_the_payment_opens_the_handoff(house):
    house.customer("Anna", owner=house.hunter).external_ids.create(system="shopify", value="a@x.org")
    taken("shopify", shopify(financial_status="pending"))
    assert not HandOff.objects.exists()
    taken("shopify", shopify(financial_status="paid", updated_at=at(0)))
    assert HandOff.objects.get().customer.name == "Anna"


def test_what_was_ordered_and_paid_long_ago_opens_nothing(bring, house):
    on(house, "full_payment")
    bring(row("1", "Старый", ago(400), ago(400), ago(399)))
    assert days_of("1") == (ago(400), ago(399), None)
    assert not HandOff.objects.exists()
