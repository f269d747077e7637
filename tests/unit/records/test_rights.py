from datetime import date

import pytest
from django.utils import timezone

from perennial.records.models import Customer
from perennial.records.models.words import Role
from perennial.records.queries.visible import customers_for
from perennial.records.rights import RIGHTS, may, scope_of

ACTS_ON_CUSTOMERS = sorted(act for act in RIGHTS if act.startswith("customer."))


def test_every_act_says_something_of_every_role():
    assert all(set(row) == set(Role.values) for row in RIGHTS.values())


@pytest.mark.parametrize("act", ACTS_ON_CUSTOMERS)
@pytest.mark.parametrize("role", ["owner", "head", "hunter", "farmer", "analyst"])
def test_rule_and_query_agree_on_every_customer(house, role, act):
    for owner, hunter in (("hunter", "hunter"), ("farmer", "hunter"), ("farmer2", "hunter2"), (None, None)):
        house.customer(owner=house.people.get(owner), hunter=house.people.get(hunter))
    house.customer(owner=house.farmer, hunter=house.hunter, protected_until=date(2999, 1, 1))
    user = house.people[role]
    seen = set(customers_for(user, act).values_list("id", flat=True))
    by_rule = {each.pk for each in Customer.objects.all() if may(user, act, each)}
    assert seen == by_rule


def test_hunter_looks_at_a_protected_customer_but_does_not_change_it(house):
    customer = house.customer(owner=house.farmer, hunter=house.hunter, protected_until=date(2999, 1, 1))
    assert may(house.hunter, "customer.see", customer)
    assert not may(house.hunter, "customer.edit", customer)


def test_hunter_stops_seeing_when_the_protected_period_has_ended(house):
    customer = house.customer(owner=house.farmer, hunter=house.hunter, protected_until=date(2001, 1, 1))
    assert not may(house.hunter, "customer.see", customer)


def test_who_has_left_may_do_nothing(house):
    house.owner.is_active = False
    assert {scope_of(house.owner, act) for act in RIGHTS} == {"none"}


def test_cover_sees_the_customers_of_who_is_away(house):
    today = timezone.localdate()
    house.farmer.absences.create(first_day=today, last_day=today, cover=house.farmer2)
    assert may(house.farmer2, "customer.edit", house.customer(owner=house.farmer))
