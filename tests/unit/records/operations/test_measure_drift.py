from datetime import date, datetime, timedelta

import numpy as np
import pytest
from django.utils import timezone

from perennial.records.models import Absence, Customer, Notice, Order, SellerWeek, Touch, User
from perennial.records.operations.answer_week import answer_week, open_weeks
from perennial.records.operations.confirm_drift import confirm_drift, stop_drift
from perennial.records.operations.measure_drift import measure_drift
from perennial.records.queries.drift_weeks import latest_for_head, weeks_for_head, weeks_of_seller

MONDAY = date(2026, 9, 7)
WEEKS = 30


def at(day, hour=12):
    return datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_current_timezone())


def work(house, *, slides=5, planned=False, seller=None):
    """Write thirty weeks of a hunter who turns to existing customers in the last `slides` of them."""
    rng, seller = np.random.default_rng(7), seller or house.hunter
    old = house.customer("Old friend", owner=seller)
    Order.objects.create(
        customer=old,
        external_id=f"old {seller.pk}",
        ordered_at=at(date(2025, 1, 1)),
        day=date(2025, 1, 1),
        amount=10,
    )
    new = Customer.objects.bulk_create([Customer(name=f"New {n}") for n in range(WEEKS * 5 * 8)])
    touches, fresh = [], iter(new)
    for day in (MONDAY - timedelta(days=n) for n in range(1, 7 * WEEKS + 1)):
        if day.weekday() > 4:
            continue
        drifts = (MONDAY - day).days <= 7 * slides
        for n in range(8):
            known = rng.random() < (0.75 if drifts else 0.15)
            touches.append(
                Touch(
                    customer=old if known else next(fresh),
                    seller=seller,
                    day=day,
                    happened_at=at(day, 9) + timedelta(minutes=n),
                    minutes=8,
                    is_planned=known and planned,
                )
            )
    Touch.objects.bulk_create(touches)


@pytest.fixture
def measured(house):
    confirm_drift(house.owner)
    return house


def week_of(seller):
    return SellerWeek.objects.get(seller=seller)


def test_nothing_is_measured_before_the_owner_confirms(house):
    work(house)
    assert measure_drift(MONDAY) == 0
    confirm_drift(house.owner)
    assert measure_drift(MONDAY) == 4


def test_drifting_hunter_is_flagged_and_told_first(measured):
    work(measured)
    measure_drift(MONDAY)
    week = week_of(measured.hunter)
    assert week.alarm
    assert week.week == MONDAY - timedelta(days=7)
    assert "already buy" in week.reading["reason"]["text"]
    told = set(Notice.objects.values_list("user", flat=True))
    assert measured.hunter.pk in told
    assert measured.head.pk not in told


def test_each_week_is_measured_once(measured):
    work(measured)
    assert [measure_drift(MONDAY), measure_drift(MONDAY + timedelta(days=2))] == [4, 0]
    assert measure_drift(MONDAY + timedelta(days=7)) == 4


def test_steady_hunter_is_left_in_peace(measured):
    work(measured, slides=0)
    measure_drift(MONDAY)
    assert not week_of(measured.hunter).alarm


def test_touches_that_the_plan_asked_for_count_against_nobody(measured):
    work(measured, planned=True)
    measure_drift(MONDAY)
    assert not week_of(measured.hunter).alarm


def test_no_alarm_where_calls_are_not_connected(measured):
    measured.business.refresh_from_db()
    measured.business.calls_connected = False
    measured.business.save()
    work(measured)
    measure_drift(MONDAY)
    week = week_of(measured.hunter)
    assert (week.alarm, week.reading["cause"]) == (False, "calls_not_connected")


def test_no_alarm_on_leave(measured):
    work(measured)
    Absence.objects.create(
        user=measured.hunter, first_day=MONDAY - timedelta(days=7), last_day=MONDAY - timedelta(days=1)
    )
    measure_drift(MONDAY)
    assert (week_of(measured.hunter).alarm, week_of(measured.hunter).reading["cause"]) == (False, "on_leave")


def test_no_alarm_below_four_full_weeks(measured):
    work(measured)
    Touch.objects.filter(day__lt=MONDAY - timedelta(days=21)).delete()
    measure_drift(MONDAY)
    assert week_of(measured.hunter).reading["cause"] == "too_few_weeks"


def test_head_sees_it_from_the_second_day_and_is_told_then(measured):
    work(measured)
    measure_drift(MONDAY)
    tuesday = MONDAY + timedelta(days=1)
    assert weeks_for_head(measured.hunter, MONDAY) == []
    assert len(weeks_for_head(measured.hunter, tuesday)) == 1
    Notice.objects.all().delete()
    measure_drift(tuesday)
    measure_drift(tuesday)
    assert list(Notice.objects.values_list("user", flat=True)) == [measured.head.pk]


def test_head_is_told_when_an_alarm_begins_and_not_each_week(measured):
    work(measured)
    for days in (-7, -6, 0, 1):
        measure_drift(MONDAY + timedelta(days=days))
    assert SellerWeek.objects.filter(seller=measured.hunter, alarm=True).count() == 2
    assert Notice.objects.filter(user=measured.head).count() == 1


def test_head_sees_it_at_once_where_the_seller_has_opened_it(measured):
    work(measured)
    measure_drift(MONDAY)
    open_weeks(measured.hunter, at(MONDAY))
    assert set(latest_for_head(User.objects.all(), MONDAY)) == {measured.hunter.pk}


def test_answer_stands_beside_the_week(measured):
    work(measured)
    measure_drift(MONDAY)
    answer_week(measured.hunter, week_of(measured.hunter), " A fair ", at(MONDAY))
    assert weeks_of_seller(measured.hunter)[0].answer == "A fair"
    answer_week(measured.hunter, week_of(measured.hunter), "", at(MONDAY))
    assert week_of(measured.hunter).answered_at is None


def test_switched_off_heads_see_nothing_and_nothing_is_measured(measured):
    work(measured)
    measure_drift(MONDAY)
    stop_drift(measured.owner)
    later = MONDAY + timedelta(days=7)
    assert weeks_for_head(measured.hunter, later) == []
    assert latest_for_head(User.objects.all(), later) == {}
    assert measure_drift(later) == 0
    assert len(weeks_of_seller(measured.hunter)) == 1
