from datetime import date, timedelta

import pytest
from django.utils import timezone

from perennial.records.models import Customer, Lead, LeaveReason, Mistake, PlannedTouch, Product, Tag
from perennial.records.operations.index_search import index_search
from perennial.records.queries.customer_list import counted, counts_by_who, list_customers
from perennial.records.queries.customer_list_filters import FILTERS, Asker
from perennial.records.queries.customer_list_pages import SORTS, page_of, sort_of

TODAY = date(2026, 3, 2)


@pytest.fixture
def rich(house):
    """One customer whom every filter finds, and one whom none does."""
    house.product, house.tag = Product.objects.create(name="Coffee"), Tag.objects.create(name="vip")
    rich = house.customer(
        "Rich", owner=house.farmer, hunter=house.hunter, stage="leaving", product=house.product,
        source="fair", churn_date=TODAY + timedelta(days=5), next_order_likely=TODAY, late_from=TODAY,
        paid_until=TODAY + timedelta(days=3), value_at_risk=500, purchases=4,
        first_order_on=date(2025, 5, 1), last_order_on=date(2026, 1, 31),
    )  # fmt: skip
    rich.tags.add(house.tag)
    PlannedTouch.objects.create(customer=rich, seller=house.farmer, play="offer", day=TODAY)
    Mistake.objects.create(customer=rich, text="late twice")
    LeaveReason.objects.create(customer=rich, reason="price")
    Lead.objects.create(customer=rich)
    house.customer("Poor", value_at_risk=900, purchases=0)
    return house


def names(house, user="owner", who="all", **asked):
    asked |= {"who": who}
    asker = Asker(user=house.people[user], today=TODAY)
    found = list_customers({name: [str(value)] for name, value in asked.items()}, asker)
    return sorted(found.customers.values_list("name", flat=True))


FINDING = {
    "stage": "leaving", "source": "fair", "leaving": "7", "due": "7", "late": "1", "touch": "open",
    "churn_from": "2026-03-07", "churn_to": "2026-03-07",
    "renew": "14", "risk_max": "600", "purchases_min": "1", "silent": "30", "last_from": "2026-01-31",
    "last_to": "2026-01-31", "first_from": "2025-05-01", "first_to": "2025-05-01", "mistake": "open",
    "reason": "price", "lead": "open",
}  # fmt: skip


@pytest.mark.parametrize(("name", "value"), FINDING.items())
def test_filter_finds_only_whom_it_means(rich, name, value):
    assert names(rich, **{name: value}) == ["Rich"]


def test_filters_by_person_product_and_tag_take_ids(rich):
    assert names(rich, owner=rich.farmer.pk) == names(rich, hunter=rich.hunter.pk) == ["Rich"]
    assert names(rich, product=rich.product.pk) == names(rich, tag=rich.tag.pk) == ["Rich"]
    assert names(rich, "farmer", owner="me") == ["Rich"]
    assert names(rich, owner="none") == names(rich, stage="none") == names(rich, touch="none") == ["Poor"]
    assert names(rich, risk_min="600") == names(rich, purchases_max="0") == ["Poor"]


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("value", ["", "x'--", "99999999999999999999", "2026-13-40", "nan"])
def test_a_value_without_meaning_is_left_out(rich, name, value):
    if name != "source" or not value:
        assert names(rich, **{name: value}) == ["Poor", "Rich"]


@pytest.mark.parametrize(
    ("asked", "who", "found"),
    [
        ({}, "customers", ["Rich"]),
        ({"who": "nonsense"}, "customers", ["Rich"]),
        ({"who": "leads"}, "leads", ["New"]),
        ({"who": "all"}, "all", ["New", "Poor", "Rich"]),
        ({"stage": "none"}, "all", ["New", "Poor"]),
        ({"lead": "open"}, "all", ["New", "Rich"]),
        ({"q": "Poor"}, "all", ["Poor"]),
        ({"q": "Poor", "who": "customers"}, "customers", []),
        ({"owner": "none"}, "customers", []),
    ],
)
def test_those_who_have_bought_are_listed_unless_others_are_meant(rich, asked, who, found):
    Lead.objects.create(customer=rich.customer("New"))
    index_search(Customer.objects.values_list("pk", flat=True))
    listed = list_customers(
        {name: [value] for name, value in asked.items()}, Asker(user=rich.owner, today=TODAY)
    )
    assert listed.who == who
    assert sorted(listed.customers.values_list("name", flat=True)) == found


def test_lead_that_was_closed_is_no_lead_any_more(rich):
    Lead.objects.create(customer=rich.customer("New"), closed_at=timezone.now())
    assert names(rich, who="leads") == []


def test_numbers_of_the_tabs_stand_under_the_same_filters(rich):
    Lead.objects.create(customer=rich.customer("New", owner=rich.hunter))
    asker = Asker(user=rich.owner, today=TODAY)

    def numbers(**asked):
        found = list_customers(asked, asker)
        return {who: number for who, (number, _) in counts_by_who(found, counted(found.customers)).items()}

    assert numbers() == {"customers": 1, "leads": 1, "all": 3}
    assert numbers(owner=[str(rich.hunter.pk)], who=["leads"]) == {"customers": 0, "leads": 1, "all": 1}
    assert numbers(q=["New"]) == {}


def test_leads_begin_with_the_newest():
    assert [sort_of("", "customers"), sort_of("x", "all"), sort_of("", "leads")] == ["risk", "risk", "newest"]
    assert sort_of("name", "leads") == "name"


def test_several_values_of_one_filter_mean_any_of_them(rich):
    asker = Asker(user=rich.owner, today=TODAY)
    found = list_customers({"stage": ["leaving", "none"]}, asker)
    assert counted(found.customers).number == 2
    assert found.applied == (("stage", "leaving"), ("stage", "none"))


def test_farmer_finds_own_customers_only(rich):
    assert names(rich, "farmer2") == []
    assert names(rich, "farmer2", q="Rich") == []


def test_count_stops_where_it_says_more(house, monkeypatch):
    monkeypatch.setattr("perennial.records.queries.customer_list.COUNTED_AT_MOST", 2)
    for number in range(3):
        house.customer(str(number), value_at_risk=number, first_order_on=TODAY)
    asker = Asker(user=house.owner, today=TODAY)
    assert counted(list_customers({}, asker).customers).is_more
    some = counted(list_customers({"risk_min": ["1"]}, asker).customers)
    assert (some.number, some.is_more, some.at_risk) == (2, False, 3.0)


def test_who_has_left_is_no_more_at_risk(house):
    for name, stage, value in (("stays", "regular", 10), ("gone", "left", 900), ("goes", "leaving", 20)):
        house.customer(name, stage=stage, value_at_risk=value, first_order_on=TODAY)
    asker = Asker(user=house.owner, today=TODAY)
    everybody = list_customers({}, asker).customers
    assert counted(everybody).at_risk == 30.0
    page = page_of(everybody, "risk", today=TODAY)
    assert [(row.name, row.money_at_risk) for row in page.rows] == [("goes", 20), ("stays", 10), ("gone", 0)]
    assert names(house, risk_min="5") == ["goes", "stays"]
    assert names(house, risk_max="950") == ["goes", "stays"]


@pytest.mark.parametrize("sort", SORTS)
def test_pages_hold_everybody_once_forwards_and_backwards(house, sort):
    for number in range(23):
        day = None if number % 4 == 0 else TODAY + timedelta(days=number % 3 - 1)
        told = {"stage": "left" if number % 6 == 0 else "repeat", "value_at_risk": number % 3}
        house.customer(f"Same {number % 5}", churn_date=day, last_order_on=day, **told)
    asker = Asker(user=house.owner, today=TODAY)
    customers = list_customers({"who": ["all"]}, asker).customers
    pages, after = [], ""
    while True:
        page = page_of(customers, sort, today=TODAY, after=after, size=5)
        pages.append(page)
        if not page.after:
            break
        after = page.after
    ids = [[row.pk for row in page.rows] for page in pages]
    assert [len(each) for each in ids] == [5, 5, 5, 5, 3]
    assert len({pk for each in ids for pk in each}) == 23
    assert pages[0].before == ""
    back = pages[-1]
    for expected in reversed(ids[:-1]):
        back = page_of(customers, sort, today=TODAY, before=back.before, size=5)
        assert [row.pk for row in back.rows] == expected
    assert back.before == ""


def test_unreadable_key_gives_the_first_page(rich):
    customers = list_customers({"who": ["all"]}, Asker(user=rich.owner, today=TODAY)).customers
    for key in ("x", "0~1", "9~1~2", "0~a~b"):
        assert [row.name for row in page_of(customers, "risk", today=TODAY, after=key).rows] == [
            "Poor",
            "Rich",
        ]


def test_leaving_comes_soonest_first_then_those_who_left_last(house):
    for name, days in (("long gone", -90), ("next week", 7), ("tomorrow", 1), ("gone", -2)):
        house.customer(name, churn_date=TODAY + timedelta(days=days))
    house.customer("stays")
    asker = Asker(user=house.owner, today=TODAY)
    customers = list_customers({"who": ["all"]}, asker).customers
    rows = page_of(customers, "leaving", today=TODAY).rows
    assert [row.name for row in rows] == ["tomorrow", "next week", "gone", "long gone", "stays"]
