from datetime import timedelta

import pytest
from django.utils import timezone

from perennial.records.models import Order, OwnerChange
from perennial.records.operations.assign import assign
from perennial.records.operations.return_rule import give_returned


def comes_back(house, owner, *, stage="left", **fields):
    today = timezone.localdate()
    customer = house.customer(owner=owner, stage=stage, last_order_on=today - timedelta(days=400), **fields)
    order = Order.objects.create(
        customer=customer, external_id="1", ordered_at=timezone.now(), day=today, amount=10
    )
    moved = give_returned([order.pk])
    customer.refresh_from_db()
    return customer, moved


def rule(house, to):
    house.business.returned_to = to
    house.business.save()


@pytest.mark.parametrize(
    ("to", "owner", "hunter", "got"),
    [
        ("farmer", "hunter", "hunter", "a farmer"),
        ("farmer", "farmer2", "hunter", "farmer2"),
        ("hunter", "farmer", "hunter2", "hunter2"),
        ("hunter", "farmer", None, "a farmer"),
        ("last_owner", "hunter", "hunter", "hunter"),
        ("last_owner", "farmer2", "hunter", "farmer2"),
    ],
)
def test_returned_customer_goes_by_the_rule(house, to, owner, hunter, got):
    rule(house, to)
    customer, _ = comes_back(house, house.people[owner], hunter=house.people.get(hunter))
    assert customer.owner in ({house.farmer, house.farmer2} if got == "a farmer" else {house.people[got]})


def test_who_is_in_the_right_hands_moves_nowhere(house):
    assert comes_back(house, house.farmer)[1] == 0
    assert not OwnerChange.objects.exists()


def test_who_had_not_left_stays(house):
    assert comes_back(house, house.hunter, stage="regular")[1] == 0


def test_last_owner_who_works_here_gets_an_orphan_back(house):
    rule(house, "last_owner")
    customer = house.customer(
        owner=house.farmer2, stage="left", last_order_on=timezone.localdate() - timedelta(days=99)
    )
    assign(house.head, [customer.pk], None)
    order = Order.objects.create(
        customer=customer, external_id="2", ordered_at=timezone.now(), day=timezone.localdate()
    )
    assert give_returned([order.pk]) == 1
    customer.refresh_from_db()
    assert customer.owner == house.farmer2
