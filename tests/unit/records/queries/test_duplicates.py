import pytest

from perennial.records.models import Contact, Customer
from perennial.records.queries.duplicates import duplicates


def with_phone(house, name, phone, **fields):
    customer = house.customer(name, **fields)
    Contact.objects.create(customer=customer, kind="phone", value=phone, normal=phone)
    return customer


def names(found):
    return [[each.name for each in group.customers] for group in found.groups]


def test_duplicates_share_a_phone_or_a_tax_number(house):
    with_phone(house, "A", "+79000000001")
    with_phone(house, "B", "+79000000001")
    with_phone(house, "C", "+79000000002")
    house.customer("D", tax_id="7707083893")
    house.customer("E", tax_id="7707083893")
    assert names(duplicates(Customer.objects.all())) == [["A", "B"], ["D", "E"]]


def test_duplicates_of_the_same_people_are_one_group(house):
    for name in "AB":
        customer = with_phone(house, name, "+79000000001")
        Contact.objects.create(customer=customer, kind="email", value="a@b.org", normal="a@b.org")
    assert names(duplicates(Customer.objects.all())) == [["A", "B"]]


def test_duplicates_leave_out_those_whom_one_does_not_see(house):
    with_phone(house, "A", "+79000000001")
    with_phone(house, "B", "+79000000001")
    assert names(duplicates(Customer.objects.filter(name="A"))) == []


def test_duplicates_take_a_number_of_many_for_a_switchboard(house):
    for number in range(6):
        with_phone(house, f"A{number}", "+79000000001")
    assert names(duplicates(Customer.objects.all())) == []


def test_duplicates_page_by_page_give_each_group_once(house):
    for number in range(5):
        with_phone(house, f"A{number}", f"+7900000000{number}")
        with_phone(house, f"B{number}", f"+7900000000{number}")
        house.customer(f"C{number}", tax_id=f"77{number}")
        house.customer(f"D{number}", tax_id=f"77{number}")
    after, found, pages = "", [], 0
    while pages == 0 or after:
        page = duplicates(Customer.objects.all(), after, size=3)
        found += names(page)
        after, pages = page.following, pages + 1
    assert found == [
        *([f"A{number}", f"B{number}"] for number in range(5)),
        *([f"C{number}", f"D{number}"] for number in range(5)),
    ]
    assert pages == 4


@pytest.mark.parametrize("pairs", [1, 3])
def test_duplicates_ask_as_often_for_many_as_for_one(house, django_assert_num_queries, pairs):
    for number in range(pairs):
        with_phone(house, f"A{number}", f"+7900000000{number}")
        with_phone(house, f"B{number}", f"+7900000000{number}")
    with django_assert_num_queries(5):
        names(duplicates(Customer.objects.all()))
