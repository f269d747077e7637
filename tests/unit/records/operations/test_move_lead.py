"""A lead goes from step to step, with what is next; the last move comes back."""

from datetime import timedelta

import pytest
from django.utils import timezone
from lead_samples import lead_of

from perennial.core.errors import UserError
from perennial.records.models import AuditEntry, LeadMove, PlannedTouch
from perennial.records.operations.move_lead import move_lead, undo_move
from perennial.records.operations.plan_leads import plan_leads

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(house):
    return lead_of(house, days=5)


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def forward(house, lead, **told):
    return move_lead(
        house.hunter, lead, "offer made", **{"next_action": "Call", "next_on": tomorrow(), **told}
    )


def test_move_is_written_down(house, lead):
    before = timezone.now()
    moved = forward(house, lead, was="meeting").lead
    assert (moved.lead_step, moved.next_action, moved.next_on) == ("offer made", "Call", tomorrow())
    assert moved.step_since >= before
    move = LeadMove.objects.get()
    assert (move.step, move.by, move.at) == ("offer made", house.hunter, moved.step_since)
    assert AuditEntry.objects.get(act="lead.move").facts == {
        "customer": lead.customer_id,
        "step": "offer made",
    }


@pytest.mark.parametrize("told", [{"next_action": ""}, {"next_action": " "}, {"next_on": None}])
def test_way_forward_asks_for_the_next_action_and_its_day(house, lead, told):
    with pytest.raises(UserError, match="next, and on which day"):
        forward(house, lead, **told)
    assert not LeadMove.objects.exists()


def test_way_back_asks_for_nothing(house, lead):
    assert move_lead(house.hunter, lead, "new").lead.lead_step == "new"


def test_next_action_does_not_lie_in_the_past(house, lead):
    with pytest.raises(UserError, match="past"):
        forward(house, lead, next_on=tomorrow() - timedelta(days=2))


def test_next_action_changes_without_a_move(house, lead):
    since = lead.step_since
    moved = move_lead(house.hunter, lead, "meeting", next_action="Write", next_on=tomorrow())
    assert moved.move is None
    assert (moved.lead.next_action, moved.lead.step_since) == ("Write", since)
    assert not LeadMove.objects.exists()


def test_who_saw_the_lead_elsewhere_is_told(house, lead):
    with pytest.raises(UserError, match="meanwhile"):
        forward(house, lead, was="new")


def test_closed_lead_stays(house, lead):
    lead.closed_at = timezone.now()
    lead.save()
    with pytest.raises(UserError, match="closed"):
        forward(house, lead)


def test_undo_gives_everything_back(house, lead):
    lead.next_action, lead.next_on = "Meet", tomorrow()
    lead.save()
    moved = forward(house, lead)
    back = undo_move(house.hunter, lead, moved.was)
    assert (back.lead_step, back.step_since) == ("meeting", lead.step_since)
    assert (back.next_action, back.next_on) == ("Meet", tomorrow())
    assert not LeadMove.objects.exists()


def test_undo_of_what_was_moved_on_since_is_refused(house, lead):
    moved = forward(house, lead)
    move_lead(house.hunter, lead, "new")
    with pytest.raises(UserError, match="meanwhile"):
        undo_move(house.hunter, lead, moved.was)


def test_next_action_stands_on_the_list_of_its_day_and_the_plan_keeps_it(house, lead):
    plan_leads()
    forward(house, lead, next_action="Call Olga")
    line = PlannedTouch.objects.get(state="open")
    assert (line.day, line.seller, line.play) == (tomorrow(), house.hunter, "first")
    assert line.reason["facts"]["action"] == "Call Olga"
    plan_leads(today=tomorrow())
    line.refresh_from_db()
    assert line.reason["facts"]["action"] == "Call Olga"
    assert line.state == "open"


def test_line_for_another_reason_stays(house, lead):
    other = PlannedTouch.objects.create(
        customer=lead.customer, seller=house.hunter, play="repair", day=timezone.localdate()
    )
    forward(house, lead)
    other.refresh_from_db()
    assert (other.play, other.day) == ("repair", timezone.localdate())
    assert PlannedTouch.objects.count() == 1
