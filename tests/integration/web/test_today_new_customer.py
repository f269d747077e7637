"""A customer who waits to be accepted: whoever touches them takes them."""

from uuid import uuid4

import pytest
from django.urls import reverse
from today_days import today

from perennial.records.models import HandOff, PlannedTouch, Touch

SCRIPT = {"HTTP_X_TODAY": "1"}


@pytest.fixture
def waiting(house):
    customer = house.customer("Nord Café", owner=house.hunter, hunter=house.hunter, purchases=1, stage="new")
    return HandOff.objects.create(
        customer=customer, hunter=house.hunter, farmer=house.farmer, state="offered", due_on=today()
    )


def send(client, waiting):
    told = {"key": uuid4(), "planned": "", "customer": waiting.customer_id, "outcome": "reached"}
    return client.post(reverse("today_log"), told, **SCRIPT)


def test_outcome_on_the_line_accepts_the_customer_and_is_their_greeting(client, house, waiting):
    client.force_login(house.farmer)
    assert client.get(reverse("today_log"), {"customer": waiting.customer_id}).status_code == 200
    waiting.refresh_from_db()
    assert waiting.state == "offered"  # looking changes nothing
    assert send(client, waiting).status_code == 200
    waiting.refresh_from_db()
    waiting.customer.refresh_from_db()
    touch = Touch.objects.get()
    assert (waiting.state, waiting.customer.owner) == ("accepted", house.farmer)
    assert (touch.play, touch.is_planned, touch.seller) == ("greet", True, house.farmer)
    assert not PlannedTouch.objects.filter(state="open").exists()


def test_nobody_else_takes_them_by_touching(client, house, waiting):
    client.force_login(house.farmer2)
    assert send(client, waiting).status_code == 404
    waiting.refresh_from_db()
    assert waiting.state == "offered"
