from datetime import UTC, date, datetime

import pytest

from perennial.records.models import Order, RefreshRun
from perennial.records.nightly import refresh

pytestmark = pytest.mark.django_db

NIGHT = date(2026, 11, 25)
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_nothing_is_asked_of_a_house_without_orders(house):
    refresh.run(NIGHT)
    assert not RefreshRun.objects.exists()
    Order.objects.create(customer=house.customer(), external_id="1", ordered_at=NOON, day=NIGHT, amount=10)
    refresh.run(NIGHT)
    assert RefreshRun.objects.get().kind == "roll"
