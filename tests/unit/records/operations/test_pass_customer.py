"""A customer passes from a hunter to a farmer: offered, accepted, or accepted by silence."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.records.models import (
    Absence,
    Customer,
    HandOff,
    Lead,
    Notice,
    Order,
    OwnerChange,
    PlannedTouch,
    Product,
)
from perennial.records.operations import accept_handoff as accepting
from perennial.records.operations.accept_handoff import accept_handoff
from perennial.records.operations.accept_silent_handoffs import accept_silent_handoffs
from perennial.records.operations.offer_handoff import cancel_handoff, offer_handoff
from perennial.records.queries.visible import customers_for
from perennial.records.rights import may

MONDAY = date(2026, 3, 2)


def noon(day=MONDAY):
    return datetime(day.year, day.month, day.day, 12, tzinfo=timezone.get_current_timezone())


@pytest.fixture
def handoff(house):
    customer = house.customer(
        "Vesna", owner=house.hunter, hunter=house.hunter, expected_orders_365=5.5, usual_gap=20
    )
    return HandOff.objects.create(customer=customer, hunter=house.hunter, farmer=house.farmer)


def offered(handoff, **how):
    return offer_handoff(handoff, by=handoff.hunter, note="Call in the evening", at=noon(), **how)


def test_offer_lays_the_note_on_the_farmers_table(handoff, house):
    now = offered(handoff)
    assert (now.state, now.note, now.due_on) == ("offered", "Call in the evening", date(2026, 3, 4))
    assert Notice.objects.get().user == house.farmer


def test_another_farmer_has_the_whole_time_again(handoff, house):
    offered(handoff)
    later = noon(date(2026, 3, 3))
    now = offer_handoff(handoff, by=house.hunter, note="", farmer=house.farmer2, at=later)
    assert (now.farmer, now.due_on) == (house.farmer2, date(2026, 3, 5))


def test_new_note_leaves_the_time_as_it_was(handoff, house):
    offered(handoff)
    now = offer_handoff(handoff, by=house.hunter, note="And mornings", at=noon(date(2026, 3, 3)))
    assert (now.note, now.due_on) == ("And mornings", date(2026, 3, 4))


def test_only_a_farmer_takes_over(handoff, house):
    with pytest.raises(UserError, match="Only a farmer"):
        offered(handoff, farmer=house.hunter2)


def test_offer_says_so_where_nobody_has_room(handoff, house):
    HandOff.objects.update(farmer=None)
    for farmer in (house.farmer, house.farmer2):
        farmer.customers_at_most = 0
        farmer.save()
    with pytest.raises(UserError, match="No farmer has room"):
        offered(handoff)


def test_everything_moves_but_the_open_lead(handoff, house):
    customer = handoff.customer
    lead = Lead.objects.create(customer=customer, hunter=house.hunter)
    line = PlannedTouch.objects.create(customer=customer, seller=house.hunter, play="remind", day=MONDAY)
    now = accept_handoff(offered(handoff), house.farmer, noon())
    customer.refresh_from_db()
    line.refresh_from_db()
    lead.refresh_from_db()
    assert (customer.owner, customer.hunter, lead.hunter) == (house.farmer, house.hunter, house.hunter)
    assert (line.seller, line.play, line.day) == (house.farmer, "greet", MONDAY)
    assert (now.state, now.expected_orders_365, now.accepted_at) == ("accepted", 5.5, noon())
    change = OwnerChange.objects.get()
    assert (change.old, change.new, change.why) == (house.hunter, house.farmer, "handoff")


def test_second_acceptance_moves_nothing(handoff, house):
    first = accept_handoff(offered(handoff), house.farmer, noon())
    accept_handoff(handoff, house.farmer, noon(date(2026, 3, 9)))
    first.refresh_from_db()
    assert first.accepted_at == noon()
    assert (OwnerChange.objects.count(), PlannedTouch.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("gap", "product", "days"), [(20, None, 90), (120.4, None, 121), (None, None, 90), (200, 30, 30)]
)
def test_protected_period_is_the_longer_of_the_setting_and_a_usual_gap(handoff, gap, product, days):
    if product is not None:
        handoff.customer.product = Product.objects.create(name="Kitchens", protected_days=product)
    handoff.customer.usual_gap = gap
    handoff.customer.save()
    now = accept_handoff(offered(handoff), handoff.farmer, noon())
    handoff.customer.refresh_from_db()
    assert now.protected_until == handoff.customer.protected_until == MONDAY + timedelta(days=days)


def test_usual_gap_of_others_stands_in_for_an_unknown_one(handoff, house):
    house.customer("Others", usual_gap=540)
    Customer.objects.filter(pk=handoff.customer_id).update(usual_gap=None)
    now = accept_handoff(offered(handoff), handoff.farmer, noon())
    assert now.protected_until == MONDAY + timedelta(days=540)


def test_hunter_only_looks_on_until_the_period_is_over(handoff, house):
    accept_handoff(offered(handoff), house.farmer, timezone.now())
    customer = Customer.objects.get()
    assert may(house.hunter, "customer.see", customer)
    assert customers_for(house.hunter).count() == 1
    assert not may(house.hunter, "customer.edit", customer)
    assert not may(house.hunter, "customer.touch", customer)
    customer.protected_until = timezone.localdate() - timedelta(days=1)
    customer.save()
    assert not may(house.hunter, "customer.see", customer)
    assert customers_for(house.hunter).count() == 0


def test_nothing_has_moved_where_the_last_step_fails(handoff, house, monkeypatch):
    def dies(*args, **kwargs):
        raise DatabaseError("killed")

    offered(handoff)
    monkeypatch.setattr(accepting, "note_act", dies)
    with pytest.raises(DatabaseError):
        accept_handoff(handoff, house.farmer, noon())
    customer = Customer.objects.get()
    assert (customer.owner, customer.protected_until) == (house.hunter, None)
    assert HandOff.objects.get().state == "offered"
    assert not OwnerChange.objects.exists()
    assert not PlannedTouch.objects.exists()


def test_taken_back_cannot_be_accepted(handoff, house):
    cancel_handoff(offered(handoff), by=house.head)
    with pytest.raises(UserError, match="taken back"):
        accept_handoff(handoff, house.farmer, noon())
    assert Customer.objects.get().owner == house.hunter


def test_accepted_cannot_be_taken_back(handoff, house):
    accept_handoff(offered(handoff), house.farmer, noon())
    with pytest.raises(UserError, match="over"):
        cancel_handoff(handoff, by=house.head)


def test_silence_accepts_after_two_working_days_and_the_head_is_told(handoff, house):
    offered(handoff)
    Notice.objects.all().delete()
    assert accept_silent_handoffs(today=date(2026, 3, 3)) == 0
    assert accept_silent_handoffs(today=date(2026, 3, 4), at=noon(date(2026, 3, 4))) == 1
    handoff.refresh_from_db()
    assert handoff.state == "by_silence"
    assert Customer.objects.get().owner == house.farmer
    assert set(Notice.objects.values_list("user", flat=True)) == {house.hunter.pk, house.head.pk}
    assert accept_silent_handoffs(today=date(2026, 3, 9)) == 0


def test_absence_noted_meanwhile_puts_silence_off(handoff, house):
    offered(handoff)
    Absence.objects.create(user=house.farmer, first_day=date(2026, 3, 3), last_day=date(2026, 3, 6))
    assert accept_silent_handoffs(today=date(2026, 3, 4)) == 0
    handoff.refresh_from_db()
    assert handoff.due_on == date(2026, 3, 10)


def test_without_a_note_the_customer_is_offered_as_is(handoff):
    HandOff.objects.update(due_on=MONDAY)
    assert accept_silent_handoffs(today=MONDAY, at=noon()) == 0
    handoff.refresh_from_db()
    assert (handoff.state, handoff.note, handoff.due_on) == ("offered", "", date(2026, 3, 4))


def test_handoff_without_a_day_gets_one(handoff):
    accept_silent_handoffs(today=MONDAY, at=noon())
    handoff.refresh_from_db()
    assert (handoff.state, handoff.due_on) == ("open", date(2026, 3, 4))


def test_head_is_told_where_nobody_has_room(handoff, house):
    HandOff.objects.update(due_on=MONDAY, farmer=None)
    for farmer in (house.farmer, house.farmer2):
        farmer.customers_at_most = 0
        farmer.save()
    accept_silent_handoffs(today=MONDAY, at=noon())
    assert Notice.objects.get().user == house.head
    assert HandOff.objects.get().due_on == date(2026, 3, 4)


def test_customer_given_to_another_farmer_meanwhile_stays_there(handoff, house):
    offered(handoff)
    Customer.objects.update(owner=house.farmer2)
    assert accept_silent_handoffs(today=date(2026, 3, 9)) == 0
    assert HandOff.objects.get().state == "cancelled"
    assert Customer.objects.get().owner == house.farmer2


def test_forecast_that_comes_after_the_handoff_is_kept(handoff, house):
    Customer.objects.update(expected_orders_365=None)
    accept_handoff(offered(handoff), house.farmer, noon())
    Customer.objects.update(expected_orders_365=3.25)
    accept_silent_handoffs(today=date(2026, 3, 5), at=noon(date(2026, 3, 5)))
    assert HandOff.objects.get().expected_orders_365 == 3.25


def test_notices_name_no_customer(handoff, house):
    Order.objects.all().delete()
    accept_handoff(offered(handoff), house.farmer, noon())
    assert "Vesna" not in str(list(Notice.objects.values_list("message", flat=True)))
