from datetime import UTC, date, datetime, time, timedelta

import pytest

from perennial.records.models import Absence, Contact, Customer, HandOff, PlannedTouch, Touch
from perennial.records.operations.make_plan import make_plan
from perennial.records.operations.publish_forecasts import read_published

TODAY = date(2026, 11, 25)
NOON = datetime.combine(TODAY, time(12), UTC)


@pytest.fixture
def plan(shop):
    """Learn once, then plan on any day."""
    shop.refresh()
    snapshot = read_published().snapshot

    def made(today=TODAY):
        make_plan(snapshot, shop.house.business, today=today)
        return {line.customer_id: line for line in PlannedTouch.objects.filter(state="open")}

    return made


def test_lines_keep_to_everybodys_capacity(plan, house):
    PlannedTouch.objects.all().delete()
    house.farmer.touches_a_day = 2
    house.farmer.save()
    lines = [line for line in plan().values() if line.seller_id == house.farmer.pk]
    days = [line.day for line in lines]
    assert max(days.count(day) for day in days) <= 2
    assert len(lines) >= 8


def test_lines_of_somebody_away_fall_to_their_cover_or_wait(plan, house):
    Absence.objects.create(user=house.farmer, first_day=TODAY, last_day=TODAY, cover=house.farmer2)
    house.farmer2.touches_a_day = 3
    house.farmer2.save()
    PlannedTouch.objects.all().delete()
    lines = plan().values()
    assert {line.seller_id for line in lines} == {house.farmer.pk, house.farmer2.pk}
    days = [line.day for line in lines]
    assert max(days.count(day) for day in days) <= 3
    Absence.objects.update(cover=None)
    PlannedTouch.objects.all().delete()
    assert {line.seller_id for line in plan().values()} == {house.farmer2.pk}


def test_nothing_is_planned_for_days_off_later_in_the_week(plan, house):
    off = TODAY + timedelta(days=1)
    PlannedTouch.objects.all().delete()
    assert any(line.day == off for line in plan().values())
    Absence.objects.create(user=house.farmer, first_day=off, last_day=off)
    PlannedTouch.objects.all().delete()
    lines = [line for line in plan().values() if line.seller_id == house.farmer.pk]
    assert lines
    assert not any(line.day == off for line in lines)


def test_what_people_planned_stays(plan, house):
    lines = list(PlannedTouch.objects.filter(state="open")[:3])
    greeted, put_off, tried = lines
    greeted.play = "greet"
    put_off.snoozed_until = TODAY + timedelta(days=9)
    tried.made_by = Touch.objects.create(customer=tried.customer, seller=house.farmer, outcome="no_answer")
    for line in lines:
        line.day = TODAY + timedelta(days=30)
        line.save()
    after = plan()
    assert [after[line.customer_id].day for line in lines] == [TODAY + timedelta(days=30)] * 3
    assert after[greeted.customer_id].play == "greet"


def test_hand_offs_that_wait_and_those_touched_lately_are_left_alone(plan, house):
    waiting, touched, back = list(PlannedTouch.objects.filter(state="open", play="remind")[:3])
    HandOff.objects.create(customer=waiting.customer, hunter=house.hunter, state="offered")
    Touch.objects.create(customer=touched.customer, seller=house.farmer, happened_at=NOON, day=TODAY)
    Touch.objects.create(customer=back.customer, day=TODAY - timedelta(days=8))
    after = plan()
    assert waiting.customer_id not in after
    assert touched.customer_id not in after
    assert back.customer_id in after


def test_whoever_said_that_they_left_is_left_alone_until_they_buy(plan):
    line = PlannedTouch.objects.filter(state="open").first()
    reason = line.customer.leave_reasons.create(reason="moved", at=NOON)
    assert line.customer_id not in plan()
    Customer.objects.filter(pk=line.customer_id).update(last_order_on=TODAY + timedelta(days=1))
    assert line.customer_id in plan()
    Customer.objects.filter(pk=line.customer_id).update(last_order_on=TODAY - timedelta(days=40))
    reason.undone_at = NOON
    reason.save()
    assert line.customer_id in plan()


def test_records_of_one_person_get_one_line(plan):
    PlannedTouch.objects.all().delete()
    first, second, third = list(plan())[:3]
    for pk, numbers in ((first, ["1"]), (second, ["1", "2"]), (third, ["2"])):
        for number in numbers:
            Contact.objects.create(customer_id=pk, kind="phone", value=number, normal=number)
    assert len({first, second, third} & plan().keys()) == 1


def test_mistake_is_put_right_first(plan):
    line = PlannedTouch.objects.filter(state="open").exclude(play="repair").first()
    line.customer.mistakes.create(text="Wrong filter", at=NOON)
    assert plan()[line.customer_id].play == "repair"
    line.customer.mistakes.update(solved_at=NOON)
    assert plan()[line.customer_id].play == line.play


def test_line_that_does_not_hold_any_more_is_dropped(plan):
    line = PlannedTouch.objects.filter(state="open", play="remind").first()
    line.customer.owner = None
    line.customer.save()
    assert line.customer_id not in plan()
    line.refresh_from_db()
    assert (line.state, line.closed_at is not None) == ("dropped", True)


def test_line_follows_its_customer_to_a_new_owner(plan, house):
    line = PlannedTouch.objects.filter(state="open", seller=house.farmer).first()
    line.customer.owner = house.farmer2
    line.customer.save()
    assert plan()[line.customer_id].seller_id == house.farmer2.pk


def test_line_that_was_due_stays_due(plan):
    line = PlannedTouch.objects.filter(state="open", play="remind", day=TODAY).first()
    after = plan(today=TODAY + timedelta(days=1))
    assert after[line.customer_id].day == TODAY
