from datetime import timedelta

from django.utils import timezone

from perennial.records.models import Absence, HandOff, Product
from perennial.records.queries.choose_farmer import read_farmers


def today():
    return timezone.localdate()


def received(house, farmer, times):
    for n in range(times):
        customer = house.customer(f"{farmer} {n}", owner=farmer)
        HandOff.objects.create(
            customer=customer,
            hunter=house.hunter,
            farmer=farmer,
            state="accepted",
            accepted_at=timezone.now(),
        )


def away(farmer):
    Absence.objects.create(user=farmer, first_day=today(), last_day=today() + timedelta(days=3))


def test_who_received_fewest_lately_is_next(house):
    received(house, house.farmer, 2)
    received(house, house.farmer2, 1)
    farmers = read_farmers(today())
    assert [farmers.choose() for _ in range(3)] == [house.farmer2, house.farmer, house.farmer2]


def test_old_handoffs_are_no_reason_to_wait(house):
    received(house, house.farmer, 2)
    HandOff.objects.update(accepted_at=timezone.now() - timedelta(days=60))
    received(house, house.farmer2, 1)
    assert read_farmers(today()).choose() == house.farmer


def test_full_hands_get_nobody(house):
    house.farmer.customers_at_most = 1
    house.farmer.save()
    received(house, house.farmer, 1)
    received(house, house.farmer2, 5)
    assert read_farmers(today()).choose() == house.farmer2


def test_what_waits_counts_as_taken(house):
    house.farmer.customers_at_most = 1
    house.farmer.save()
    HandOff.objects.create(
        customer=house.customer(owner=house.hunter), hunter=house.hunter, farmer=house.farmer, state="offered"
    )
    assert read_farmers(today()).choose() == house.farmer2


def test_nobody_is_chosen_where_all_hands_are_full(house):
    for farmer in (house.farmer, house.farmer2):
        farmer.customers_at_most = 0
        farmer.save()
    assert read_farmers(today()).choose() is None


def test_who_is_away_is_chosen_last(house):
    received(house, house.farmer2, 3)
    away(house.farmer)
    assert read_farmers(today()).choose() == house.farmer2
    away(house.farmer2)
    assert read_farmers(today()).choose() == house.farmer


def test_only_who_sells_the_product_is_chosen(house):
    kitchens, filters = (Product.objects.create(name=name) for name in ("Kitchens", "Filters"))
    house.farmer.products.add(kitchens)
    house.farmer2.products.add(filters)
    farmers = read_farmers(today())
    assert farmers.choose(filters.pk) == house.farmer2
    assert farmers.choose(filters.pk, but=[house.farmer2.pk]) is None


def test_choice_asks_a_fixed_number_of_questions(house, django_assert_num_queries):
    received(house, house.farmer, 3)
    with django_assert_num_queries(5):
        farmers = read_farmers(today())
        for _ in range(10):
            farmers.choose()
