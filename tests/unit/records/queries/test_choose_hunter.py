"""Whose a new lead becomes."""

from datetime import timedelta

import pytest
from django.utils import timezone
from lead_samples import lead_of

from perennial.records.models import Absence, Product
from perennial.records.queries.choose_hunter import choose_hunter

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def away(person):
    Absence.objects.create(user=person, first_day=TODAY() - timedelta(days=1), last_day=TODAY())


def test_who_has_fewest_open_leads_takes_the_next(house):
    lead_of(house)
    lead_of(house, hunter="hunter2", closed_at=timezone.now())
    assert choose_hunter(None, TODAY()) == house.hunter2


def test_who_is_away_takes_none_while_another_can(house):
    away(house.hunter)
    lead_of(house, hunter="hunter2")
    assert choose_hunter(None, TODAY()) == house.hunter2
    away(house.hunter2)
    assert choose_hunter(None, TODAY()) == house.hunter


def test_who_sells_something_else_takes_none(house):
    tea, coffee = Product.objects.create(name="Tea"), Product.objects.create(name="Coffee")
    house.hunter.products.add(tea)
    lead_of(house, hunter="hunter2")
    assert choose_hunter(coffee.pk, TODAY()) == house.hunter2
    house.hunter2.products.add(tea)
    assert choose_hunter(coffee.pk, TODAY()) is None


def test_who_has_left_takes_none(house):
    for person in (house.hunter, house.hunter2):
        person.is_active = False
        person.save()
    assert choose_hunter(None, TODAY()) is None
