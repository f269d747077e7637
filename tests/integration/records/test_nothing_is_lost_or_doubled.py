"""A full disk or a lost database after each single write: done again, nothing is lost and nothing doubled."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db.utils import OperationalError
from django.utils import timezone
from faulty_base import fault_after, fault_after_each_write, undone, writes_of
from outbox_letters import FakeSender, let_out, letter, states

from perennial.pay.plans.shipped import shipped_plan
from perennial.records.models import (
    AuditEntry,
    Customer,
    HandOff,
    Import,
    Notice,
    Order,
    OutboxMessage,
    OwnerChange,
    PayLine,
    PayMonth,
    PlannedTouch,
    Touch,
)
from perennial.records.operations import import_file_take
from perennial.records.operations.accept_handoff import accept_handoff
from perennial.records.operations.accept_silent_handoffs import accept_silent_handoffs
from perennial.records.operations.import_file import IMPORT_IN_TROUBLE, run_import, start_import
from perennial.records.operations.import_file_options import message_json
from perennial.records.operations.log_touch import log_touch
from perennial.records.operations.outbox.send import send_outbox
from perennial.records.operations.outbox.senders import SENDERS
from perennial.records.operations.pay.change_plan import put_in_force
from perennial.records.operations.pay.close_month import close_month

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)
NOON = timezone.now()
ORDERS = "order_id,customer_id,ordered_at,amount\n" + "".join(
    f"N{i},K{i % 4},2026-01-{i + 1:02},{i + 10}\n" for i in range(9)
)


def counts(*models):
    return {model.__name__: model.objects.count() for model in models}


def test_closing_a_month(house):
    put_in_force(house.owner, shipped_plan(since=date(2026, 1, 1)))
    for number in range(3):
        customer = house.customer(f"Customer {number}", owner=house.hunter, hunter=house.hunter)
        for at in range(2):
            day = date(2026, 3, 3 + 9 * at)
            Order.objects.create(
                customer=customer, external_id=f"{number}-{at}", day=day, ordered_at=timezone.now(),
                amount=Decimal(1000), seller=house.hunter, fully_paid_on=day,
            )  # fmt: skip

    def state():
        lines = PayLine.objects.values_list("seller__name", "month", "amount", "customer_key", "order_key")
        acts = Counter(AuditEntry.objects.values_list("act", flat=True))
        return sorted(lines), acts, list(PayMonth.objects.values_list("month", flat=True))

    assert fault_after_each_write(lambda: close_month(house.owner, "2026-03", today=TODAY), state) > 3
    close_month(house.owner, "2026-03", today=TODAY)
    assert len(state()[0]) == 6


def moved():
    customers = Customer.objects.values_list("name", "owner__name", "hunter__name", "protected_until")
    handoffs = HandOff.objects.values_list("customer__name", "state", "farmer__name", "protected_until")
    lines = PlannedTouch.objects.values_list("customer__name", "seller__name", "play", "state")
    acts = Counter(AuditEntry.objects.values_list("act", flat=True))
    return (
        sorted(customers),
        sorted(handoffs),
        sorted(lines),
        acts,
        counts(OwnerChange, Notice),
    )


def offer(house, name, due_on=None):
    customer = house.customer(name, owner=house.hunter, hunter=house.hunter, value_at_risk=90)
    return HandOff.objects.create(
        customer=customer,
        hunter=house.hunter,
        farmer=house.farmer,
        state="offered",
        due_on=due_on,
        note="n",
        offered_at=NOON - timedelta(days=30),
    )


def test_accepting_a_hand_off(house):
    handoff = offer(house, "Vesna")
    assert fault_after_each_write(lambda: accept_handoff(handoff, house.farmer, NOON), moved) > 3


def test_hand_offs_accepted_by_silence(house):
    for name in ("Vesna", "Nord", "Ost"):
        offer(house, name, due_on=NOON.date())
    assert fault_after_each_write(lambda: accept_silent_handoffs(today=NOON.date(), at=NOON), moved) > 9


def test_logging_a_touch(house):
    customer = house.customer(owner=house.farmer)
    key = UUID(int=7)

    def do():
        log_touch(
            seller=house.farmer, customer=customer, key=key, channel="call", direction="out",
            outcome="reached", minutes=3, text="well", happened_at=NOON,
        )  # fmt: skip

    def state():
        return (
            list(Touch.objects.values_list("key", "outcome", "text")),
            counts(Notice, PlannedTouch),
            Counter(AuditEntry.objects.values_list("act", flat=True)),
        )

    fault_after_each_write(do, state)


@pytest.fixture
def batch(house, tmp_path, settings, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    monkeypatch.setattr(import_file_take, "PORTION", 2)
    batch = start_import([ORDERS.encode()], "orders.csv", by=house.owner, kind="orders")
    batch.state = Import.State.QUEUED
    batch.save()
    return batch


def taken():
    orders = Order.objects.values_list("external_id", "customer__name", "amount", "day")
    found = Import.objects.values_list("state", "created", "updated", "rejected", "position", "failure")
    return sorted(orders), list(found), counts(Customer)


def test_importing_orders(batch):
    def again():
        # What a worker does with it, or somebody who reads that it failed.
        Import.objects.update(state=Import.State.QUEUED, failure={})
        run_import.call(batch.pk)

    assert fault_after_each_write(lambda: run_import.call(batch.pk), taken, again=again, every=4) > 20


def test_an_import_says_that_the_disk_is_full(batch, monkeypatch):
    def full(*args):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(import_file_take, "take_orders", full)
    with pytest.raises(OperationalError):
        run_import.call(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.failure) == ("failed", message_json(IMPORT_IN_TROUBLE["full"]))


def test_sending(house, settings, tmp_path, monkeypatch):
    sender = FakeSender()
    monkeypatch.setitem(SENDERS, "mail", sender)
    let_out(house, settings, tmp_path)
    customer = house.customer()
    keys = [letter(customer).message_id for _ in range(5)]
    total = writes_of(send_outbox.call)
    for most in range(total):
        sender.sent.clear()
        with undone():
            with fault_after(most):
                send_outbox.call()
            OutboxMessage.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))
            send_outbox.call()
            assert set(states()) == {"sent"}
        arrived = Counter(message.message_id for message in sender.sent)
        # The one that had left when its mark could not be written leaves again, under its number.
        assert set(arrived) == set(keys)
        assert sum(arrived.values()) - len(keys) <= 1
