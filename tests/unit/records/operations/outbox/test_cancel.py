from datetime import timedelta

import pytest
from django.utils import timezone
from outbox_letters import agree, let_out, letter, states

from perennial.core.errors import UserError
from perennial.records.models import AuditEntry, Consent, OutboxMessage
from perennial.records.operations.change_consent import change_consent
from perennial.records.operations.erase import erase
from perennial.records.operations.merge import merge
from perennial.records.operations.object_to_profiling import object_to_profiling
from perennial.records.operations.outbox.cancel import cancel
from perennial.records.operations.person_file import person_file
from perennial.records.operations.retention import delete_old
from perennial.records.operations.unsubscribe import unsubscribe


@pytest.fixture
def customer(house, settings, tmp_path):
    let_out(house, settings, tmp_path)
    customer = house.customer(owner=house.farmer)
    agree(customer)
    return customer


def both(customer):
    return letter(customer, "advertising"), letter(customer)


@pytest.mark.parametrize("given", [False, None])
def test_consent_taken_back_cancels_advertising_that_waits(customer, house, given):
    both(customer)
    change_consent(house.farmer, customer, channel="mail", purpose="advertising", given=given)
    assert states() == ["cancelled", "waiting"]
    assert AuditEntry.objects.get(act="consent.change").facts["messages"] == 1


def test_consent_by_another_way_or_for_orders_leaves_advertising_alone(customer, house):
    both(customer)
    change_consent(house.farmer, customer, channel="call", purpose="advertising", given=False)
    change_consent(house.farmer, customer, channel="mail", purpose="service", given=None)
    assert states() == ["waiting", "waiting"]
    change_consent(house.farmer, customer, channel="mail", purpose="service", given=False)
    assert states() == ["waiting", "cancelled"]


def test_link_refuses_advertising_and_cancels_what_waits_of_it(customer):
    messages = [letter(customer, "advertising") for _ in range(3)]
    OutboxMessage.objects.filter(pk=messages[0].pk).update(state="sent")
    OutboxMessage.objects.filter(pk=messages[1].pk).update(state="failed")
    for _ in range(2):
        unsubscribe(messages[0], "by the link")
    assert states() == ["sent", "cancelled", "cancelled"]
    assert Consent.objects.values_list("given", "basis").get() == (False, "by the link")
    assert AuditEntry.objects.filter(act="message.unsubscribe").count() == 1


def test_link_holds_for_whom_the_customer_was_merged_into(customer, house):
    message, _ = both(customer)
    kept = house.customer("Kept")
    merge(house.owner, kept, customer)
    message.refresh_from_db()
    assert message.customer == kept
    unsubscribe(message, "by the link")
    assert kept.consents.get(channel="mail", purpose="advertising").given is False


def test_link_of_who_is_gone_does_nothing(customer, house):
    message, _ = both(customer)
    erase(house.owner, customer)
    message.refresh_from_db()
    unsubscribe(message, "by the link")
    OutboxMessage.objects.update(customer=None)
    message.refresh_from_db()
    unsubscribe(message, "by the link")
    assert not Consent.objects.exists()


def test_objection_cancels_what_comes_of_forecasts(customer, house):
    both(customer)
    planned = customer.planned.create(seller=house.farmer, play="remind", day=timezone.localdate())
    letter(customer, planned=planned)
    object_to_profiling(house.farmer, customer, on=True)
    assert states() == ["cancelled", "waiting", "cancelled"]


def test_one_message_is_cancelled_by_hand_once(customer, house):
    _, message = both(customer)
    cancel(house.farmer, message)
    assert states() == ["waiting", "cancelled"]
    with pytest.raises(UserError, match="cancelled already"):
        cancel(house.farmer, message)
    assert AuditEntry.objects.filter(act="message.cancel").count() == 1


def test_messages_of_who_is_erased_are_emptied_cancelled_and_counted(customer, house):
    letter(customer, html="<p>Dear Ann</p>")
    OutboxMessage.objects.update(state="sent", sent_at=timezone.now())
    both(customer)
    act = erase(house.owner, customer)
    assert act.destroyed["messages"] == 3
    assert states() == ["sent", "cancelled", "cancelled"]
    texts = OutboxMessage.objects.values_list("address", "subject", "text", "html")
    assert set(texts) == {("", "", "", "")}
    assert OutboxMessage.objects.filter(customer=customer, sent_at__isnull=False).count() == 1


def test_old_messages_are_emptied_and_those_that_wait_are_not(customer, house, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    now = timezone.now()
    both(customer)
    OutboxMessage.objects.filter(purpose="service").update(state="sent")
    OutboxMessage.objects.update(created_at=now - timedelta(days=1094))
    assert delete_old(now).history == 0
    OutboxMessage.objects.update(created_at=now - timedelta(days=1096))
    assert delete_old(now).history == 1
    assert delete_old(now).history == 0
    texts = OutboxMessage.objects.order_by("pk").values_list("text", flat=True)
    assert list(texts) == ["It is on its way.", ""]


def test_file_of_a_person_has_their_messages(customer, house):
    both(customer)
    told = person_file(house.owner, customer, "en")["messages"]
    assert [(each["purpose"], each["address"], each["state"]) for each in told] == [
        ("advertising", "ann@shop.example", "waiting"),
        ("service", "ann@shop.example", "waiting"),
    ]
    assert told[0]["subject"] == "Your order"
