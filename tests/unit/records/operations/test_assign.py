from uuid import uuid4

import pytest
from django.utils import timezone

from perennial.records.models import Customer, Lead, OwnerChange, PlannedTouch
from perennial.records.operations.assign import assign, undo_assign


@pytest.fixture
def three(house):
    customers = [house.customer(str(number), owner=owner) for number, owner in enumerate(
        [house.farmer, house.farmer, house.hunter]
    )]  # fmt: skip
    for customer in customers:
        PlannedTouch.objects.create(
            customer=customer, seller=customer.owner, play="offer", day=timezone.localdate()
        )
    return customers


def owners():
    return list(Customer.objects.order_by("name").values_list("owner__name", flat=True))


def sellers():
    return list(PlannedTouch.objects.order_by("customer__name").values_list("seller__name", "state"))


def test_customers_and_their_planned_touches_pass_to_the_new_owner(house, three):
    lead = Lead.objects.create(customer=three[2], hunter=house.hunter)
    assign(house.head, Customer.objects.all(), house.farmer2)
    assert owners() == ["Farmer2"] * 3
    assert sellers() == [("Farmer2", "open")] * 3
    lead.refresh_from_db()
    assert lead.hunter == house.hunter


def test_undo_gives_everybody_back_to_whom_they_were(house, three):
    act = assign(house.head, Customer.objects.all(), house.farmer2)
    assert undo_assign(house.head, act) == 3
    assert owners() == ["Farmer", "Farmer", "Hunter"]
    assert sellers() == [("Farmer", "open"), ("Farmer", "open"), ("Hunter", "open")]
    assert OwnerChange.objects.count() == 6
    assert undo_assign(house.head, act) == 0


def test_undo_leaves_those_who_were_given_on(house, three):
    act = assign(house.head, [each.pk for each in three], house.farmer2)
    assign(house.head, [three[0].pk], house.hunter2)
    assert undo_assign(house.head, act) == 2
    assert owners() == ["Hunter2", "Farmer", "Hunter"]


def test_without_an_owner_touches_are_dropped_and_come_back(house, three):
    act = assign(house.head, [each.pk for each in three], None)
    assert {state for _, state in sellers()} == {"dropped"}
    undo_assign(house.head, act)
    assert sellers()[0] == ("Farmer", "open")
    assert owners() == ["Farmer", "Farmer", "Hunter"]


def test_who_has_the_customer_already_is_not_written_down(house, three):
    assign(house.head, Customer.objects.all(), house.farmer)
    assert OwnerChange.objects.count() == 1


def test_one_act_sent_twice_moves_once(house, three):
    act = uuid4()
    assert assign(house.head, [three[0].pk], house.farmer2, act=act) == act
    assign(house.head, [three[0].pk], house.hunter2, act=act)
    assert owners()[0] == "Farmer2"


def test_unknown_act_is_not_undone(house):
    assert undo_assign(house.head, uuid4()) == 0


def test_many_customers_are_assigned_in_few_queries(house, django_assert_max_num_queries):
    Customer.objects.bulk_create([Customer(name=str(number)) for number in range(3000)])
    with django_assert_max_num_queries(40):
        act = assign(house.head, Customer.objects.filter(owner=None), house.farmer)
    assert Customer.objects.filter(owner=house.farmer).count() == 3000
    assert undo_assign(house.head, act) == 3000
