from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone
from outbox_letters import agree, let_out

from perennial.records.models import (
    AuditEntry,
    Business,
    Given,
    Offer,
    OutboxMessage,
    PlannedTouch,
    Template,
    Touch,
    Trial,
    TrialLot,
)
from perennial.records.operations.outbox.put_planned import put_planned
from perennial.records.queries.sending import next_allowed

TODAY = timezone.localdate()


@pytest.fixture
def out(house, settings, tmp_path):
    let_out(house, settings, tmp_path)
    return house


def customer_of(house, name="Ann", address="ann@shop.example", consent=True):
    customer = house.customer(name, owner=house.farmer, last_order_on=TODAY - timedelta(days=40))
    if address:
        customer.contacts.create(kind="email", value=address, normal=address)
    if consent:
        agree(customer)
    return customer


def line_of(customer, house, **told):
    plain = {"play": "offer", "day": TODAY, "channel": "mail", "by_itself": True}
    return PlannedTouch.objects.create(customer=customer, seller=house.farmer, **{**plain, **told})


def test_line_leaves_once_with_its_words_its_touch_and_its_offer(out):
    offer = Offer.objects.create(name="Ten", text_en="Ten percent off", code="TEN", cost=5)
    line = line_of(customer_of(out), out, gift=offer)
    assert (put_planned(TODAY).put, put_planned(TODAY).put) == (1, 0)
    message = OutboxMessage.objects.get()
    line.refresh_from_db()
    assert (message.planned, message.purpose, message.address) == (line, "advertising", "ann@shop.example")
    for part in ("Hello, Ann!", "For you: Ten percent off", "Your code: TEN", "Farmer", "Nord"):
        assert part in message.text
    assert "<p" in message.html
    touch = Touch.objects.get()
    assert (line.state, line.touch, touch.is_planned, touch.seller) == ("done", touch, True, None)
    assert Given.objects.get().touch == touch
    assert AuditEntry.objects.filter(act="message.put").count() == 1


@pytest.mark.parametrize(
    "told",
    [{"by_itself": False}, {"day": TODAY + timedelta(days=1)}, {"approval": "asked"}, {"channel": "call"}],
)
def test_line_that_is_not_for_the_house_to_send_stays(out, told):
    line_of(customer_of(out), out, **told)
    assert put_planned(TODAY).put == 0
    assert PlannedTouch.objects.get().state == "open"


@pytest.mark.parametrize("told", [{"consent": False}, {"address": ""}])
def test_who_may_not_be_written_to_or_cannot_be_reached_is_left(out, told):
    line_of(customer_of(out, **told), out)
    assert put_planned(TODAY).kept == 1
    assert (PlannedTouch.objects.get().state, Touch.objects.count()) == ("open", 0)


@pytest.mark.parametrize("missing", [{"SEND": ""}, {"EMAIL_URL": ""}, {"URL": ""}])
def test_nothing_is_put_while_nothing_can_leave(out, settings, missing):
    line_of(customer_of(out), out)
    let_out(out, settings, settings.DATA_DIR, **missing)
    assert put_planned(TODAY).put == 0
    assert PlannedTouch.objects.get().state == "open"


def test_no_more_leave_a_day_than_may_and_the_most_worth_first(out):
    Business.objects.update(mails_a_day=2)
    for gain in (1, 3, 2):
        line_of(customer_of(out, f"C{gain}", f"c{gain}@shop.example"), out, expected_gain=gain)
    assert (put_planned(TODAY).put, put_planned(TODAY).put) == (2, 0)
    left = PlannedTouch.objects.get(state="open")
    assert left.customer.name == "C1"


def test_one_person_on_two_records_is_written_to_once(out):
    for name in ("Ann", "Ann again"):
        line_of(customer_of(out, name), out)
    assert put_planned(TODAY).put == 1
    assert not PlannedTouch.objects.filter(state="open").exists()


def test_offer_that_cannot_be_given_any_more_is_not_promised(out):
    offer = Offer.objects.create(name="Ten", stock=0)
    line_of(customer_of(out), out, gift=offer)
    assert put_planned(TODAY).kept == 1
    assert (Touch.objects.count(), OutboxMessage.objects.count(), Given.objects.count()) == (0, 0, 0)


def test_who_is_held_out_by_lot_is_not_written_to(out):
    customer = customer_of(out)
    line_of(customer, out)
    trial = Trial.objects.create(key="t", question="?", held_out="0.5", horizon=90, state="running")
    lot = {"assigned_on": TODAY, "until": TODAY + timedelta(days=90), "lot_key": "x"}
    TrialLot.objects.create(trial=trial, customer=customer, arm="control", **lot)
    assert put_planned(TODAY).put == 0
    TrialLot.objects.update(arm="treatment")
    assert put_planned(TODAY).put == 1


def test_in_quiet_hours_what_is_put_waits_for_their_end(out):
    Business.objects.update(quiet_from=time(21), quiet_until=time(9), time_zone="Europe/Moscow")
    night = datetime(2026, 5, 3, 20, 30, tzinfo=UTC)  # half past eleven in Moscow
    assert next_allowed(night) == datetime(2026, 5, 4, 6, tzinfo=UTC)
    line_of(customer_of(out), out, day=night.date())
    put_planned(night.date(), at=night)
    assert OutboxMessage.objects.get().next_try_at == datetime(2026, 5, 4, 6, tzinfo=UTC)


def test_words_of_the_house_go_out_instead_of_the_shipped_ones(out):
    Template.objects.create(play="offer", language="en", subject="For {name}", text="Dear {name}\n{code}")
    line_of(customer_of(out), out)
    put_planned(TODAY)
    message = OutboxMessage.objects.get()
    assert (message.subject, message.text) == ("For Ann", "Dear Ann\n")


def test_portions_follow_each_other_until_nothing_is_due(out, monkeypatch):
    monkeypatch.setattr("perennial.records.operations.outbox.put_planned._PORTION", 2)
    for n in range(5):
        line_of(customer_of(out, f"C{n}", f"c{n}@shop.example", consent=n != 1), out, expected_gain=-n)
    told = put_planned(TODAY)
    assert (told.put, told.kept) == (4, 1)


def test_run_that_breaks_off_leaves_nothing_half_done(out, monkeypatch):
    offer = Offer.objects.create(name="Ten", stock=1)
    line_of(customer_of(out), out, gift=offer)

    def broken(_):
        raise OSError("the disk is full")

    with monkeypatch.context() as patched, pytest.raises(OSError, match="full"):
        patched.setattr("perennial.records.operations.outbox.put_planned.close_lines", broken)
        put_planned(TODAY)
    assert (Touch.objects.count(), OutboxMessage.objects.count(), Given.objects.count()) == (0, 0, 0)
    assert put_planned(TODAY).put == 1


@pytest.mark.parametrize(("play", "put"), [("remind", 0), ("repair", 1)])
def test_who_is_held_out_of_one_play_gets_no_other_advertising_but_what_serves_them(out, play, put):
    customer = customer_of(out)
    line_of(customer, out, play=play)
    trial = Trial.objects.create(
        key="t", question="?", held_out="0.5", horizon=90, state="running", play="offer"
    )
    lot = {"assigned_on": TODAY, "until": TODAY + timedelta(days=90), "lot_key": "x"}
    TrialLot.objects.create(trial=trial, customer=customer, arm="control", **lot)
    assert put_planned(TODAY).put == put
