import smtplib
from datetime import time, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from outbox_letters import FakeSender, agree, let_out, letter, states

from perennial.channels.retry import RETRY
from perennial.records.models import Business, Consent, OutboxMessage
from perennial.records.operations.only_one import only_one
from perennial.records.operations.outbox import send
from perennial.records.operations.outbox.claim import claim, take_back
from perennial.records.operations.outbox.send import send_outbox, wake_outbox
from perennial.records.operations.outbox.senders import SENDERS
from perennial.records.operations.restore import _quieten

DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def sender(monkeypatch):
    fake = FakeSender()
    monkeypatch.setitem(SENDERS, "mail", fake)
    return fake


@pytest.fixture
def customer(house, settings, tmp_path, sender):
    let_out(house, settings, tmp_path)
    return house.customer()


def send_all():
    return send_outbox.call()


def later():
    """Make due what is tried again."""
    OutboxMessage.objects.filter(state="failed").update(next_try_at=timezone.now())


def test_what_waits_leaves_once_over_one_connection(customer, sender):
    messages = [letter(customer) for _ in range(45)]
    assert send_all() == 45
    assert send_all() == 0
    assert [each.message_id for each in sender.sent] == [each.message_id for each in messages]
    assert set(states()) == {"sent"}
    assert (sender.opened, sender.closed) == (1, 1)
    assert OutboxMessage.objects.filter(sent_at__isnull=False, attempts=1).count() == 45


@pytest.mark.parametrize("missing", ["business", "environment", "server"])
def test_nothing_leaves_unless_everything_says_so(customer, sender, house, settings, missing):
    letter(customer)
    if missing == "business":
        Business.objects.update(sending=False)
    else:
        lacking = {"environment": {"SEND": ""}, "server": {"EMAIL_URL": ""}}[missing]
        let_out(house, settings, settings.DATA_DIR, **lacking)
    assert send_all() == 0
    assert (sender.sent, states()) == ([], ["waiting"])


def test_sending_that_is_switched_off_meanwhile_stops(customer, sender):
    for _ in range(25):
        letter(customer)
    sender.before = lambda _: Business.objects.update(sending=False)
    send_all()
    assert sorted(set(states())) == ["sent", "waiting"]


def test_advertising_waits_where_its_link_would_lead_nowhere(customer, sender, house, settings, tmp_path):
    agree(customer)
    letter(customer, "advertising")
    letter(customer)
    let_out(house, settings, tmp_path, URL="")
    assert send_all() == 1
    assert states() == ["waiting", "sent"]
    let_out(house, settings, tmp_path)
    assert send_all() == 1


def test_whoever_takes_a_consent_back_meanwhile_gets_nothing(customer, sender):
    agree(customer)
    letter(customer, "advertising")
    Consent.objects.update(given=False)  # as an import does
    assert send_all() == 0
    assert OutboxMessage.objects.values_list("state", "last_error").get() == ("cancelled", "consent")


def test_what_is_cancelled_after_it_was_taken_up_does_not_leave(customer, sender):
    _, second = letter(customer), letter(customer)
    sender.before = lambda _: OutboxMessage.objects.filter(pk=second.pk).update(state="cancelled")
    assert send_all() == 1
    assert states() == ["sent", "cancelled"]


def test_what_was_not_taken_is_tried_again_under_the_same_number(customer, sender):
    message = letter(customer)
    sender.faults = ["later", "later"]
    waits = []
    for _ in range(3):
        send_all()
        message.refresh_from_db()
        waits.append(message.next_try_at - timezone.now())
        assert send_all() == 0  # not before its time
        later()
    assert timedelta(seconds=25) < waits[0] <= timedelta(seconds=60) < waits[1] <= timedelta(seconds=120)
    assert (message.state, message.attempts, message.last_error) == ("sent", 3, "")
    assert [each.message_id for each in sender.sent] == [message.message_id]


def test_what_is_refused_for_good_is_given_up(customer, sender):
    letter(customer), letter(customer)
    sender.faults = ["never"]
    assert send_all() == 1
    assert states() == ["dead", "sent"]


def test_what_is_never_taken_is_given_up_in_the_end(customer, sender):
    message = letter(customer)
    sender.faults = ["later"] * RETRY.tries
    for _ in range(RETRY.tries):
        send_all()
        later()
    message.refresh_from_db()
    assert (message.state, message.attempts, message.last_error) == ("dead", RETRY.tries, "told")


def test_closed_way_is_not_tried_for_every_message(customer, sender):
    for _ in range(5):
        letter(customer)
    sender.faults = [None, "closed"]
    assert send_all() == 1
    assert states() == ["sent", "failed", "waiting", "waiting", "waiting"]
    assert list(OutboxMessage.objects.order_by("pk").values_list("attempts", flat=True)) == [1, 1, 0, 0, 0]


def test_two_senders_are_not_at_it_at_once(customer, sender):
    letter(customer)
    with only_one("outbox"):
        assert send_all() == 0
    assert states() == ["waiting"]


def test_what_a_dead_worker_left_is_sent_again_under_the_same_number(customer, sender):
    messages = [letter(customer) for _ in range(3)]
    sender.faults = [None, KeyboardInterrupt()]  # killed in the middle of the second
    with pytest.raises(KeyboardInterrupt):
        send_all()
    assert states() == ["sent", "sending", "sending"]
    assert send_all() == 2
    assert states() == ["sent"] * 3
    assert [each.message_id for each in sender.sent] == [each.message_id for each in messages]


def test_message_over_which_worker_after_worker_dies_is_given_up(customer):
    letter(customer)
    for _ in range(RETRY.tries):
        assert len(claim(timezone.now(), 20).keys) == 1
        take_back(timezone.now())
    assert states() == ["dead"]


def test_after_a_while_the_rest_is_left_to_another_task(customer, sender, settings, monkeypatch):
    settings.TASKS = DATABASE
    for _ in range(3):
        letter(customer)
    DBTaskResult.objects.all().delete()
    monkeypatch.setattr(send, "_A_WHILE", -1.0)
    assert send_all() == 1
    assert states() == ["sent", "waiting", "waiting"]
    assert DBTaskResult.objects.count() == 1


def test_timekeeper_wakes_what_is_due_and_nothing_else(customer, sender, settings):
    settings.TASKS = DATABASE
    letter(customer)
    tasks = DBTaskResult.objects
    tasks.all().delete()
    OutboxMessage.objects.update(state="failed", next_try_at=timezone.now() + timedelta(minutes=5))
    wake_outbox(timezone.now())
    assert tasks.count() == 0
    wake_outbox(timezone.now() + timedelta(minutes=6))
    wake_outbox(timezone.now() + timedelta(minutes=6))
    assert tasks.count() == 1
    tasks.all().delete()
    OutboxMessage.objects.update(state="sending")
    wake_outbox(timezone.now())
    assert tasks.count() == 1


def test_restored_copy_cancels_what_waited(customer, sender):
    letter(customer), letter(customer)
    OutboxMessage.objects.filter(pk=OutboxMessage.objects.first().pk).update(state="sending")
    _quieten()
    assert states() == ["cancelled", "cancelled"]
    Business.objects.update(sending=True)
    assert send_all() == 0


def test_row_that_cannot_be_written_is_given_up(customer, sender):
    letter(customer)
    OutboxMessage.objects.update(subject="a\nBcc: b@c.example")
    assert send_all() == 0
    assert OutboxMessage.objects.values_list("state", "last_error").get() == ("dead", "unfit")


def test_words_of_servers_are_not_kept(customer, monkeypatch):
    class Refusing:
        def __init__(self, **_):
            self.open = self.close = lambda: None

        def send_messages(self, _):
            raise smtplib.SMTPRecipientsRefused({"ann@shop.example": (550, b"ann@shop.example is unknown")})

    from perennial.records import mail_sender

    monkeypatch.setitem(SENDERS, "mail", mail_sender.MailSender)
    monkeypatch.setattr(mail_sender, "get_connection", Refusing)
    letter(customer)
    send_all()
    assert OutboxMessage.objects.values_list("state", "last_error").get() == ("dead", "smtp 550")


def test_advertising_is_not_taken_up_in_quiet_hours(customer, sender):
    agree(customer)
    letter(customer, "advertising")
    letter(customer)
    Business.objects.update(quiet_from=time(0), quiet_until=time(23, 59, 59))
    assert send_all() == 1
    assert states() == ["waiting", "sent"]
    Business.objects.update(quiet_from=time(0), quiet_until=time(0))
    assert send_all() == 1
