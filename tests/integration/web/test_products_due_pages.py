from datetime import timedelta

import pytest
from django.urls import reverse
from today_days import planned, today

from perennial.records.operations.object_to_profiling import object_to_profiling

NASTY = "<b>Coffee</b>"


def bought(product, days_ago, *, due, again=True):
    return {
        "product": product,
        "purchases": 6,
        "last_order_on": (today() - timedelta(days=days_ago)).isoformat(),
        "usual_gap": 21.0,
        "next_order_likely": (today() + timedelta(days=4)).isoformat() if again else None,
        "due": due,
    }


@pytest.fixture
def customer(house):
    return house.customer(
        "Nord Café",
        owner=house.farmer,
        purchases=9,
        stage="regular",
        last_order_on=today() - timedelta(days=5),
        forecast_as_of=today() - timedelta(days=1),
        products=[
            bought(NASTY, 25, due=True),
            bought("Cups", 24, due=True),
            bought("Sugar", 23, due=True),
            bought("Tea", 300, due=False, again=False),
        ],
    )


@pytest.fixture
def page(client, house, customer):
    def opened(address, *, language="en"):
        house.farmer.language = language
        house.farmer.save(update_fields=["language"])
        client.force_login(house.farmer)
        answered = client.get(address)
        assert answered.status_code == 200
        return answered.content.decode()

    return opened


def test_a_line_of_today_names_the_two_products_that_are_due_first(page, house, customer):
    planned(customer, house.farmer)
    written = page(reverse("today"))
    assert "&lt;b&gt;Coffee&lt;/b&gt;: usually every <b>3 weeks</b>, last <b>25 days</b> ago" in written
    assert "Cups: usually every" in written
    assert "Sugar" not in written
    assert "Tea" not in written
    assert "обычно раз в <b>3 недели</b>, последний раз <b>25 дней</b> назад" in page(
        reverse("today"), language="ru"
    )


def test_customers_page_says_what_they_buy_and_how_often(page, customer):
    address = reverse("customer", args=[customer.pk])
    written = page(address)
    assert "What they buy and how often" in written
    assert NASTY not in written
    assert all(name in written for name in ("&lt;b&gt;Coffee&lt;/b&gt;", "Cups", "Sugar", "Tea"))
    assert "rather not again" in written
    assert "скорее не купит" in page(address, language="ru")


def test_customers_page_says_nothing_of_products_where_none_is_known(page, customer):
    customer.products = []
    customer.save(update_fields=["products"])
    assert "What they buy and how often" not in page(reverse("customer", args=[customer.pk]))


def test_who_objects_to_forecasts_is_told_no_products(customer):
    object_to_profiling(None, customer, on=True)
    customer.refresh_from_db()
    assert customer.products == []
