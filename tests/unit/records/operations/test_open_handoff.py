from datetime import date, timedelta

import pytest
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.records.models import HandOff, Notice, Order, OwnerChange, Product
from perennial.records.operations.open_handoff import open_handoff, open_handoffs

TODAY = date(2026, 3, 2)  # a Monday


def order(customer, seller=None, *, day=TODAY, amount=100, number="1", **fields):
    return Order.objects.create(
        customer=customer,
        external_id=f"{customer.pk}-{number}",
        ordered_at=timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 12)),
        day=day,
        amount=amount,
        seller=seller,
        **fields,
    )


def opened(*orders):
    return open_handoffs([each.pk for each in orders], today=TODAY)


def test_first_order_of_a_hunters_customer_opens_a_handoff(house):
    customer = house.customer(owner=house.hunter)
    assert opened(order(customer)) == 1
    made = HandOff.objects.get()
    assert (made.hunter, made.state, made.due_on) == (house.hunter, "open", date(2026, 3, 4))
    assert made.farmer in {house.farmer, house.farmer2}
    assert list(Notice.objects.values_list("user", flat=True)) == [house.hunter.pk]
    customer.refresh_from_db()
    assert customer.hunter == house.hunter


def test_handoff_is_opened_once_however_often_orders_come_in(house):
    first = order(house.customer(owner=house.hunter))
    assert [opened(first), opened(first)] == [1, 0]


def test_seller_of_the_order_wins_a_customer_nobody_owned(house):
    customer = house.customer()
    opened(order(customer, house.hunter2))
    customer.refresh_from_db()
    assert (customer.owner, customer.hunter) == (house.hunter2, house.hunter2)
    assert OwnerChange.objects.get().why == "won"


@pytest.mark.parametrize("owner", ["farmer", None])
def test_nothing_is_opened_without_a_hunter(house, owner):
    assert opened(order(house.customer(owner=house.people.get(owner)))) == 0


def test_second_order_opens_nothing(house):
    customer = house.customer(owner=house.hunter)
    order(customer, day=TODAY - timedelta(days=5), number="0")
    assert opened(order(customer)) == 0


@pytest.mark.parametrize("fields", [{"amount": 0}, {"refund_of": "7"}, {"status": "cancelled"}])
def test_what_is_no_counted_order_opens_nothing(house, fields):
    assert opened(order(house.customer(owner=house.hunter), **fields)) == 0


def test_history_opens_nothing(house):
    assert opened(order(house.customer(owner=house.hunter), day=TODAY - timedelta(days=90))) == 0


@pytest.mark.parametrize(
    ("trigger", "dates", "count"),
    [
        ("prepayment", (TODAY, None, None), 1),
        ("prepayment", (None, None, None), 0),
        ("full_payment", (TODAY, None, None), 0),
        ("full_payment", (None, TODAY, None), 1),
        ("delivery", (TODAY, TODAY, None), 0),
        ("delivery", (TODAY, TODAY, TODAY), 1),
        ("delivery", (TODAY, TODAY, TODAY + timedelta(days=3)), 0),
    ],
)
def test_trigger_decides_where_files_tell(house, trigger, dates, count):
    paid, fully, delivered = dates
    house.business.handoff_on = trigger
    house.business.save()
    told = {"paid_on": TODAY, "fully_paid_on": TODAY, "delivered_on": TODAY}
    order(house.customer("Told", owner=house.farmer), **told)
    mine = order(
        house.customer(owner=house.hunter), paid_on=paid, fully_paid_on=fully, delivered_on=delivered
    )
    assert opened(mine) == count


def test_product_has_a_trigger_of_its_own(house):
    kitchens = Product.objects.create(name="Kitchens", handoff_on="delivery")
    order(house.customer("Told", owner=house.farmer), delivered_on=TODAY)
    mine = order(house.customer(owner=house.hunter), product=kitchens)
    assert opened(mine) == 0
    Order.objects.filter(pk=mine.pk).update(delivered_on=TODAY)
    assert opened(mine) == 1


def test_farmers_get_customers_in_turn(house):
    orders = [order(house.customer(f"Customer {n}", owner=house.hunter)) for n in range(4)]
    opened(*orders)
    given = list(HandOff.objects.values_list("farmer", flat=True))
    assert sorted(given) == sorted([house.farmer.pk, house.farmer2.pk] * 2)


def test_handoff_by_hand_asks_for_an_order_and_a_hunter(house):
    with pytest.raises(UserError, match="first order"):
        open_handoff(house.head, house.customer(owner=house.hunter))
    bought = house.customer(owner=house.farmer)
    order(bought)
    with pytest.raises(UserError, match="not with a hunter"):
        open_handoff(house.head, bought)


def test_handoff_by_hand_gives_the_open_one_again(house):
    customer = house.customer(owner=house.hunter)
    order(customer, day=TODAY - timedelta(days=300))
    assert open_handoff(house.hunter, customer) == open_handoff(house.hunter, customer)
    assert not Notice.objects.exists()
