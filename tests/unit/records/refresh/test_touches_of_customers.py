"""Touches that went out are known to the forecasts, and what follows them is told."""

from datetime import timedelta

import pytest
from shop_to_refresh import TODAY

from perennial.core.days import day_of
from perennial.records.models import Touch
from perennial.records.operations.learn_forecasts import circumstances
from perennial.records.operations.publish_forecasts import read_published


@pytest.fixture
def touched(shop):
    """Touch the first hundred customers each on another day of the last months."""
    Touch.objects.bulk_create(
        Touch(
            customer=customer,
            seller=customer.owner,
            day=TODAY - timedelta(days=130 - place),
            is_planned=True,
        )
        for place, customer in enumerate(shop.customers[:100])
    )
    return shop.customers


def told():
    found = circumstances().touches
    return sorted(zip(found.customer_id.tolist(), found.day.tolist(), strict=True))


def test_only_what_went_out_to_customers_is_known(touched):
    before, customer = told(), touched[120]
    assert len(before) == 100
    assert before[0][0] in {str(each.pk) for each in touched[:100]}
    day = TODAY - timedelta(days=5)
    for changes in ({"direction": "in"}, {"undone_at": "2026-11-21T10:00Z"}, {"play": "chore"}):
        Touch.objects.create(customer=customer, day=day, **changes)
    Touch.objects.create(customer=None, day=day, play="chore")
    assert told() == before
    Touch.objects.create(customer=customer, day=day)
    assert set(told()) - set(before) == {(str(customer.pk), day_of(day))}


def test_what_follows_them_is_told_and_kept_while_rolling(touched, shop):
    assert shop.refresh().state == "done"
    found = read_published().snapshot.summary["after_touch"]
    assert found["customers"] >= 80
    assert found["touches"] <= 100
    assert found["rate"]["value"] is not None
    assert shop.refresh().state == "done"
    assert read_published().snapshot.summary["after_touch"] == found


def test_where_customers_came_from_is_compared(shop):
    for place, customer in enumerate(shop.customers):
        customer.source = ("Ярмарка", "сайт", "")[place % 3]
        customer.save()
    assert shop.refresh().state == "done"
    rows = [row for row in read_published().snapshot.summary["covariates"] if row["trait"] == "source"]
    assert {row["level"] for row in rows} == {"Ярмарка", "сайт"}
    assert sum(row["customers"] for row in rows) == 100
