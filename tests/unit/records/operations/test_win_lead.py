"""A lead is won with its first order, or lost; what follows from an order follows."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from lead_samples import lead_of

from perennial.core.errors import UserError
from perennial.records.models import HandOff, MirrorMonth, Note, Order, PlannedTouch, Product
from perennial.records.operations.lose_lead import lose_by_hand, open_again
from perennial.records.operations.plan_leads import plan_leads
from perennial.records.operations.win_lead import win_lead

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(house):
    return lead_of(house, days=5, product=Product.objects.create(name="Tea"), next_action="Call")


def win(house, lead, **told):
    return win_lead(house.hunter, lead, **{"amount": Decimal(900), "day": timezone.localdate(), **told})


def test_first_order_is_written_down_and_the_hand_off_opens(house, lead):
    won = win(house, lead, number="A-17")
    order = Order.objects.get()
    assert (order.system, order.external_id, order.amount) == ("hand", "A-17", Decimal(900))
    assert (order.product, order.seller, order.currency) == (lead.product, house.hunter, "EUR")
    assert won.handoff == HandOff.objects.get()
    assert (won.handoff.hunter, won.handoff.order, won.handoff.state) == (house.hunter, order, "open")
    lead.refresh_from_db()
    assert (lead.won_order, lead.next_action) == (order, "")
    assert lead.closed_at is not None
    lead.customer.refresh_from_db()
    assert (lead.customer.orders_count, lead.customer.first_order_on) == (1, order.day)
    assert MirrorMonth.objects.filter(month=f"{order.day:%Y-%m}").exists()


def test_call_to_a_won_lead_is_no_longer_planned(house, lead):
    plan_leads()
    assert PlannedTouch.objects.filter(state="open", play="first").exists()
    win(house, lead)
    assert not PlannedTouch.objects.filter(state="open", play="first").exists()


def test_order_of_a_day_before_the_lead_still_wins_it(house, lead):
    day = timezone.localdate() - timedelta(days=9)
    assert win(house, lead, day=day, product=Product.objects.create(name="Coffee")).order.day == day
    lead.refresh_from_db()
    assert lead.won_order.day == day


def test_second_order_without_a_number_has_one_of_its_own(house, lead):
    other = lead_of(house, "Ivan")
    assert win(house, lead).order.external_id != win(house, other).order.external_id


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"number": "A-17"}, "already"),
        ({"day": timezone.localdate() + timedelta(days=2)}, "ahead"),
    ],
)
def test_what_cannot_be_is_refused(house, lead, told, said):
    win(house, lead_of(house, "Ivan"), number="A-17")
    with pytest.raises(UserError, match=said):
        win(house, lead, **told)
    lead.refresh_from_db()
    assert lead.closed_at is None


def test_won_lead_is_not_won_again(house, lead):
    win(house, lead)
    with pytest.raises(UserError, match="closed"):
        win(house, lead)
    with pytest.raises(UserError, match="won"):
        open_again(house.hunter, lead)
    assert Order.objects.count() == 1


def test_warehouse_is_only_read(house, lead, settings):
    settings.CONFIG = type("Config", (), {"store_url": "duckdb://x"})()
    with pytest.raises(UserError, match="warehouse"):
        win(house, lead)


def test_lost_lead_keeps_its_reason_and_comes_back(house, lead):
    plan_leads()
    lost = lose_by_hand(house.hunter, lead, "price", "Found it cheaper")
    assert (lost.lost_reason, lost.closed_at is None) == ("price", False)
    assert Note.objects.get().text == "Found it cheaper"
    assert not PlannedTouch.objects.filter(state="open").exists()
    again = open_again(house.hunter, lead)
    assert (again.lost_reason, again.closed_at) == ("", None)
    assert PlannedTouch.objects.filter(state="open").exists()


def test_lead_is_not_lost_without_a_reason(house, lead):
    with pytest.raises(UserError, match="Say why"):
        lose_by_hand(house.hunter, lead, "", " ")
