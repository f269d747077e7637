"""A hunter's Today: leads in their own words, and the notes that customers wait for."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from today_days import phone, today

from perennial.records.models import HandOff, Lead, PlannedTouch, Touch
from perennial.records.operations.plan_leads import plan_leads


@pytest.fixture
def line(house):
    customer = house.customer("Olga", owner=house.hunter)
    phone(customer)
    Lead.objects.create(customer=customer, hunter=house.hunter, source="fair", lead_step="meeting")
    plan_leads(today=today())
    PlannedTouch.objects.update(day=today())  # a plan begins on a working day
    return PlannedTouch.objects.get()


@pytest.fixture
def hunter(client, house):
    client.force_login(house.hunter)
    return client


def page(client, name="today", **asked):
    return client.get(reverse(name), asked).content.decode()


def send(client, line, **told):
    fields = {"key": uuid4(), "planned": line.pk, "customer": line.customer_id, **told}
    return client.post(reverse("today_log"), fields, HTTP_X_TODAY="1")


def test_line_says_that_it_is_a_lead(hunter, line):
    written = page(hunter)
    for part in ("New lead", "New lead from fair", "step: meeting", "Meeting…", "data-lead"):
        assert part in written


def test_hunter_adds_a_lead_from_today(hunter, house):
    assert f"{reverse('customer_add')}?lead=1" in page(hunter)
    assert "Nobody is to be called today" in page(hunter)


def test_refusal_without_a_reason_is_asked_for_one(hunter, line):
    answered = send(hunter, line, outcome="refused")
    assert answered.status_code == 400
    assert answered.json()["errors"] == ["Say why they do not want it."]
    assert not Touch.objects.exists()


def test_refusal_with_a_reason_closes_the_lead_and_says_so(hunter, line):
    answered = send(hunter, line, outcome="refused", lost_reason="competitor").json()
    assert answered["said"] == "Olga: the lead is closed."
    assert "does not want it" in answered["html"]
    assert Lead.objects.get().lost_reason == "competitor"


def test_refusal_by_a_customer_needs_no_reason(hunter, house):
    customer = house.customer("Nord", owner=house.hunter, stage="new")
    told = {"key": uuid4(), "customer": customer.pk, "outcome": "refused"}
    assert hunter.post(reverse("today_log"), told, HTTP_X_TODAY="1").status_code == 200


def test_agreement_is_answered_with_its_day(hunter, line):
    day = today() + timedelta(days=3)
    said = send(hunter, line, outcome="promised", promise_day=day).json()["said"]
    assert said.startswith("Olga: agreed for")
    PlannedTouch.objects.filter(state="open").update(day=today())
    line.customer.promises.update(day=today())
    assert "Agreed for" in page(hunter)


def test_agreement_without_a_day_is_asked_for_one(hunter, line):
    assert send(hunter, line, outcome="promised").json()["errors"] == ["Say on which day."]


def test_plain_form_of_a_lead_asks_why_and_keeps_what_was_written(hunter, line):
    form = page(hunter, "today_log", planned=line.pk)
    assert 'name="lost_reason"' in form
    assert 'name="leave_reason"' not in form
    told = {"key": uuid4(), "planned": line.pk, "outcome": "refused", "minutes": "7"}
    answered = hunter.post(reverse("today_log"), told)
    assert answered.status_code == 400
    for part in ("Say why they do not want it.", 'value="7"'):
        assert part in answered.content.decode()


def test_touch_kept_without_a_network_closes_the_lead_once(hunter, line):
    key = uuid4()
    for _ in range(2):
        answered = send(hunter, line, key=key, outcome="refused", lost_reason="price", late="1")
        assert answered.status_code == 200
    assert Touch.objects.count() == 1
    assert Lead.objects.get().lost_reason == "price"


def test_undo_brings_the_lead_back(hunter, line):
    send(hunter, line, outcome="refused", lost_reason="price")
    key = Touch.objects.get().key
    answered = hunter.post(reverse("today_undo"), {"key": key}, HTTP_X_TODAY="1")
    assert "New lead" in answered.json()["html"]
    assert Lead.objects.get().closed_at is None


def test_customers_who_wait_for_a_note_are_told_of_at_the_top(hunter, house):
    assert "Waiting for your note" not in page(hunter)
    for name, by in (("Nord", house.hunter), ("Vesna", house.hunter), ("Linen", house.hunter2)):
        customer = house.customer(name, owner=by, hunter=by, stage="new")
        HandOff.objects.create(customer=customer, hunter=by, state=HandOff.State.OPEN)
    assert "Waiting for your note: <b>2 customers</b>" in page(hunter)
    hunter.force_login(house.owner)
    assert "Waiting for your note" not in page(hunter, seller=house.hunter.pk)


@pytest.mark.parametrize(
    ("hour", "words"),
    [(4, "Hello"), (5, "Good morning"), (12, "Good afternoon"), (18, "Good evening"), (23, "Hello")],
)
def test_greeting_goes_by_the_hour(hunter, monkeypatch, hour, words):
    now = timezone.localtime().replace(hour=hour)
    monkeypatch.setattr("perennial.web.views.today_page.timezone.localtime", lambda *_: now)
    assert f"{words}, Hunter" in page(hunter)
