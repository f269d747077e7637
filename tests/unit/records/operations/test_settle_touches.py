from datetime import timedelta

import pytest
from django.utils import timezone
from today_days import planned, today

from perennial.records.models import Order, Promise
from perennial.records.operations.settle_touches import settle_touches


def order(customer, *, days=0, **fields):
    when = timezone.now() - timedelta(days=days)
    return Order.objects.create(
        customer=customer,
        external_id=f"{customer.pk}-{days}",
        ordered_at=when,
        day=timezone.localdate(when),
        **fields,
    )


@pytest.fixture
def customer(house):
    return house.customer(owner=house.farmer)


def state(line):
    line.refresh_from_db()
    return line.state


def test_order_that_arrives_settles_the_line(house, customer):
    line = planned(customer, house.farmer)
    order(customer)
    assert settle_touches([customer.pk]) == 1
    assert state(line) == "settled"


def test_order_known_before_the_plan_settles_nothing(house, customer):
    order(customer, created_at=timezone.now() - timedelta(days=1))
    line = planned(customer, house.farmer)
    assert settle_touches([customer.pk]) == 0
    assert state(line) == "open"


def test_order_of_old_that_arrives_late_settles_nothing(house, customer):
    line = planned(customer, house.farmer)
    order(customer, days=200)
    settle_touches([customer.pk])
    assert state(line) == "open"


def test_refund_settles_nothing(house, customer):
    line = planned(customer, house.farmer)
    order(customer, refund_of="A-1")
    settle_touches([customer.pk])
    assert state(line) == "open"


def test_somebody_new_is_greeted_in_spite_of_an_order(house, customer):
    line = planned(customer, house.farmer, play="greet")
    order(customer)
    settle_touches([customer.pk])
    assert state(line) == "open"


def test_order_keeps_a_promise(house, customer):
    promise = Promise.objects.create(customer=customer, day=today() + timedelta(days=3), made_by=house.farmer)
    earlier = order(customer, days=9)
    came = order(customer)
    settle_touches([customer.pk])
    promise.refresh_from_db()
    assert promise.kept_by == came != earlier


def test_lines_of_others_stay_open(house, customer):
    other = planned(house.customer("Vesna", owner=house.farmer), house.farmer)
    order(customer)
    settle_touches([customer.pk])
    assert state(other) == "open"
