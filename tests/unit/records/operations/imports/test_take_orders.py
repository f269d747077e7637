# ruff: noqa: DTZ001 - times on the clock of the business
from datetime import datetime
from decimal import Decimal

import pytest

from perennial.records.models import Contact, Customer, ExternalId, ImportChange, Order
from perennial.records.operations.erase import erase
from perennial.records.operations.match_people_person import Person
from perennial.records.operations.take_customers import take_customers
from perennial.records.operations.take_orders import take_orders
from perennial.records.operations.take_rows import Taking
from perennial.store.reading.whole_orders import OrderPart, WholeOrder


def order(number, customer="K1", day=5, **more):
    return WholeOrder(
        row=2, order_id=number, customer_id=customer, ordered_at=datetime(2026, 3, day, 12), **more
    )


def take(orders, people=None, system="file", batch=None):
    taking = Taking(system, batch)
    take_orders(orders, taking, people)
    return taking.told


def test_an_order_is_made_with_its_customer(house):
    told = take([order("A", amount=Decimal("10.00"), product="Tea")])
    made = Order.objects.get()
    assert told.created == 1
    assert (made.customer.name, made.amount, made.product.name) == ("K1", Decimal("10.00"), "Tea")


def test_taking_an_order_again_changes_nothing(house):
    take([order("A", amount=Decimal(10))])
    told = take([order("A", amount=Decimal(10))])
    assert (told.created, told.updated, told.unchanged) == (0, 0, 1)
    assert Customer.objects.count() == 1


def test_an_order_known_by_its_id_is_changed_and_what_was_is_kept(house, batch):
    take([order("A", amount=Decimal(10), status="pending")])
    told = take([order("A", amount=Decimal(12), status="paid")], batch=batch)
    assert told.updated == 1
    assert Order.objects.get().amount == 12
    assert ImportChange.objects.get(model="order").before["was"] == {"amount": "10.00", "status": "pending"}


def test_a_file_that_says_nothing_of_a_status_does_not_take_it_away(house):
    take([order("A", status="paid")])
    assert take([order("A")]).unchanged == 1
    assert Order.objects.get().status == "paid"


def test_the_same_number_of_two_programs_is_two_orders(house):
    take([order("1")], system="shopify")
    take([order("1")], system="woocommerce")
    assert Order.objects.count() == 2


def test_lines_are_kept(house):
    parts = (OrderPart(product="Tea", amount=Decimal(3)), OrderPart(product="Cup", amount=Decimal(4)))
    take([order("A", amount=Decimal(7), product="Tea", parts=parts)])
    assert [line.name for line in Order.objects.get().lines.order_by("id")] == ["Tea", "Cup"]


def test_a_seller_is_known_by_name_address_or_id_and_owns_who_has_no_owner(house):
    house.farmer.external_id = "17"
    house.farmer.save()
    take([order("A", seller="17"), order("B", "K2", seller="Hunter"), order("C", "K3", seller="Nobody")])
    owners = dict(Customer.objects.values_list("name", "owner__name"))
    assert owners == {"K1": "Farmer", "K2": "Hunter", "K3": None}
    assert Customer.objects.get(name="K2").hunter == house.hunter


def test_unknown_sellers_are_told_of(house):
    assert take([order("A", seller="Nobody")]).unknown_sellers == {"Nobody"}


def test_an_address_as_id_finds_who_has_that_address(house):
    known = house.customer(name="Anna")
    Contact.objects.create(customer=known, kind="email", value="Anna@Example.org", normal="anna@example.org")
    take([order("A", "anna@example.org")], system="shopify")
    assert Order.objects.get().customer == known
    assert ExternalId.objects.get().customer == known


def test_a_shop_that_exports_numbers_and_orders_by_address_has_one_customer_each(house):
    take([order("#1", "anna@example.org")], system="shopify")
    taking = Taking("shopify")
    take_customers([{"customer_id": "70001", "name": "Anna", "email": "anna@example.org"}], taking)
    assert Customer.objects.get().name == "Anna"


def test_two_own_ids_with_one_phone_are_two_customers(house):
    rows = [
        {"customer_id": "1", "name": "Anna", "phone": "+79120000001"},
        {"customer_id": "2", "name": "Boris", "phone": "+79120000001"},
    ]
    take_customers(rows, Taking("file"))
    assert Customer.objects.count() == 2


def test_an_order_by_name_finds_the_only_one_of_that_name(house):
    take_customers([{"customer_id": "1", "name": "ООО Ромашка", "tax_id": "7707083893"}], Taking("file"))
    take([order("A", "ООО Ромашка")])
    assert Order.objects.get().customer.tax_id == "7707083893"


def test_a_merged_customer_gives_its_orders_to_the_one_kept(house):
    kept = house.customer(name="Kept")
    gone = house.customer(name="Gone", merged_into=kept)
    ExternalId.objects.create(customer=gone, value="K1")
    take([order("A")])
    assert Order.objects.get().customer == kept


def test_a_person_may_be_told_beside_the_order(house):
    take([order("A")], [Person(own_id="K1", name="Anna", phones=("+79120000001",))])
    assert Customer.objects.get().name == "Anna"
    assert Contact.objects.get().normal == "+79120000001"


def test_a_day_begins_when_the_business_says(house):
    house.business.day_start_minutes = 13 * 60
    house.business.save()
    take([order("A", day=5)])
    assert Order.objects.get().day.day == 4


@pytest.mark.parametrize(("said", "kept"), [("менеджер", "seller"), ("web", "site"), ("someone", "")])
def test_who_began_an_order_is_one_of_three(house, said, kept):
    take([order("A", initiated_by=said)])
    assert Order.objects.get().initiated_by == kept


def test_an_export_told_again_does_not_bring_somebody_erased_back(house):
    told = [
        order("A-1", customer="Lidia-7", amount=Decimal(10), category="For Lidia Brown", contract_id="L7"),
        order("A-1~refund", customer="Lidia-7", amount=Decimal(-4), refund_of="A-1"),
    ]
    lidia = Person(own_id="Lidia-7", name="Lidia Brown", phones=("+79120000001",))
    take(told, [lidia, lidia])
    customer = Customer.objects.get()
    erase(house.owner, customer)
    later = order("A-2", customer="Lidia-7", amount=Decimal(5), category="For Lidia Brown", product="Lidia")
    counted = take([*told, later], [lidia] * 3)
    customer.refresh_from_db()
    assert (counted.created, counted.updated, counted.unchanged) == (1, 0, 2)
    assert list(Customer.objects.values_list("pk", "name")) == [(customer.pk, "")]
    assert Order.objects.filter(customer=customer).count() == 3
    assert not ExternalId.objects.exists()
    assert not Contact.objects.exists()
    texts = Order.objects.values_list("external_id", "refund_of", "contract_id", "category", "product__name")
    assert not any(word in str(row) for row in texts for word in ("Lidia", "A-1", "A-2", "L7"))
    assert Order.objects.exclude(refund_of="").get().refund_of in {row[0] for row in texts}
