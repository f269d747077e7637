"""What the board holds: whose leads, in which column, how many, and in which order."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lead_samples import lead_of

from perennial.records.models import Lead, Product
from perennial.records.queries import pipeline
from perennial.records.queries.pipeline import columns_of, leads_for, more_of, open_on_board
from perennial.records.queries.pipeline_steps import steps_of

pytestmark = pytest.mark.django_db


def columns(user, product="all"):
    return {each.step.name: each for each in columns_of(open_on_board(user, product), steps_of(product))}


def test_hunter_sees_their_own_and_a_head_those_of_the_department_and_of_nobody(house):
    for hunter in ("hunter", "hunter2", None):
        lead_of(house, hunter=hunter)
    assert leads_for(house.hunter).count() == 1
    assert leads_for(house.head).count() == leads_for(house.owner).count() == 3
    assert not leads_for(house.farmer).exists()
    assert not leads_for(house.analyst).exists()


def test_columns_count_and_sum_what_is_open(house):
    lead_of(house, value=Decimal(100))
    lead_of(house, value=Decimal(50))
    lead_of(house, step="")
    lead_of(house, closed_at=timezone.now())
    found = columns(house.hunter)
    assert (found["meeting"].count, found["meeting"].value) == (2, Decimal(150))
    assert (found["new"].count, found["new"].value) == (1, None)
    assert found["new"].leads[0].lead_step == ""
    assert found["offer made"].count == 0


def test_steps_that_nobody_drew_come_last(house):
    lead_of(house, step="from an import")
    found = list(columns(house.owner).values())
    assert found[-1].step.name == "from an import"
    assert [each.step.drawn for each in found] == [True] * 4 + [False]


def test_board_of_one_product(house):
    tea = Product.objects.create(name="Tea")
    lead_of(house, product=tea)
    lead_of(house)
    assert columns(house.owner, str(tea.pk))["meeting"].count == 1
    assert columns(house.owner, "rest")["meeting"].leads[0].product is None


def test_what_is_due_first_stands_first(house):
    today = timezone.localdate()
    late = lead_of(house, next_on=today - timedelta(days=1))
    old, new = lead_of(house, days=9), lead_of(house)
    soon = lead_of(house, next_on=today)
    assert list(columns(house.owner)["meeting"].leads) == [late, soon, new, old]


def test_columns_come_in_pages(house, monkeypatch):
    monkeypatch.setattr(pipeline, "PAGE", 2)
    made = [lead_of(house, days=n) for n in range(5)]
    assert list(columns(house.owner)["meeting"].leads) == made[:2]
    leads = open_on_board(house.owner, "all")
    assert more_of(leads, steps_of("all"), "meeting", 2) == made[2:5]
    assert more_of(leads, steps_of("all"), "meeting", 4) == made[4:]


def test_phones_that_are_wrong_are_left_out(house):
    lead = lead_of(house)
    assert columns(house.owner)["meeting"].leads[0].phone.customer_id == lead.customer_id
    lead.customer.contacts.update(wrong_since=timezone.now())
    assert columns(house.owner)["meeting"].leads[0].phone is None


def test_board_asks_as_often_however_much_it_holds(house):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            columns(house.hunter)
        return len(queries)

    lead_of(house)
    few = asked()
    for n in range(12):
        lead_of(house, step=f"step {n % 6}")
    assert asked() == few


def test_erased_and_merged_people_are_not_on_the_board(house):
    lead = lead_of(house)
    lead.customer.erased_at = timezone.now()
    lead.customer.save()
    assert not leads_for(house.owner).exists()
    assert Lead.objects.exists()
