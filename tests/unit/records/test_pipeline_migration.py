"""What the update to the pipeline makes of leads that were there before."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone
from lead_samples import lead_of

from perennial.records.models import Lead, Touch

pytestmark = pytest.mark.django_db
answer = import_module("perennial.records.migrations.0012_pipeline").answer


class Editor:
    """Executes as the editor of a migration does, within the transaction of the test."""

    def execute(self, statement):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def called(lead, days, **fields):
    at = timezone.now() - timedelta(days=days)
    return Touch.objects.create(customer=lead.customer, happened_at=at, **fields)


def test_old_leads_are_answered_by_our_first_touch_since_they_came_in(house):
    lead, silent = lead_of(house, days=9), lead_of(house, "Ivan", days=9)
    called(lead, 12)
    called(lead, 8, direction="in")
    called(lead, 7, undone_at=timezone.now())
    first = called(lead, 5)
    called(lead, 3)
    answer(None, Editor())
    lead.refresh_from_db()
    silent.refresh_from_db()
    assert lead.first_answer_at == first.happened_at
    assert silent.first_answer_at is None


def test_leads_of_erased_people_are_closed(house):
    lead, other = lead_of(house), lead_of(house, "Ivan")
    lead.customer.erased_at = timezone.now()
    lead.customer.save()
    answer(None, Editor())
    assert list(Lead.objects.filter(closed_at__isnull=True)) == [other]
