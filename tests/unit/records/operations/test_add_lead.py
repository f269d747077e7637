"""Leads come by hand and by the form: known people stay one, somebody works on each, answers are timed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from lead_samples import draw, lead_of

from perennial.core.errors import UserError
from perennial.records.models import Consent, Customer, Lead, LeadMove, Note, Notice, PlannedTouch, Product
from perennial.records.operations.add_lead import NewLead, add_lead
from perennial.records.operations.log_touch import log_touch
from perennial.records.operations.take_request import take_request
from perennial.records.operations.undo_touch import undo_touch

pytestmark = pytest.mark.django_db
PHONE = "+7 912 345-67-89"


def test_lead_stands_in_the_first_step_of_its_product(house):
    tea = Product.objects.create(name="Tea")
    draw("tasted", "bargained", product=tea)
    lead, is_new = add_lead(house.hunter, NewLead(name="Olga", phone=PHONE, product=tea, note="In May"))
    assert is_new
    assert (lead.lead_step, lead.hunter, lead.first_answer_at) == ("tasted", house.hunter, None)
    assert (lead.customer.owner, lead.customer.contacts.get().normal) == (house.hunter, "+79123456789")
    move = LeadMove.objects.get()
    assert (move.step, move.at, move.by) == ("tasted", lead.entered_at, house.hunter)
    assert Note.objects.get().text == "In May"
    assert PlannedTouch.objects.get().lead == lead


def test_somebody_known_stays_one_person_and_one_lead(house):
    first, _ = add_lead(house.hunter, NewLead(name="Olga", phone=PHONE))
    again, is_new = add_lead(house.hunter, NewLead(name="O. Petrova", phone="8 912 345 67 89", note="Again"))
    assert (again, is_new) == (first, False)
    assert Customer.objects.count() == 1
    other, is_new = add_lead(house.hunter, NewLead(phone=PHONE, product=Product.objects.create(name="Tea")))
    assert is_new
    assert other.customer == first.customer


def test_namesakes_are_two_people(house):
    add_lead(house.hunter, NewLead(name="Olga", phone=PHONE))
    add_lead(house.hunter, NewLead(name="Olga", phone="+7 912 000-00-00"))
    assert Customer.objects.count() == 2


def test_customer_of_somebody_else_is_not_taken(house):
    add_lead(house.hunter2, NewLead(name="Olga", phone=PHONE))
    with pytest.raises(UserError, match="looks after them"):
        add_lead(house.hunter, NewLead(name="Olga", phone=PHONE, note="Mine now"))
    assert Lead.objects.get().hunter == house.hunter2
    assert not Note.objects.exists()


def test_lead_of_the_head_goes_to_who_has_fewest(house):
    lead_of(house)
    lead, _ = add_lead(house.head, NewLead(name="Olga", phone=PHONE))
    assert lead.hunter == lead.customer.owner == house.hunter2


def test_phone_that_cannot_be_one_is_refused_and_nothing_stays(house):
    with pytest.raises(UserError):
        add_lead(house.hunter, NewLead(name="Olga", phone="12"))
    assert not Customer.objects.exists()


def test_request_becomes_a_lead_with_its_consents_and_its_hunter_is_told(house):
    lead = take_request(NewLead(name="Olga", phone=PHONE, email="o@example.org"), basis="the form")
    told = Consent.objects.filter(given=True, purpose="service", basis="the form")
    assert set(told.values_list("channel", flat=True)) == {"call", "message", "mail"}
    notice = Notice.objects.get()
    assert (notice.user, notice.url) == (lead.hunter, f"/pipeline/{lead.pk}/")
    assert "Olga" not in str(notice.message)


def test_who_asks_again_by_the_form_stays_one_lead_with_one_more_way_to_reach_them(house):
    first = take_request(NewLead(name="Olga", phone=PHONE), basis="the form")
    again = take_request(NewLead(name="Olga", phone=PHONE, email="o@example.org"), basis="the form")
    assert again == first
    assert set(again.customer.contacts.values_list("normal", flat=True)) == {"+79123456789", "o@example.org"}
    assert Notice.objects.filter(user=first.hunter).count() == 2


def test_request_of_a_farmers_customer_becomes_a_note(house):
    customer = house.customer("Nord", owner=house.farmer, stage="regular")
    customer.contacts.create(kind="phone", value=PHONE, normal="+79123456789")
    assert take_request(NewLead(name="Nord", phone=PHONE, note="More tea?"), basis="the form") is None
    assert Note.objects.get().customer == customer
    assert Notice.objects.get().user == house.farmer
    assert not Lead.objects.exists()


@pytest.fixture
def call(house):
    def logged(lead, **told):
        return log_touch(seller=house.hunter, customer=lead.customer, key=uuid4(), **told)

    return logged


def test_first_touch_of_ours_answers_a_lead_and_undoing_takes_it_back(house, call):
    lead = lead_of(house, days=1)
    call(lead, direction="in")
    lead.refresh_from_db()
    assert lead.first_answer_at is None
    first, second = call(lead, outcome="no_answer"), call(lead)
    lead.refresh_from_db()
    assert lead.first_answer_at == first.happened_at
    undo_touch(house.hunter, first.key)
    lead.refresh_from_db()
    assert lead.first_answer_at == second.happened_at
    undo_touch(house.hunter, second.key)
    lead.refresh_from_db()
    assert lead.first_answer_at is None


def test_touch_before_the_lead_came_in_answers_nothing(house, call):
    lead = lead_of(house)
    call(lead, happened_at=timezone.now() - timedelta(days=2))
    lead.refresh_from_db()
    assert lead.first_answer_at is None
