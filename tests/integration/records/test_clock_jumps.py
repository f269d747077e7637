"""The clock of the server jumps ahead by days, and back: what is done once a day, or sent once, stays so."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone
from outbox_letters import FakeSender, let_out, letter, states

from perennial.channels.sender import Undelivered, UndeliveredError
from perennial.records.models import HandOff, JobRun, OwnerChange
from perennial.records.nightly import registry
from perennial.records.nightly.job import Job
from perennial.records.nightly.schedule import begin_due_jobs
from perennial.records.operations.accept_silent_handoffs import accept_silent_handoffs
from perennial.records.operations.heartbeat import beat
from perennial.records.operations.outbox.send import send_outbox
from perennial.records.operations.outbox.senders import SENDERS
from perennial.records.operations.resume_tasks import resume_tasks

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
_NOW = timezone.now() + timedelta(minutes=5)  # messages are due from when they are put


@pytest.fixture
def clock(monkeypatch):
    """Set the clock of the server."""

    def set_to(at):
        monkeypatch.setattr(timezone, "now", lambda: at)

    set_to(_NOW)
    return set_to


def test_a_job_of_the_night_is_done_once_for_each_day(house, monkeypatch):
    done = []
    monkeypatch.setattr(registry, "JOBS", (Job(name="night", run=done.append, daily_at=time(3, 0)),))
    for jump in (0, 3, 0, 1, 3, -1, 2, 0):
        begin_due_jobs(NOON + jump * DAY, registry.JOBS)
    assert Counter(done) == Counter(date(2026, 11, 25) + jump * DAY for jump in (0, 3, 1, -1, 2))
    assert JobRun.objects.count() == 5


def test_a_message_leaves_once_whatever_the_clock_says(house, settings, tmp_path, monkeypatch, clock):
    sender = FakeSender(faults=[UndeliveredError(Undelivered(fate="later", why="busy"))])
    monkeypatch.setitem(SENDERS, "mail", sender)
    let_out(house, settings, tmp_path)
    customer = house.customer()
    keys = [letter(customer).message_id for _ in range(3)]
    for jump in (3, 0, 3, -1, 4, 9):
        clock(_NOW + jump * DAY)
        send_outbox.call()
    assert Counter(message.message_id for message in sender.sent) == Counter(keys)
    assert set(states()) == {"sent"}


def test_a_hand_off_is_accepted_once(house):
    customer = house.customer(owner=house.hunter, hunter=house.hunter)
    HandOff.objects.create(
        customer=customer, hunter=house.hunter, farmer=house.farmer, state="offered", note="n",
        offered_at=NOON - 30 * DAY, due_on=NOON.date(),
    )  # fmt: skip
    taken = [
        accept_silent_handoffs(today=(NOON + jump * DAY).date(), at=NOON + jump * DAY)
        for jump in (-60, 0, 3, 0, -60, 9)
    ]
    assert taken == [0, 1, 0, 0, 0, 0]
    assert OwnerChange.objects.count() == 1


def test_a_worker_does_not_take_itself_for_dead(house):
    beat("me", NOON)
    for jump in (3, 0, -3, 9):
        beat("me", NOON + jump * DAY)
        assert resume_tasks(NOON + jump * DAY, asking="me").again == 0
