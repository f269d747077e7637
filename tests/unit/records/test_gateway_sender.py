"""Messages by a gateway: posted signed, and a gateway that is not there says nothing about a message."""

import json

import pytest
from django.utils import timezone
from outbox_letters import FakeSender, agree, let_out, letter, states

from perennial.channels.message import OutgoingMessage
from perennial.channels.sender import Undelivered, UndeliveredError
from perennial.records import gateway_sender
from perennial.records.gateway_sender import GatewaySender, body_of
from perennial.records.models import Consent, Gateway, Offer, OutboxMessage
from perennial.records.operations.outbox.compose import compose
from perennial.records.operations.outbox.send import send_outbox
from perennial.records.operations.outbox.senders import SENDERS
from perennial.records.operations.unsubscribe import unsubscribe

MESSAGE = OutgoingMessage(
    to="+79123456789", subject="", text="Hi", message_id="<1@house>", data={"kind": "phone"}
)


@pytest.fixture
def gateway(db):
    return Gateway.objects.create(name="SMS", url="https://sms.example/hook", secret="whsec_x")


@pytest.fixture
def posted(monkeypatch):
    """What is posted, and what the other side answers."""
    seen = []

    def post(url, body, **told):
        seen.append((url, json.loads(body), told))
        if post.why:
            raise UndeliveredError(Undelivered(fate=post.fate, why=post.why))

    post.why, post.fate, post.seen = "", "later", seen
    monkeypatch.setattr(gateway_sender, "post_webhook", post)
    return post


def test_message_is_posted_with_the_gateways_secret_under_its_number(gateway, posted):
    GatewaySender().send(MESSAGE)
    ((url, body, told),) = posted.seen
    assert (url, told["secret"], told["message_id"]) == ("https://sms.example/hook", "whsec_x", "1@house")
    assert body["type"] == "message.send"
    assert body["data"]["to"] == "+79123456789"
    gateway.refresh_from_db()
    assert gateway.last_answer == "ok"
    assert gateway.last_at is not None


@pytest.mark.parametrize(
    ("why", "fate", "told"),
    [
        ("http 500", "later", "later"),
        ("http 422", "never", "never"),
        ("http 401", "never", "closed"),
        ("url", "never", "closed"),
        ("TimeoutError", "later", "closed"),
    ],
)
def test_gateway_that_is_not_there_says_nothing_of_the_message(gateway, posted, why, fate, told):
    posted.why, posted.fate = why, fate
    with pytest.raises(UndeliveredError) as raised:
        GatewaySender().send(MESSAGE)
    assert raised.value.undelivered == Undelivered(fate=told, why=why)
    gateway.refresh_from_db()
    assert gateway.last_answer == why


def test_without_a_gateway_the_way_is_closed(db):
    with pytest.raises(UndeliveredError) as raised:
        GatewaySender().send(MESSAGE)
    assert raised.value.undelivered.fate == "closed"


def test_body_tells_the_gateway_whom_by_what_and_how_to_stop(house, gateway, settings, tmp_path):
    let_out(house, settings, tmp_path)
    customer = house.customer()
    customer.contacts.create(kind="whatsapp", value="+7 912 345-67-89", normal="+79123456789")
    Consent.objects.create(customer=customer, channel="message", purpose="advertising", given=True)
    planned = customer.planned.create(
        seller=house.farmer,
        play="offer",
        day=timezone.localdate(),
        gift=Offer.objects.create(name="Ten", code="TEN"),
    )
    message = letter(
        customer, "advertising", channel="message", address="8 912 345-67-89", subject="", planned=planned
    )
    data = json.loads(body_of(compose(message), timezone.now()))["data"]
    assert (data["kind"], data["to"], data["code"]) == ("whatsapp", "+79123456789", "TEN")
    assert (data["customer_id"], data["language"], data["purpose"]) == (customer.pk, "en", "advertising")
    assert data["text"].endswith(f"No more of these messages: {data['unsubscribe']}")


def test_closed_gateway_does_not_hold_mail_up(house, gateway, settings, tmp_path, monkeypatch):
    let_out(house, settings, tmp_path)
    mail, gone = FakeSender(), FakeSender(faults=["closed"])
    monkeypatch.setitem(SENDERS, "mail", mail)
    monkeypatch.setitem(SENDERS, "message", gone)
    customer = house.customer()
    agree(customer)
    for _ in range(2):
        letter(customer, channel="message", address="@ann_shop", subject="")
    letter(customer)
    assert send_outbox.call() == 1
    assert sorted(states()) == ["failed", "sent", "waiting"]
    Gateway.objects.update(is_on=False)
    assert send_outbox.call() == 0
    assert OutboxMessage.objects.filter(attempts=1).count() == 2


def test_link_at_the_end_of_a_message_refuses_messages_and_not_mail(house, settings, tmp_path):
    let_out(house, settings, tmp_path)
    customer = house.customer()
    agree(customer)
    Consent.objects.create(customer=customer, channel="message", purpose="advertising", given=True)
    message = letter(customer, "advertising", channel="message", address="@ann_shop", subject="")
    unsubscribe(message, "by the link")
    assert dict(Consent.objects.values_list("channel", "given")) == {"mail": True, "message": False}
    assert states() == ["cancelled"]
