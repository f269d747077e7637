"""Why a customer stands on nobody's list, and putting them there by hand."""

import re
from datetime import timedelta
from html import unescape

import pytest
from consents import agree
from django.urls import reverse
from django.utils import timezone
from today_days import planned, today

from perennial.records.models import AuditEntry, PlannedTouch, Touch, Trial, TrialLot


@pytest.fixture
def regular(house):
    customer = house.customer("Nord Café", owner=house.farmer, purchases=4, stage="regular")
    agree([customer])
    return customer


@pytest.fixture
def farmer(client, house):
    client.force_login(house.farmer)
    return client


def why(client, customer, **headers):
    answered = client.get(reverse("customer_plan", args=[customer.pk]), **headers)
    assert answered.status_code == 200
    return plain(answered)


def plain(answered):
    return unescape(re.sub("<[^>]+>", "", answered.content.decode()))


def put(client, customer, day=None):
    told = {"day": (day or today()).isoformat()}
    return plain(client.post(reverse("customer_plan_put", args=[customer.pk]), told, follow=True))


def hold_out(customer, play="remind"):
    trial = Trial.objects.create(
        key="t", question="?", play=play, held_out="0.1", horizon=90, state="running"
    )
    TrialLot.objects.create(
        trial=trial,
        customer=customer,
        lot_key="k",
        arm="control",
        assigned_on=today(),
        until=today() + timedelta(days=90),
    )


def test_page_of_a_customer_leads_to_the_reason(farmer, regular):
    shown = farmer.get(reverse("customer", args=[regular.pk])).content.decode()
    assert "Why is nobody to touch this customer now?" in shown
    assert "Nothing is forecast yet" in why(farmer, regular)
    part = why(farmer, regular, HTTP_HX_REQUEST="true")
    assert "Perennial" not in part
    assert "Nothing is forecast yet" in part


def test_each_reason_that_people_made_is_named(farmer, house, regular):
    Touch.objects.create(customer=regular, seller=house.farmer, day=today() - timedelta(days=2))
    assert "the next 7 days belong to them" in why(farmer, regular)
    hold_out(regular)
    assert "in the comparison group of a trial until" in why(farmer, regular)
    regular.handoffs.create(hunter=house.hunter, farmer=house.farmer, state="offered")
    assert "being handed over" in why(farmer, regular)
    regular.objects_to_profiling = True
    regular.save()
    assert "objects to forecasts" in why(farmer, regular)


def test_customer_in_nobodys_hands_is_told_so(client, house):
    client.force_login(house.owner)
    assert "in nobody's hands" in why(client, house.customer("Free", purchases=2, stage="repeat"))


def test_same_person_under_another_record_is_named(farmer, house, regular):
    twin = house.customer("Nord Coffee", owner=house.farmer, tax_id="7707083893", purchases=1)
    regular.tax_id = "7707083893"
    regular.save()
    planned(twin, house.farmer)
    assert "planned for as Nord Coffee" in why(farmer, regular)
    assert "stands on a list already" in put(farmer, regular)


def test_put_by_hand_it_stands_on_the_list_and_is_marked(farmer, regular, house):
    assert "on the list of Farmer" in put(farmer, regular)
    line = PlannedTouch.objects.get()
    assert (line.is_fixed, line.seller, line.day, line.play) == (True, house.farmer, today(), "remind")
    assert "Put here by hand, by Farmer" in plain(farmer.get(reverse("today")))
    assert AuditEntry.objects.filter(act="planned.by_hand").exists()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda c: c.consents.all().delete(), "have not agreed to be called"),
        (hold_out, "do not call first"),
    ],
)
def test_whom_nobody_may_call_is_not_put_there(farmer, regular, make, said):
    make(regular)
    assert said in put(farmer, regular)
    assert not PlannedTouch.objects.exists()


def test_a_day_that_passed_is_refused(farmer, regular):
    assert "Choose today or a day ahead" in put(farmer, regular, today() - timedelta(days=1))


def test_customers_of_others_are_not_there(client, house, regular):
    client.force_login(house.farmer2)
    assert client.get(reverse("customer_plan", args=[regular.pk])).status_code == 404
    assert (
        client.post(
            reverse("customer_plan_put", args=[regular.pk]), {"day": timezone.localdate()}
        ).status_code
        == 404
    )
