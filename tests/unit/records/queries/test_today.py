from datetime import timedelta

import pytest
from django.utils import timezone
from today_days import phone, planned, today

from perennial.records.models import Absence, HandOff, Promise, Touch
from perennial.records.queries.today import day_of_seller, nothing_to_do
from perennial.records.queries.today_search import find_own


def day_of(house, seller=None):
    return day_of_seller(seller or house.farmer, today=today(), business=house.business)


def names(lines):
    return [str(line.customer) for line in lines]


def add(house, name, **how):
    return planned(house.customer(name, owner=house.farmer), house.farmer, **how)


def test_lines_stand_in_order_of_gain_after_the_new_and_the_promised(house):
    add(house, "small", gain=1)
    add(house, "large", gain=50)
    promised = add(house, "promised", gain=2)
    Promise.objects.create(customer=promised.customer, day=today(), made_by=house.farmer)
    add(house, "greeted", gain=0, play="greet")
    offered = house.customer("offered", owner=house.hunter)
    HandOff.objects.create(customer=offered, hunter=house.hunter, farmer=house.farmer, state="offered")
    day = day_of(house)
    assert names(day.lines) == ["offered", "greeted", "promised", "large", "small"]
    assert [line.tag for line in day.lines] == ["new", "new", "promised", "play", "play"]
    assert day.lines[0].waits


def test_lines_keep_the_place_that_a_plan_gives_them_and_leads_come_last(house):
    add(house, "lead", gain=0, play="first", place=-9)
    add(house, "second", gain=50, place=2)
    add(house, "first", gain=1, place=1)
    assert names(day_of(house).lines) == ["first", "second", "lead"]


def test_lines_fold_where_the_day_is_full(house):
    house.farmer.touches_a_day = 3
    for number in range(5):
        add(house, f"c{number}", gain=-number)
    Touch.objects.create(seller=house.farmer, customer=house.customer("done"), outcome="reached")
    Touch.objects.create(seller=house.farmer, play="chore")
    day = day_of(house)
    assert names(day.lines) == ["c0", "c1"]
    assert (day.done_count, day.total, day.left, len(day.done)) == (1, 3, 3, 2)


def test_new_customers_stand_there_even_on_a_full_day(house):
    house.farmer.touches_a_day = 0
    house.business.touches_a_day = 0
    add(house, "greeted", play="greet")
    add(house, "other")
    assert names(day_of(house).lines) == ["greeted"]


@pytest.mark.parametrize("how", ["phone", "tax"])
def test_person_with_two_records_stands_there_once(house, how):
    for name, gain in (("first", 9), ("second", 8)):
        line = add(house, name, gain=gain)
        if how == "phone":
            phone(line.customer, value="+7 912 345-67-89" if gain == 9 else "+79123456789")
        else:
            line.customer.tax_id = "7701"
            line.customer.save()
    assert names(day_of(house).lines) == ["first"]


def test_person_is_known_through_a_third_record(house):
    for name, numbers in (("a", ["+71"]), ("b", ["+71", "+72"]), ("c", ["+72"])):
        line = add(house, name)
        for number in numbers:
            phone(line.customer, number)
    assert names(day_of(house).lines) == ["a"]


def test_lines_of_other_days_and_erased_customers_stay_away(house):
    add(house, "tomorrow", days=1)
    add(house, "put off", snoozed_until=today() + timedelta(days=2))
    add(house, "back", days=-5, snoozed_until=today())
    add(house, "overdue", days=-2)
    erased = add(house, "erased")
    erased.customer.erased_at = timezone.now()
    erased.customer.save()
    assert set(names(day_of(house).lines)) == {"back", "overdue"}


def test_lines_of_who_is_away_come_to_who_covers(house):
    planned(house.customer("theirs", owner=house.farmer2), house.farmer2)
    assert not day_of(house).lines
    Absence.objects.create(user=house.farmer2, first_day=today(), last_day=today(), cover=house.farmer)
    assert names(day_of(house).lines) == ["theirs"]


def test_wrong_number_gives_way_to_the_next(house):
    line = add(house, "x")
    phone(line.customer, "+71", is_main=True, wrong_since=timezone.now())
    phone(line.customer, "+72")
    assert day_of(house).lines[0].phone.value == "+72"


@pytest.mark.parametrize(
    ("tag", "fields"),
    [
        ("offer", {"offer_from": today(), "offer_until": today() + timedelta(days=3)}),
        ("past", {"churn_date": today() - timedelta(days=1)}),
        ("play", {}),
    ],
)
def test_tag_says_what_matters_first(house, tag, fields):
    add(house, "x", **fields)
    assert day_of(house).lines[0].tag == tag


def test_unanswered_call_is_named(house):
    line = add(house, "x")
    line.made_by = Touch.objects.create(seller=house.farmer, customer=line.customer, outcome="no_answer")
    line.save()
    assert day_of(house).lines[0].tag == "no_answer"


def test_number_of_questions_does_not_grow_with_the_lines(house, django_assert_max_num_queries):
    for number in range(12):
        line = add(house, f"c{number}", play="greet" if number % 2 else "remind")
        phone(line.customer, f"+7{number}")
        HandOff.objects.create(
            customer=line.customer, hunter=house.hunter, farmer=house.farmer, state="accepted"
        )
    with django_assert_max_num_queries(9):
        day = day_of(house)
        assert [str(line.handoff.hunter) for line in day.lines if line.handoff] == ["Hunter"] * 6


def test_long_list_is_counted_not_read(house):
    for number in range(90):
        add(house, f"c{number}")
    day = day_of(house)
    assert len(day.lines) + day.left == 90


def test_empty_day_names_what_comes_next(house):
    add(house, "later", days=4)
    add(house, "sooner", snoozed_until=today() + timedelta(days=2))
    nothing = nothing_to_do(house.farmer, today())
    assert (str(nothing.upcoming.customer), nothing.upcoming_on) == ("sooner", today() + timedelta(days=2))
    assert nothing.has_customers


@pytest.mark.parametrize("text", ["белов", "БЕЛОВ", "Ирина", "345-67", "8 912 345-67-89"])
def test_own_customer_is_found_by_a_part_of_name_or_phone(house, text):
    mine = house.customer("Ирина Белова", owner=house.farmer)
    phone(mine)
    house.customer("Ирина Белова", owner=house.farmer2)
    assert find_own(house.farmer, text) == [mine]
