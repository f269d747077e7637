from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.records.models import Customer, OwnerChange, PlannedTouch, Product, Touch, User
from perennial.records.operations.rebalance import rebalance, undo_rebalance
from perennial.records.queries.rebalance_plan import plan_rebalance, shares_of


def today():
    return timezone.localdate()


def customers(house, owner, number, **fields):
    first = today() - timedelta(days=700)
    return [
        house.customer(
            f"Customer {n}", owner=owner, first_order_on=first + timedelta(days=n), value_at_risk=10, **fields
        )
        for n in range(number)
    ]


def plan(house, *takers, giver=None, number=10, first="minutes"):
    people = User.objects.filter(pk__in=[each.pk for each in takers])
    return plan_rebalance(
        giver or house.hunter, people, Customer.objects.all(), today=today(), number=number, first=first
    )


def owners():
    return dict(Customer.objects.values_list("pk", "owner"))


def test_what_was_previewed_is_what_moves(house):
    customers(house, house.hunter, 7)
    moves = plan(house, house.farmer, house.farmer2, number=5)
    rebalance(house.head, house.hunter, moves, uuid4())
    now = owners()
    assert {pk: to for to, ids in moves.items() for pk in ids} == {
        pk: owner for pk, owner in now.items() if owner != house.hunter.pk
    }
    assert sum(owner == house.hunter.pk for owner in now.values()) == 2


def test_load_is_evened_out(house):
    customers(house, house.farmer, 3)
    customers(house, house.hunter, 5)
    moves = plan(house, house.farmer, house.farmer2)
    assert {to: len(ids) for to, ids in moves.items()} == {house.farmer.pk: 1, house.farmer2.pk: 4}
    shares = shares_of(moves)
    assert [(each.before, each.after, each.value_at_risk) for each in shares] == [(3, 4, 10), (0, 4, 40)]


def test_money_of_who_has_left_is_no_more_at_risk(house):
    customers(house, house.hunter, 2, stage="left")
    customers(house, house.hunter, 1, stage="regular")
    assert [each.value_at_risk for each in shares_of(plan(house, house.farmer))] == [10]


def test_limits_and_products_are_kept(house):
    kitchens = Product.objects.create(name="Kitchens")
    customers(house, house.hunter, 4, product=kitchens)
    house.farmer.customers_at_most = 1
    house.farmer.save()
    house.farmer2.products.add(Product.objects.create(name="Filters"))
    assert {to: len(ids) for to, ids in plan(house, house.farmer, house.farmer2).items()} == {
        house.farmer.pk: 1
    }


def test_protected_customers_and_those_without_an_order_stay(house):
    customers(house, house.hunter, 1, hunter=house.hunter, protected_until=today())
    house.customer("Not yet", owner=house.hunter)
    assert plan(house, house.farmer) == {}


def test_those_who_take_most_minutes_go_first(house):
    few, many, _ = customers(house, house.hunter, 3)
    for customer, minutes in ((few, 5), (many, 50)):
        Touch.objects.create(customer=customer, seller=house.hunter, minutes=minutes, day=today())
    assert plan(house, house.farmer, number=2)[house.farmer.pk] == [many.pk, few.pk]


def test_those_who_came_longest_ago_go_first(house):
    oldest = customers(house, house.hunter, 3)[0]
    assert plan(house, house.farmer, number=1, first="oldest") == {house.farmer.pk: [oldest.pk]}


def test_nobody_to_take_is_said(house):
    customers(house, house.hunter, 1)
    with pytest.raises(UserError, match="Choose who"):
        plan(house, house.hunter)
    house.farmer.customers_at_most = 0
    house.farmer.save()
    with pytest.raises(UserError, match="has room"):
        plan(house, house.farmer)


def test_plan_out_of_date_moves_nobody(house):
    mine = customers(house, house.hunter, 3)
    moves = plan(house, house.farmer)
    Customer.objects.filter(pk=mine[0].pk).update(owner=house.hunter2)
    with pytest.raises(UserError, match="changed"):
        rebalance(house.head, house.hunter, moves, uuid4())
    assert not OwnerChange.objects.exists()


def test_sending_it_twice_moves_once(house):
    customers(house, house.hunter, 2)
    act, moves = uuid4(), plan(house, house.farmer)
    first = rebalance(house.head, house.hunter, moves, act)
    assert rebalance(house.head, house.hunter, moves, act) == first
    assert OwnerChange.objects.count() == 2


def test_undo_gives_back_all_but_those_given_on(house):
    mine = customers(house, house.hunter, 4)
    PlannedTouch.objects.create(customer=mine[1], seller=house.hunter, play="remind", day=today())
    entry = rebalance(house.head, house.hunter, plan(house, house.farmer, house.farmer2), uuid4())
    Customer.objects.filter(pk=mine[0].pk).update(owner=house.hunter2)
    assert undo_rebalance(house.head, entry) == 3
    assert owners()[mine[0].pk] == house.hunter2.pk
    assert {owner for pk, owner in owners().items() if pk != mine[0].pk} == {house.hunter.pk}
    assert PlannedTouch.objects.get().seller == house.hunter
    assert undo_rebalance(house.head, entry) == 0
