import pytest
from django.db import connection

from perennial.records.models import Customer, SearchText
from perennial.records.operations.index_search import forget, index_search, reindex
from perennial.records.queries.search import search


@pytest.fixture
def people(house):
    ivanov = house.customer("Иванов Пётр", tax_id="7707083893")
    ivanov.contacts.create(kind="phone", value="8 (912) 345-67-89", normal="+79123456789")
    ivanov.contacts.create(kind="email", value="Petr@Shop.example", normal="petr@shop.example")
    ivanov.external_ids.create(value="A-1001")
    house.customer("ООО «Весна»")
    house.customer("Nord Café")
    reindex()
    return house


def names(query, customers=None):
    found = search(Customer.objects.all() if customers is None else customers, query)
    return sorted(each.name for each in found.customers)


@pytest.mark.parametrize(
    "query",
    [
        "иванов", "ИВАН", "петр иванов", "Ивнов", "Ивановв", "Иваонв", "912 34", "8 912 345", "+7 (912) 345",
        "petr@shop.example", "a-1001", "1001", "7707083893",
    ],
)  # fmt: skip
def test_customer_is_found_by_any_of_their_names_and_numbers(people, query):
    assert names(query) == ["Иванов Пётр"]


@pytest.mark.parametrize("query", ["cafe", "Café", "nord", "norrd", "no"])
def test_signs_over_letters_and_swapped_letters_do_not_hide_a_customer(people, query):
    assert names(query) == ["Nord Café"]


@pytest.mark.parametrize("query", ["сидоренко", "999 88", "весна иванов", '"', '") OR "иванов'])
def test_nobody_is_found_by_what_is_not_written(people, query):
    if query == '"':
        assert len(names(query)) == 3  # nothing is asked
    else:
        assert names(query) == []


def test_near_matches_are_told_from_exact_ones(people):
    assert search(Customer.objects.all(), "Ивнов").is_near
    assert not search(Customer.objects.all(), "Иванов").is_near


def test_search_stays_among_the_customers_it_is_given(people):
    assert names("Ивнов", Customer.objects.filter(name__startswith="Nord")) == []


def test_changed_name_is_found_by_the_new_one_only(people):
    customer = Customer.objects.get(name="Nord Café")
    Customer.objects.filter(pk=customer.pk).update(name="South Bar")
    index_search([customer.pk])
    assert names("south") == ["South Bar"]
    assert names("nord") == []


def test_forgotten_and_erased_customers_are_not_found(people):
    ids = dict(Customer.objects.values_list("name", "pk"))
    forget([ids["Nord Café"]])
    Customer.objects.filter(pk=ids["Иванов Пётр"]).update(erased_at="2026-01-01T00:00Z")
    index_search([ids["Иванов Пётр"]])
    assert list(SearchText.objects.values_list("pk", flat=True)) == [ids["ООО «Весна»"]]
    assert names("иванов") == []


def test_deleted_customer_leaves_nothing_to_search(people):
    Customer.objects.filter(name="Nord Café").delete()
    assert names("nord") == []


@pytest.mark.parametrize("query", ["customer 77", "custmer 77"])
def test_list_of_those_found_is_read_in_its_order_and_not_once_for_each_of_them(house, query):
    if connection.vendor != "sqlite":
        return
    Customer.objects.bulk_create(Customer(name=f"Customer {n}") for n in range(1000))
    reindex()
    found = search(Customer.objects.all(), query).customers.order_by("-value_at_risk", "-id")[:51]
    assert "Customer 77" in map(str, found)
    assert "SCAN records_customer USING INDEX customer_value" in found.explain()
