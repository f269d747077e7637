"""The list of serious mistakes, and noting one on a customer's page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from perennial.records.models import Mistake, PlannedTouch


@pytest.fixture
def owner(client, house):
    client.force_login(house.owner)
    return client


def page(client, **asked):
    return client.get(reverse("mistakes"), asked).content.decode()


def test_nothing_noted_says_what_to_do(owner):
    assert "No serious mistake is noted" in page(owner)


def test_mistake_is_noted_on_the_page_of_a_customer(owner, house):
    customer = house.customer("Nord", owner=house.farmer)
    fields = {"text": "Late again", "kind": "late", "owner": house.farmer2.pk, "cost": "30"}
    shown = owner.post(reverse("customer_mistake_add", args=[customer.pk]), fields, follow=True)
    assert "A call to put it right stands on today" in shown.content.decode()
    assert PlannedTouch.objects.get().play == "repair"
    made = Mistake.objects.get()
    assert (made.kind, made.owner, made.cost) == ("late", house.farmer2, 30)
    written = page(owner)
    for part in ("Nord", "Late again", "Farmer2", "€30"):
        assert part in written


def test_list_is_narrowed(owner, house):
    Mistake.objects.create(customer=house.customer("Nord"), text="Late again", kind="late")
    Mistake.objects.create(customer=house.customer("South"), text="Rude", solved_at=timezone.now())
    assert "South" not in page(owner, kind="late")
    assert "Nord" not in page(owner, state="solved")
    assert "None of that kind." in page(owner, kind="broken")


def test_lost_regulars_are_told_with_their_money(owner, house):
    last = timezone.localdate() - timedelta(days=100)
    customer = house.customer("Nord", stage="left", purchases=6, usual_gap=30, last_order_on=last)
    Mistake.objects.create(customer=customer, text="Late", at=timezone.now() - timedelta(days=95), worth=1500)
    Mistake.objects.create(customer=house.customer("South"), text="Rude")
    written = page(owner, state="lost")
    assert "Regulars lost after one" in written
    assert "€1,500" in written
    assert "South" not in written
