"""Messages by Django's mail connection: those of SMTP whole, those of other services in parts."""

import pytest
from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused
from django.core import mail

from perennial.channels.message import OutgoingMessage
from perennial.channels.sender import UndeliveredError
from perennial.records import mail_sender
from perennial.records.mail_sender import MailSender

PAGE = "https://crm.a-long-name-of-a-house.example.org/u/" + "x" * 43 + "/"


def message(**told):
    plain = {"to": "ann@shop.example", "subject": "Пора", "text": "Привет", "html": "<p>Привет</p>"}
    return OutgoingMessage(**{**plain, "message_id": "<1@house.example>", "unsubscribe": PAGE, **told})


class Connection:
    """Stands for a mail program that fails."""

    def __init__(self, fault):
        self.fault, self.closed = fault, 0

    def __call__(self, **_):
        return self

    def open(self):
        pass

    def close(self):
        self.closed += 1

    def send_messages(self, _):
        if self.fault is not None:
            raise self.fault
        return 0


def test_mail_is_written_once_whole_and_in_parts(settings):
    settings.DEFAULT_FROM_EMAIL = "crm@house.example"
    sender = MailSender()
    sender.send(message())
    sender.close()
    (sent,) = mail.outbox
    raw = sent.message().as_bytes(linesep="\r\n")
    assert f"\r\nList-Unsubscribe: <{PAGE}>\r\n".encode() in raw
    assert b"\r\nMessage-ID: <1@house.example>\r\n" in raw
    assert raw.startswith(b"From: crm@house.example\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert sent.to == ["ann@shop.example"]
    assert sent.alternatives[0].content == "<p>Привет</p>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    ("fault", "fate", "closed"),
    [
        (AnymailRecipientsRefused("ann@shop.example"), "never", 0),
        (AnymailAPIError("x", status_code=401), "closed", 1),
        (AnymailAPIError("x", status_code=400), "never", 0),
        (AnymailAPIError("x", status_code=429), "later", 0),
        (ConnectionResetError(), "closed", 1),
        (None, "later", 0),
    ],
)
def test_faults_say_whether_to_come_again(monkeypatch, fault, fate, closed):
    connection = Connection(fault)
    monkeypatch.setattr(mail_sender, "get_connection", connection)
    with pytest.raises(UndeliveredError) as refused:
        MailSender().send(message())
    assert (refused.value.undelivered.fate, connection.closed) == (fate, closed)


def test_address_that_is_none_is_refused_for_good():
    with pytest.raises(UndeliveredError) as refused:
        MailSender().send(message(to="анна@shop.example"))
    assert refused.value.undelivered.fate == "never"
