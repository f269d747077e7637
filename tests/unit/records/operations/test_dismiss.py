from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.records.models import Absence, ApiToken, Customer, HandOff, Lead, PlannedTouch
from perennial.records.operations.dismiss import dismiss, undo_dismissal
from perennial.records.queries.dismissal_plan import left_by, plan_dismissal


def today():
    return timezone.localdate()


def leaves(house, person, *takers):
    plan = plan_dismissal(person, takers, today())
    return dismiss(house.owner, person, plan, uuid4(), today=today())


def test_everything_is_counted_first(house):
    house.customer(owner=house.hunter)
    other = house.customer(owner=house.hunter2)
    Lead.objects.create(customer=other, hunter=house.hunter)
    Lead.objects.create(customer=other, hunter=house.hunter, closed_at=timezone.now())
    PlannedTouch.objects.create(customer=other, seller=house.hunter, play="first", day=today())
    HandOff.objects.create(customer=other, hunter=house.hunter)
    Absence.objects.create(user=house.hunter, first_day=today(), last_day=today())
    left = left_by(house.hunter, today())
    assert (left.customers, left.leads, left.lines) == (1, 1, 1)
    assert (left.to_note, left.to_accept, left.absences) == (1, 0, 1)


def test_customers_go_to_the_least_loaded_and_the_account_closes(house):
    for n in range(4):
        house.customer(f"Customer {n}", owner=house.farmer)
    token = ApiToken.objects.create(user=house.farmer, name="Sheet", token_hash="x")
    leaves(house, house.farmer, house.farmer2, house.hunter)
    house.farmer.refresh_from_db()
    token.refresh_from_db()
    assert (house.farmer.is_active, house.farmer.left_on) == (False, today())
    assert token.revoked_at is not None
    counts = [Customer.objects.filter(owner=each).count() for each in (house.farmer2, house.hunter)]
    assert counts == [2, 2]


def test_limit_gives_way_rather_than_leave_a_customer_alone(house):
    for n in range(3):
        house.customer(f"Customer {n}", owner=house.farmer)
    house.farmer2.customers_at_most = 1
    house.farmer2.save()
    leaves(house, house.farmer, house.farmer2)
    assert Customer.objects.filter(owner=house.farmer2).count() == 3


def test_open_leads_go_to_hunters(house):
    lead = Lead.objects.create(customer=house.customer(owner=house.hunter), hunter=house.hunter)
    leaves(house, house.hunter, house.hunter2, house.farmer)
    lead.refresh_from_db()
    assert lead.hunter == house.hunter2


def test_lines_on_customers_of_others_go_to_their_owners(house):
    covered = house.customer(owner=house.farmer2)
    line = PlannedTouch.objects.create(customer=covered, seller=house.farmer, play="remind", day=today())
    leaves(house, house.farmer)
    line.refresh_from_db()
    assert line.seller == house.farmer2


def test_handoff_to_who_leaves_is_offered_to_another_farmer(house):
    handoff = HandOff.objects.create(
        customer=house.customer(owner=house.hunter), hunter=house.hunter, farmer=house.farmer, state="offered"
    )
    leaves(house, house.farmer)
    handoff.refresh_from_db()
    assert (handoff.farmer, handoff.state) == (house.farmer2, "offered")


def test_handoff_of_a_hunter_who_leaves_waits_for_no_note(house):
    handoff = HandOff.objects.create(customer=house.customer(owner=house.hunter), hunter=house.hunter)
    leaves(house, house.hunter, house.hunter2)
    handoff.refresh_from_db()
    assert handoff.state == "offered"


def test_absences_to_come_and_cover_end(house):
    ahead = today() + timedelta(days=5)
    Absence.objects.create(user=house.farmer, first_day=ahead, last_day=ahead)
    covered = Absence.objects.create(user=house.farmer2, first_day=ahead, last_day=ahead, cover=house.farmer)
    leaves(house, house.farmer)
    covered.refresh_from_db()
    assert (house.farmer.absences.count(), covered.cover) == (0, None)


def test_nobody_dismisses_themselves_and_the_last_owner_stays(house):
    with pytest.raises(UserError, match="themselves"):
        leaves(house, house.owner)
    plan = plan_dismissal(house.owner, [], today())
    with pytest.raises(UserError, match="only owner"):
        dismiss(house.head, house.owner, plan, uuid4(), today=today())


def test_somebody_has_to_take_what_is_there(house):
    house.customer(owner=house.farmer)
    with pytest.raises(UserError, match="Choose who"):
        plan_dismissal(house.farmer, [], today())


def test_customer_who_came_after_the_preview_is_not_forgotten(house):
    plan = plan_dismissal(house.farmer, [house.farmer2], today())
    house.customer(owner=house.farmer)
    with pytest.raises(UserError, match="changed"):
        dismiss(house.owner, house.farmer, plan, uuid4(), today=today())
    house.farmer.refresh_from_db()
    assert house.farmer.is_active


def test_ownership_is_given_back_but_the_account_stays_closed(house):
    customer = house.customer(owner=house.hunter)
    lead = Lead.objects.create(customer=customer, hunter=house.hunter)
    entry = leaves(house, house.hunter, house.hunter2)
    assert undo_dismissal(house.owner, entry) == 1
    for each in (customer, lead, house.hunter):
        each.refresh_from_db()
    assert (customer.owner, lead.hunter, house.hunter.is_active) == (house.hunter, house.hunter, False)
