"""Leads that are read in come to steps: when that was known, and once."""

# ruff: noqa: DTZ001 - times on the clock of the business
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from perennial.records.models import Import, Lead, LeadMove
from perennial.records.operations.take_leads import take_leads
from perennial.records.operations.take_rows import Taking
from perennial.records.operations.undo_import import undo_import

pytestmark = pytest.mark.django_db
ROW = {"lead_id": "7", "name": "Olga", "lead_step": "call", "entered_at": datetime(2026, 3, 2, 10)}


def take(*rows, batch=None):
    taking = Taking("file", batch)
    take_leads(rows, taking)
    return Lead.objects.get()


def moves():
    return list(LeadMove.objects.order_by("at").values_list("step", "at"))


def test_new_lead_came_to_its_step_when_it_came_in(house):
    lead = take(ROW)
    assert lead.step_since == lead.entered_at
    assert moves() == [("call", lead.entered_at)]


def test_another_step_is_a_move_and_the_same_one_is_none(house):
    take(ROW)
    before = timezone.now()
    lead = take({"lead_id": "7", "lead_step": "visit"})
    assert take({"lead_id": "7", "lead_step": "visit"}).step_since == lead.step_since >= before
    assert [step for step, _ in moves()] == ["call", "visit"]
    assert moves()[1][1] == lead.step_since


def test_lead_without_a_step_or_at_its_end_came_to_none(house):
    lead = take({"lead_id": "7", "name": "Olga"})
    assert lead.step_since - lead.entered_at < timedelta(seconds=1)
    take({"lead_id": "7", "lead_step": "lost"})
    assert not moves()


def test_undone_import_takes_its_moves_back(house):
    since = take(ROW).step_since
    batch = Import.objects.create(kind="leads", state="done", position=1)
    take({"lead_id": "7", "lead_step": "visit"}, batch=batch)
    undo_import(batch.pk, house.owner)
    lead = Lead.objects.get()
    assert (lead.lead_step, lead.step_since) == ("call", since)
    assert [step for step, _ in moves()] == ["call"]
