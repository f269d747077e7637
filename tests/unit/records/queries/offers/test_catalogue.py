"""What the catalogue says of each offer: use of late, what is left, who buys on without."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from perennial.records.models import Business, Given, Offer, Order
from perennial.records.operations.offers.count_uses import count_uses
from perennial.records.queries.offers.catalogue import catalogue, offer_row
from perennial.records.queries.offers.one_offer import by_seller, months_of_use, who_got

TODAY = timezone.localdate()


def ago(days):
    return TODAY - timedelta(days=days)


def bought(customer, *days, amount=100, **fields):
    for day in days:
        number = Order.objects.count()
        at = datetime.combine(ago(day), time(12), UTC)
        Order.objects.create(
            customer=customer, external_id=f"o{number}", day=ago(day), ordered_at=at, amount=amount, **fields
        )


@pytest.fixture
def cake(house):
    return Offer.objects.create(
        name="Cake", cost=5, margin_share=Decimal("0.1"), stock=50, budget=Decimal(200)
    )


def give(offer, customer, day, by=None):
    return Given.objects.create(offer=offer, customer=customer, day=ago(day), cost=5, by=by)


def row_of(offer):
    return offer_row(offer, TODAY, Business.current())


def test_use_money_and_cost_of_ninety_days(house, cake):
    customer = house.customer()
    give(cake, customer, 50)
    give(cake, house.customer("Other"), 20)
    give(cake, house.customer("Long ago"), 100)
    bought(customer, 45)
    count_uses(TODAY)
    row = row_of(cake)
    assert (row.use.given, row.use.used, row.use.money) == (2, 1, 100)
    assert row.use.cost == 2 * 5 + 10  # and a tenth of the order
    assert (row.left.given, row.left.stock, row.left.budget) == (3, 47, 200 - 3 * 5 - 10)


def test_order_used_by_two_counts_its_money_once(house, cake):
    customer = house.customer()
    give(cake, customer, 50)
    give(cake, customer, 49)
    bought(customer, 45)
    count_uses(TODAY)
    assert (row_of(cake).use.used, row_of(cake).use.money) == (2, 100)


def test_share_that_buys_on_without_needs_twenty(house, cake):
    for number in range(20):
        customer = house.customer(f"C{number}")
        give(cake, customer, 100)
        bought(customer, 95, *([60] if number < 8 else []))
        if number < 3:
            give(cake, customer, 70)  # ten days before: they waited for it
    count_uses(TODAY, since=ago(200))
    row = row_of(cake)
    assert (row.next.bought, row.next.without) == (20, 5)
    assert row.next.share.value == pytest.approx(0.25)
    assert 0.1 < row.next.share.low < 0.25 < row.next.share.high < 0.5
    Given.objects.filter(customer__name="C19").delete()
    assert not row_of(cake).next.share.known


def test_offers_that_can_be_given_come_first(house, cake):
    for name, fields in (
        ("A off", {"is_on": False}),
        ("B over", {"valid_until": ago(1)}),
        ("C to come", {"valid_from": ago(-1)}),
        ("D gone", {"stock": 0}),
        ("E spent", {"budget": 1, "cost": 2}),
        ("Z", {}),
    ):
        Offer.objects.create(name=name, **fields)
    rows = catalogue(TODAY, Business.current())
    assert [(row.offer.name, row.standing) for row in rows] == [
        ("Cake", "on"),
        ("Z", "on"),
        ("A off", "off"),
        ("B over", "expired"),
        ("C to come", "not_begun"),
        ("D gone", "no_stock"),
        ("E spent", "no_budget"),
    ]


def test_catalogue_asks_as_often_however_many_there_are(house, cake, django_assert_num_queries):
    def all_asked(count):
        with django_assert_num_queries(count) as asked:
            catalogue(TODAY, Business.current())
        return len(asked)

    customer = house.customer()
    give(cake, customer, 50)
    bought(customer, 45)
    count_uses(TODAY)
    for number in range(5):
        give(Offer.objects.create(name=f"O{number}"), customer, 40)
    assert all_asked(9) == 9


def test_who_got_it_is_told_to_those_who_may_see_the_customer(house, cake):
    give(cake, house.customer(owner=house.farmer), 5, house.farmer)
    give(cake, house.customer("Other", owner=house.hunter), 4, house.hunter)
    give(cake, house.customer("Erased", erased_at=timezone.now()), 3)
    assert [each.customer.name for each in who_got(cake, house.owner)] == ["Other", "Nord Café"]
    assert [each.customer.name for each in who_got(cake, house.farmer)] == ["Nord Café"]
    assert [(seller and seller.name, use.given) for seller, use in by_seller(cake)] == [
        (None, 1),
        ("Farmer", 1),
        ("Hunter", 1),
    ]


def test_months_begin_with_the_first_gift(house, cake):
    assert months_of_use(cake, TODAY) == []
    give(cake, house.customer(), 70)
    months = months_of_use(cake, TODAY)
    assert months[0].month == f"{ago(70):%Y-%m}"
    assert months[0].given == 1
    assert months[-1].month == f"{TODAY:%Y-%m}"
