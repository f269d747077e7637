"""Which order used what was given: the first counted one within sixty days."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from perennial.records.models import Given, Offer, Order, Touch
from perennial.records.operations.offers.count_uses import count_uses
from perennial.records.operations.offers.give import give_offer, take_back

TODAY = timezone.localdate()


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def given(house):
    offer = Offer.objects.create(name="Cake", cost=5)
    return give_offer(house.owner, house.customer(), offer, day=ago(40))


def order(customer, day, at=time(12), **fields):
    number = Order.objects.count()
    fields = {"amount": 100, "external_id": f"o{number}", **fields}
    return Order.objects.create(
        customer=customer, day=day, ordered_at=datetime.combine(day, at, UTC), **fields
    )


def used(given):
    given.refresh_from_db()
    return given.used_by


def test_first_counted_order_after_it_is_its_use_and_again_changes_nothing(given):
    order(given.customer, ago(41))
    order(given.customer, ago(35), status="cancelled")
    order(given.customer, ago(34), amount=-10, refund_of="o0")
    first = order(given.customer, ago(30))
    order(given.customer, ago(20))
    assert count_uses(TODAY) == 1
    assert used(given) == first
    assert count_uses(TODAY) == 0


def test_order_that_comes_late_to_us_takes_its_place(given):
    order(given.customer, ago(20))
    count_uses(TODAY)
    earlier = order(given.customer, ago(30))
    count_uses(TODAY)
    assert used(given) == earlier
    Order.objects.filter(pk=earlier.pk).update(status="cancelled")
    count_uses(TODAY)
    assert used(given).day == ago(20)


def test_order_after_sixty_days_is_no_use(house):
    offer = Offer.objects.create(name="Cake")
    given = give_offer(house.owner, house.customer(), offer, day=ago(90))
    order(given.customer, ago(29))
    count_uses(TODAY)
    assert used(given) is None
    order(given.customer, ago(30))
    count_uses(TODAY)
    assert used(given).day == ago(30)


def test_on_the_same_day_only_after_the_touch(house):
    customer, offer = house.customer(), Offer.objects.create(name="Cake", most_a_year=2)
    at = datetime.combine(ago(10), time(12), UTC)
    touch = Touch.objects.create(customer=customer, happened_at=at, day=ago(10))
    given = give_offer(house.owner, customer, offer, touch)
    order(customer, ago(10), time(9))
    count_uses(TODAY)
    assert used(given) is None
    after = order(customer, ago(10), time(15))
    count_uses(TODAY)
    assert used(given) == after


def test_what_was_taken_back_has_no_use(given):
    order(given.customer, ago(30))
    count_uses(TODAY)
    take_back(given)
    assert count_uses(TODAY) == 0
    assert Given.objects.get().used_by is None
