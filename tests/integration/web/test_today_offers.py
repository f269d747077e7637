"""Offers on Today: what is given with a touch, what has to be asked for first, and what goes by itself."""

from datetime import time
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from today_days import phone, planned, today

from perennial.records.models import Given, Notice, Offer, PlannedTouch, RefreshRun, Touch

SCRIPT = {"HTTP_X_TODAY": "1"}


@pytest.fixture
def box():
    return Offer.objects.create(
        name="Box",
        kind="gift",
        text_en="A box of tea",
        text_ru="Коробка чая",
        cost=Decimal(5),
        code="TEA-1",
        stock=1,
    )


@pytest.fixture
def line(house, box):
    customer = house.customer("Nord Café", owner=house.farmer, purchases=4, stage="regular")
    phone(customer)
    return planned(customer, house.farmer, play="offer", gift=box, offer=box.text_en)


@pytest.fixture
def farmer(client, house):
    client.force_login(house.farmer)
    return client


def send(client, line, **told):
    fields = {"key": uuid4(), "planned": line.pk, "customer": line.customer_id, "outcome": "reached", **told}
    return client.post(reverse("today_log"), fields, **SCRIPT)


def page(client):
    return client.get(reverse("today")).content.decode()


def test_line_names_the_offer_its_code_and_its_cost(farmer, line):
    shown = page(farmer)
    for part in ("A box of tea", "TEA-1", "costs us €5", 'data-offer="A box of tea"'):
        assert part in shown


def test_offer_is_given_with_the_touch_and_comes_back_when_that_is_undone(farmer, line, box, house):
    key = uuid4()
    assert send(farmer, line, key=key, gave="1").status_code == 200
    given = Given.objects.get()
    assert (given.offer, given.customer, given.by, given.touch.key) == (box, line.customer, house.farmer, key)
    farmer.post(reverse("today_undo"), {"key": key}, **SCRIPT)
    given.refresh_from_db()
    assert given.undone_at is not None


@pytest.mark.parametrize("told", [{}, {"gave": "1", "outcome": "no_answer"}])
def test_nothing_is_given_where_nobody_said_so_or_nobody_answered(farmer, line, told):
    assert send(farmer, line, **told).status_code == 200
    assert not Given.objects.exists()


def test_offer_that_ran_out_is_said_and_the_touch_can_be_logged_without_it(farmer, line, box, house):
    Given.objects.create(offer=box, customer=house.customer("Other"), day=today())
    refused = send(farmer, line, gave="1")
    assert refused.status_code == 400
    assert refused.json()["errors"] == ["Nothing is left of “Box”."]
    assert not Touch.objects.exists()
    # Kept on a phone without a network it is logged all the same.
    assert send(farmer, line, gave="1", late="1").status_code == 200
    assert Touch.objects.count() == 1
    assert Given.objects.count() == 1


def test_dear_offer_is_asked_for_and_the_heads_are_told(farmer, line, house):
    PlannedTouch.objects.update(approval="needed")
    shown = page(farmer)
    assert "Ask for approval" in shown
    assert "data-offer=" not in shown
    asked = farmer.post(reverse("today_ask", args=[line.pk]), **SCRIPT)
    assert asked.status_code == 200
    line.refresh_from_db()
    assert line.approval == "asked"
    assert "wait before you offer it" in page(farmer)
    assert Notice.objects.filter(user=house.head).exists()
    PlannedTouch.objects.update(approval="given")
    assert "You may offer it." in page(farmer)
    PlannedTouch.objects.update(approval="refused")
    assert "call without it" in page(farmer)


def test_nobody_asks_for_a_line_of_somebody_else(client, line, house):
    client.force_login(house.farmer2)
    assert client.post(reverse("today_ask", args=[line.pk]), **SCRIPT).status_code == 404


def test_what_the_house_sends_is_no_line_of_a_seller(farmer, line):
    PlannedTouch.objects.update(by_itself=True, channel="mail")
    assert "Nord Café" not in page(farmer)


def test_mail_planned_for_a_seller_leads_to_their_mail_program(farmer, line):
    phone(line.customer, "info@nord.example", kind="email")
    PlannedTouch.objects.update(channel="mail")
    shown = page(farmer)
    assert "mailto:info@nord.example" in shown


def test_day_says_how_many_wait_for_consent(farmer, line, house):
    RefreshRun.objects.create(state="done", counts={"waiting": {str(house.farmer.pk): [3, 1200.0]}})
    assert "There is a reason to touch 3 customers more with €1,200 at risk" in page(farmer)
    assert reverse("messages_consent") not in page(farmer)


@pytest.mark.parametrize(("begin", "is_quiet"), [(time(0), True), (time(23, 59, 58), False)])
def test_in_quiet_hours_it_says_until_when(farmer, line, house, begin, is_quiet):
    house.business.quiet_from, house.business.quiet_until = begin, time(23, 59, 59)
    house.business.save()
    assert ("Quiet hours: nobody is called with an offer before 23:59." in page(farmer)) is is_quiet
