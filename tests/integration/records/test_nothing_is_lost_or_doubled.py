"""A full disk or a lost database after each single write: done again, nothing is lost and nothing doubled."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest
from django.db.utils import OperationalError
from django.utils import timezone
from faulty_base import fault_after, fault_after_each_write, undone, writes_of
from five_works import WORKS, Place
from outbox_letters import FakeSender, let_out, letter, states

from perennial.records.models import (
    AuditEntry,
    Import,
    Notice,
    OutboxMessage,
    PlannedTouch,
    Touch,
)
from perennial.records.operations import import_file_take
from perennial.records.operations.import_file import IMPORT_IN_TROUBLE
from perennial.records.operations.import_file_options import message_json
from perennial.records.operations.log_touch import log_touch
from perennial.records.operations.outbox.send import send_outbox
from perennial.records.operations.outbox.senders import SENDERS

pytestmark = pytest.mark.django_db
NOON = timezone.now()


@pytest.fixture
def place(house, settings, tmp_path, monkeypatch):
    return Place(house=house, settings=settings, folder=tmp_path, monkeypatch=monkeypatch)


@pytest.mark.parametrize(
    ("name", "every", "least"), [("month closing", 1, 3), ("hand-off", 1, 12), ("import", 4, 20)]
)
def test_a_fault_of_a_write(place, name, every, least):
    work = WORKS[name](place)
    assert fault_after_each_write(work.do, work.state, every=every) > least


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
            Notice.objects.count(),
            PlannedTouch.objects.count(),
            Counter(AuditEntry.objects.values_list("act", flat=True)),
        )

    fault_after_each_write(do, state)


def test_an_import_says_that_the_disk_is_full(place, monkeypatch):
    work = WORKS["import"](place)

    def full(*args):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(import_file_take, "take_orders", full)
    with pytest.raises(OperationalError):
        work.do()
    batch = Import.objects.get()
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
