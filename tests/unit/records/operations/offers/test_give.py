"""Giving offers: what stands against it, the approval of dear ones, taking back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from today_days import planned

from perennial.core.errors import UserError
from perennial.records.models import AuditEntry, Business, Contact, Given, Notice, Offer, Touch
from perennial.records.operations.offers.approve import ask_approval, decide_approval
from perennial.records.operations.offers.give import give_offer, take_back
from perennial.records.queries.offers.approval import needs_approval

TODAY = timezone.localdate()
DAY = timedelta(days=1)


@pytest.fixture
def cake(house):
    Business.objects.update(approval_limits={"farmer": "10", "head": "50"})
    return Offer.objects.create(name="Cake", kind="gift", cost=5)


@pytest.fixture
def customer(house):
    return house.customer(owner=house.farmer)


def dear(offer, cost=20):
    offer.cost = cost
    offer.save()
    return offer


def test_offer_is_given_with_its_cost_of_the_day(house, cake, customer):
    given = give_offer(house.farmer, customer, cake)
    dear(cake, 7)
    assert (given.cost, given.day, given.by) == (5, TODAY, house.farmer)
    assert AuditEntry.objects.get(act="offer.give").facts == {"offer": cake.pk, "customer": customer.pk}


def test_same_touch_gives_once(house, cake, customer):
    touch = Touch.objects.create(customer=customer, seller=house.farmer, day=TODAY - DAY)
    assert give_offer(house.farmer, customer, cake, touch) == give_offer(house.farmer, customer, cake, touch)
    assert Given.objects.get().day == TODAY - DAY


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"is_on": False}, "switched off"),
        ({"valid_from": TODAY + DAY}, "can be given from"),
        ({"valid_until": TODAY - DAY}, "could be given until"),
        ({"stock": 0}, "Nothing is left"),
        ({"budget": 4}, "is spent"),
    ],
)
def test_offer_that_cannot_be_given_says_why(house, cake, customer, change, said):
    Offer.objects.update(**change)
    with pytest.raises(UserError, match=said):
        give_offer(house.farmer, customer, cake)
    assert not Given.objects.exists()


def test_stock_and_budget_run_out_and_come_back_when_taken_back(house, cake, customer):
    Offer.objects.update(stock=1, budget=5)
    given = give_offer(house.farmer, customer, cake)
    with pytest.raises(UserError, match="Nothing is left"):
        give_offer(house.farmer, house.customer("Other"), cake)
    take_back(given, house.farmer)
    take_back(given, house.farmer)
    assert give_offer(house.farmer, house.customer("Other"), cake)
    assert AuditEntry.objects.filter(act="offer.take_back").count() == 1


def test_one_person_gets_it_so_often_a_year_whichever_record(house, cake, customer):
    twin = house.customer("Twin")
    for each in (customer, twin):
        Contact.objects.create(customer=each, kind="phone", value="+7", normal="+79120000000")
    give_offer(house.farmer, customer, cake, day=TODAY - 300 * DAY)
    with pytest.raises(UserError, match="within a year"):
        give_offer(house.farmer, twin, cake)
    assert give_offer(house.farmer, twin, cake, day=TODAY + 70 * DAY)


def test_months_money_for_gifts_is_not_passed(house, cake, customer):
    Business.objects.update(gifts_a_month=8)
    give_offer(house.farmer, customer, cake)
    with pytest.raises(UserError) as raised:
        give_offer(house.farmer, house.customer("Other"), cake)
    assert raised.value.message.facts["left"] == 3


def test_dear_offer_needs_a_word(house, cake, customer):
    business = Business.current()
    assert not needs_approval(house.farmer, cake, business)
    assert needs_approval(house.farmer, dear(cake), business)
    assert not needs_approval(house.hunter, cake, business)
    assert not needs_approval(house.owner, dear(cake, 10**6), business)
    with pytest.raises(UserError, match="ask for approval"):
        give_offer(house.farmer, customer, cake)


def test_allowed_by_the_head_it_is_given(house, cake, customer):
    line = planned(customer, house.farmer, gift=dear(cake))
    ask_approval(house.farmer, line)
    ask_approval(house.farmer, line)
    assert Notice.objects.get().user == house.head
    decide_approval(house.head, line, True, "")
    line.refresh_from_db()
    assert (line.approval, line.approved_by) == ("given", house.head)
    assert Notice.objects.get(user=house.farmer).message["text"] == "You may give “{offer}”."
    assert give_offer(house.farmer, customer, cake).cost == 20


def test_refusal_tells_the_seller_why(house, cake, customer):
    line = planned(customer, house.farmer, gift=dear(cake))
    ask_approval(house.farmer, line)
    with pytest.raises(UserError, match="Say why not"):
        decide_approval(house.head, line, False, " ")
    decide_approval(house.head, line, False, "Too dear")
    assert Notice.objects.get(user=house.farmer).message["facts"]["reason"] == "Too dear"
    with pytest.raises(UserError, match="ask for approval"):
        give_offer(house.farmer, customer, cake)
    for again in (
        lambda: ask_approval(house.farmer, line),
        lambda: decide_approval(house.head, line, True, ""),
    ):
        with pytest.raises(UserError):
            again()


def test_beyond_the_heads_own_limit_the_owner_is_asked(house, cake, customer):
    line = planned(customer, house.farmer, gift=dear(cake, 60))
    ask_approval(house.farmer, line)
    assert Notice.objects.get().user == house.owner
    with pytest.raises(UserError, match="the owner decides"):
        decide_approval(house.head, line, True, "")
    decide_approval(house.owner, line, True, "")


def test_nobody_allows_their_own(house, cake, customer):
    line = planned(customer, house.head, gift=dear(cake, 60))
    ask_approval(house.head, line)
    with pytest.raises(UserError, match="of their own"):
        decide_approval(house.head, line, True, "")


def test_closed_lines_are_not_asked_about(house, cake, customer):
    line = planned(customer, house.farmer, gift=dear(cake), state="done")
    with pytest.raises(UserError, match="closed"):
        ask_approval(house.farmer, line)


def test_cost_of_an_offer_is_exact_to_the_limit(house, cake):
    assert not needs_approval(house.farmer, dear(cake, Decimal("10.00")), Business.current())
