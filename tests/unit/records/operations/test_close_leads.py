"""What touches do to a lead: lost with a reason, back on the day agreed, and open again when taken back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from today_days import phone, today

from perennial.core.days import day_of
from perennial.records.models import Lead, LeaveReason, PlannedTouch, Promise
from perennial.records.operations.close_leads import lead_at
from perennial.records.operations.log_touch import log_touch
from perennial.records.operations.plan_leads import plan_leads
from perennial.records.operations.undo_touch import undo_touch


@pytest.fixture
def line(house):
    customer = house.customer("Olga", owner=house.hunter)
    phone(customer)
    Lead.objects.create(customer=customer, hunter=house.hunter, source="fair")
    plan_leads(today=today())
    return PlannedTouch.objects.get(state="open")


def log(house, line, outcome, **told):
    return log_touch(
        seller=house.hunter, customer=line.customer, planned=line, key=uuid4(), outcome=outcome, **told
    )


def open_line():
    return PlannedTouch.objects.filter(state="open").first()


def test_refusal_closes_the_lead_with_its_reason(house, line):
    touch = log(house, line, "refused", leave_reason="price", text="Too dear")
    lead = Lead.objects.get()
    assert (lead.closed_at, lead.lost_reason) == (touch.happened_at, "price")
    plan_leads(today=today() + timedelta(days=40))
    assert open_line() is None


def test_note_stands_for_the_reason(house, line):
    log(house, line, "refused", text="Buys from a cousin")
    assert Lead.objects.get().lost_reason == "Buys from a cousin"


@pytest.mark.parametrize("outcome", ["reached", "no_answer", "ordered", "wrong_number"])
def test_other_outcomes_leave_the_lead_open(house, line, outcome):
    log(house, line, outcome)
    assert Lead.objects.get().closed_at is None


def test_undo_opens_the_lead_and_its_line_again(house, line):
    touch = log(house, line, "refused", leave_reason="price")
    undo_touch(house.hunter, touch.key)
    lead = Lead.objects.get()
    assert (lead.closed_at, lead.lost_reason) == (None, "")
    assert open_line() == line
    plan_leads(today=today())
    assert open_line() == line


def test_undo_of_an_older_touch_leaves_a_lead_closed_since(house, line):
    first = log(house, line, "refused", leave_reason="price")
    Lead.objects.update(closed_at=None)
    log_touch(
        seller=house.hunter, customer=line.customer, key=uuid4(), outcome="refused", leave_reason="no_need"
    )
    undo_touch(house.hunter, first.key)
    assert Lead.objects.get().lost_reason == "no_need"


def test_day_agreed_on_brings_the_line_back_that_day(house, line):
    day = today() + timedelta(days=9)
    log(house, line, "promised", promise_day=day)
    for passed in (0, 1, 9):
        plan_leads(today=today() + timedelta(days=passed))
        back = open_line()
        assert (back.day, back.lead, back.play) == (day, line.lead, "first")
    assert back.reason["text"].startswith("Agreed for")
    assert back.reason["facts"] == {"day": day_of(day)}


def test_undo_of_an_agreement_brings_todays_line_back(house, line):
    touch = log(house, line, "promised", promise_day=today() + timedelta(days=9))
    undo_touch(house.hunter, touch.key)
    assert open_line() == line
    assert not Promise.objects.filter(undone_at__isnull=True).exists()


def test_lead_who_never_bought_does_not_count_among_those_who_left(house, line):
    log(house, line, "left", leave_reason="competitor")
    assert Lead.objects.get().lost_reason == "competitor"
    assert not LeaveReason.objects.exists()


def test_touch_without_a_line_is_of_the_sellers_own_lead(house, line):
    Lead.objects.create(customer=line.customer, hunter=house.hunter2)
    own = Lead.objects.get(hunter=house.hunter)
    assert lead_at(None, line.customer, house.hunter) == own
    assert lead_at(line, line.customer, house.hunter2) == own


def test_touch_with_somebody_who_has_bought_is_of_no_lead(house, line):
    line.customer.stage = "new"
    assert lead_at(None, line.customer, house.hunter) is None
    assert lead_at(None, None, house.hunter) is None


def test_outcome_is_called_in_a_leads_own_words(house, line):
    assert log(house, line, "refused", text="no").outcome_words == "does not want it"
    stranger = house.customer("Vesna", owner=house.hunter)
    touch = log_touch(seller=house.hunter, customer=stranger, key=uuid4(), outcome="refused")
    assert touch.outcome_words == "does not want it now"
