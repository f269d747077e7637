"""A serious mistake is to be put right at once."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from today_days import planned

from perennial.records.models import Mistake, PlannedTouch
from perennial.records.operations.note_mistake import note_mistake, open_mistake_again, solve_mistake

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(house):
    return house.customer(owner=house.farmer, value_at_risk=1200.0, forecast_as_of=date(2026, 1, 1))


def repairs(customer):
    return PlannedTouch.objects.filter(customer=customer, play="repair", state="open")


def test_mistake_keeps_what_is_known_of_it(house, customer):
    note_mistake(house.head, customer, " Late ", kind="late", owner=house.farmer2, cost=Decimal(30))
    made = Mistake.objects.get()
    assert (made.text, made.kind, made.owner, made.by) == ("Late", "late", house.farmer2, house.head)
    assert (made.cost, made.worth) == (Decimal(30), Decimal(1200))


def test_call_to_put_it_right_stands_on_today_in_place_of_what_was_planned(house, customer):
    before = planned(customer, house.farmer)
    note_mistake(house.head, customer, "Late")
    line = repairs(customer).get()
    assert (line.seller, line.day) == (house.farmer, timezone.localdate())
    assert "serious mistake" in line.reason["text"]
    before.refresh_from_db()
    assert before.state == "dropped"


def test_nobody_calls_a_customer_in_nobodys_hands(house):
    customer = house.customer()
    note_mistake(house.head, customer, "Late")
    assert not repairs(customer).exists()
    assert Mistake.objects.get().worth is None


def test_once_all_is_put_right_nobody_needs_to_call(house, customer):
    one, other = note_mistake(house.head, customer, "Late"), note_mistake(house.head, customer, "Rude")
    solve_mistake(house.farmer, one)
    assert repairs(customer).exists()
    solve_mistake(house.farmer, other)
    assert not repairs(customer).exists()
    open_mistake_again(house.farmer, other)
    assert repairs(customer).count() == 1
