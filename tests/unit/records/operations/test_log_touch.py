from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from today_days import phone, planned, today

from perennial.core.days import day_of
from perennial.core.errors import UserError
from perennial.records.models import AuditEntry, LeaveReason, PlannedTouch, Promise, Touch
from perennial.records.operations.log_touch import AlreadyDoneError, log_touch
from perennial.records.operations.snooze_days import next_working_day
from perennial.records.operations.undo_touch import undo_touch


def log(house, customer, outcome="reached", key=None, **told):
    return log_touch(seller=house.farmer, customer=customer, key=key or uuid4(), outcome=outcome, **told)


def open_lines(customer):
    return list(PlannedTouch.objects.filter(customer=customer, state="open"))


@pytest.fixture
def line(house):
    customer = house.customer(owner=house.farmer)
    phone(customer)
    return planned(customer, house.farmer, play="offer", offer="Tasting set")


def test_touch_of_a_line_closes_it_and_takes_its_play(house, line):
    touch = log(house, line.customer, planned=line, minutes=4, text=" Wants the dark roast ")
    line.refresh_from_db()
    assert (touch.play, touch.is_planned, touch.minutes, touch.text) == (
        "offer",
        True,
        4,
        "Wants the dark roast",
    )
    assert (line.state, line.touch, touch.day) == ("done", touch, today())
    assert AuditEntry.objects.get(act="touch.log").facts == {"outcome": "reached", "play": "offer"}


def test_same_key_sent_again_logs_once(house, line):
    key = uuid4()
    first = log(house, line.customer, planned=line, key=key)
    assert log(house, line.customer, planned=line, key=key) == first
    assert Touch.objects.count() == 1


def test_key_of_somebody_else_is_refused(house, line):
    key = uuid4()
    log(house, line.customer, key=key)
    with pytest.raises(UserError, match="somebody else"):
        log_touch(seller=house.farmer2, customer=line.customer, key=key, outcome="reached")


def test_line_done_in_another_tab_is_not_logged_twice(house, line):
    log(house, line.customer, "refused", planned=line)
    with pytest.raises(AlreadyDoneError, match="already done"):
        log(house, line.customer, planned=line)
    assert Touch.objects.count() == 1


def test_line_settled_by_an_order_still_takes_the_touch(house, line):
    PlannedTouch.objects.filter(pk=line.pk).update(state="settled")
    touch = log(house, line.customer, planned=line)
    assert not touch.is_planned


def test_lines_of_other_records_of_the_person_close_too(house, line):
    twin = house.customer("Nord Cafe (old)", owner=house.farmer)
    phone(twin)
    other = planned(twin, house.farmer)
    stranger = planned(house.customer("Vesna", owner=house.farmer), house.farmer)
    log(house, line.customer, planned=line)
    for each, state in ((other, "done"), (stranger, "open")):
        each.refresh_from_db()
        assert each.state == state


def test_same_tax_number_is_the_same_person(house):
    one, two = (house.customer(name, owner=house.farmer, tax_id="7701") for name in ("A", "B"))
    other = planned(two, house.farmer)
    log(house, one)
    other.refresh_from_db()
    assert other.state == "done"


def test_no_answer_is_tried_again_on_the_next_working_day(house, line):
    touch = log(house, line.customer, "no_answer", planned=line)
    (again,) = open_lines(line.customer)
    assert again.day == next_working_day(today())
    assert (again.made_by, again.play, again.offer, again.reason) == (
        touch,
        "offer",
        "Tasting set",
        line.reason,
    )


def test_third_call_without_an_answer_rests_for_longer(house, line):
    for _ in range(3):
        (now,) = open_lines(line.customer)
        log(house, line.customer, "no_answer", planned=now)
    (again,) = open_lines(line.customer)
    assert again.day > today() + timedelta(days=10)


def test_answer_between_begins_the_tries_anew(house, line):
    for outcome in ("no_answer", "no_answer", "reached"):
        log(house, line.customer, outcome)
    planned(line.customer, house.farmer)
    log(house, line.customer, "no_answer")
    (again,) = open_lines(line.customer)
    assert again.day == next_working_day(today())


def test_promise_is_kept_in_mind_for_its_day(house, line):
    day = today() + timedelta(days=9)
    touch = log(house, line.customer, "promised", planned=line, promise_day=day)
    promise, (again,) = Promise.objects.get(), open_lines(line.customer)
    assert (promise.day, promise.touch, promise.made_by) == (day, touch, house.farmer)
    assert (again.day, again.reason["facts"]) == (day, {"day": day_of(day)})


def test_promise_without_a_line_is_planned_for_the_owner(house):
    customer = house.customer(owner=house.farmer2, value_at_risk=500)
    log(house, customer, "promised", promise_day=today() + timedelta(days=3))
    (again,) = open_lines(customer)
    assert (again.seller, again.value_at_risk) == (house.farmer2, 500)


@pytest.mark.parametrize(
    ("outcome", "told"), [("promised", {}), ("left", {}), ("left", {"leave_reason": ""})]
)
def test_outcome_without_what_it_asks_for_is_refused(house, line, outcome, told):
    with pytest.raises(UserError):
        log(house, line.customer, outcome, planned=line, **told)
    assert not Touch.objects.exists()


def test_leaving_keeps_the_reason(house, line):
    log(house, line.customer, "left", planned=line, leave_reason="competitor", text="Cheaper beans")
    reason = LeaveReason.objects.get()
    assert (reason.reason, reason.text, reason.by) == ("competitor", "Cheaper beans", house.farmer)
    assert not open_lines(line.customer)


def test_wrong_number_brings_the_line_back_where_there_is_another(house, line):
    phone(line.customer, "+7 495 000-00-00")
    log(house, line.customer, "wrong_number", planned=line)
    (again,) = open_lines(line.customer)
    first, second = line.customer.contacts.order_by("id")
    assert again.day == today()
    assert first.wrong_since is not None
    assert second.wrong_since is None


def test_wrong_number_without_another_closes_the_line(house, line):
    log(house, line.customer, "wrong_number", planned=line)
    assert not open_lines(line.customer)


def test_chore_needs_nobody(house):
    touch = log(house, None, "none", minutes=30, text="Weekly report")
    assert (touch.customer, touch.play) == (None, "chore")


def test_outcome_of_a_customer_is_refused_for_a_chore(house):
    with pytest.raises(UserError, match="needs a customer"):
        log(house, None, "ordered")


def test_touch_from_the_future_happened_now(house, line):
    touch = log(house, line.customer, happened_at=timezone.now() + timedelta(hours=5))
    assert touch.happened_at <= timezone.now()


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("reached", {}),
        ("no_answer", {}),
        ("promised", {"promise_day": today() + timedelta(days=5)}),
        ("left", {"leave_reason": "price"}),
        ("wrong_number", {}),
    ],
)
def test_undo_brings_everything_back(house, line, outcome, told):
    touch = log(house, line.customer, outcome, planned=line, **told)
    undo_touch(house.farmer, touch.key)
    assert open_lines(line.customer) == [line]
    assert not Promise.objects.filter(undone_at__isnull=True).exists()
    assert not LeaveReason.objects.filter(undone_at__isnull=True).exists()
    assert not line.customer.contacts.filter(wrong_since__isnull=False).exists()


def test_undone_touch_is_not_logged_by_sending_it_again(house, line):
    touch = log(house, line.customer, planned=line)
    undo_touch(house.farmer, touch.key)
    again = log(house, line.customer, planned=line, key=touch.key)
    assert again.undone_at is not None
    assert open_lines(line.customer) == [line]


def test_undo_leaves_a_line_planned_since_alone(house, line):
    touch = log(house, line.customer, planned=line)
    later = planned(line.customer, house.farmer, days=3)
    undo_touch(house.farmer, touch.key)
    assert open_lines(line.customer) == [later]


def test_undo_of_a_touch_that_another_followed_keeps_what_followed(house, line):
    first = log(house, line.customer, "no_answer", planned=line)
    (again,) = open_lines(line.customer)
    log(house, line.customer, "reached", planned=again)
    undo_touch(house.farmer, first.key)
    assert not open_lines(line.customer)


def test_undo_of_another_sellers_touch_is_refused(house, line):
    touch = log(house, line.customer, planned=line)
    with pytest.raises(UserError, match="not there"):
        undo_touch(house.farmer2, touch.key)
