"""What mail services tell: what came back marks the address, what is unwanted stops all mail."""

from types import SimpleNamespace

import pytest
from anymail.signals import AnymailTrackingEvent, tracking
from django.test import Client
from django.urls import include, path
from django.utils import timezone
from outbox_letters import agree, let_out, letter

from perennial.core.errors import UserError
from perennial.records.mail import mail_settings
from perennial.records.models import AuditEntry, Consent, OutboxMessage
from perennial.web.routes.mail_hooks import tracking_patterns

urlpatterns = [path("", include(tracking_patterns("postmark", "word")))]


@pytest.fixture
def sent(house, settings, tmp_path):
    """A mail that has left, to a customer who agreed."""
    let_out(house, settings, tmp_path)
    customer = house.customer()
    customer.contacts.create(kind="email", value="Ann@shop.example", normal="ann@shop.example")
    agree(customer)
    message = letter(customer, "advertising")
    OutboxMessage.objects.update(state="sent", sent_at=timezone.now())
    return message


def tell(event_type, message=None, **told):
    plain = {"metadata": {"perennial": message.message_id}} if message else {}
    event = AnymailTrackingEvent(event_type=event_type, **{**plain, **told})
    tracking.send(sender=SimpleNamespace, event=event, esp_name="Test")


def fate_of(message):
    message.refresh_from_db()
    return message.fate


def contact_of(message):
    return message.customer.contacts.get()


def said_of(message):
    return dict(Consent.objects.filter(customer=message.customer).values_list("purpose", "given"))


def test_mail_that_came_back_for_good_marks_the_address(sent):
    for _ in range(2):
        tell("bounced", sent, reject_reason="invalid")
    assert fate_of(sent) == "bounced"
    assert contact_of(sent).wrong_since is not None
    assert AuditEntry.objects.filter(act="message.bounce").count() == 1


def test_full_mailbox_says_nothing_of_the_address(sent):
    tell("bounced", sent, reject_reason="timed_out")
    assert (fate_of(sent), contact_of(sent).wrong_since) == ("bounced", None)


def test_complaint_refuses_all_mail(sent):
    other = letter(sent.customer)
    tell("complained", sent)
    tell("complained", sent)
    assert fate_of(sent) == "complained"
    assert said_of(sent) == {"advertising": False, "service": False}
    other.refresh_from_db()
    assert other.state == "cancelled"
    assert AuditEntry.objects.filter(act="message.complain").count() == 1


def test_link_of_the_service_refuses_advertising_alone(sent):
    tell("unsubscribed", sent)
    assert (fate_of(sent), said_of(sent)) == ("", {"advertising": False})


@pytest.mark.parametrize("event", ["delivered", "opened", "clicked", "deferred", "queued"])
def test_what_changes_nothing_is_passed_over(sent, event):
    tell(event, sent)
    assert fate_of(sent) == ""


def test_service_that_gives_no_number_back_tells_the_address(sent):
    tell("bounced", recipient="ANN@shop.example", message_id="of-theirs")
    assert fate_of(sent) == "bounced"
    tell("bounced", recipient="nobody@shop.example")
    tell("bounced")


def test_page_of_the_service_asks_for_its_password(sent, settings):
    settings.ROOT_URLCONF = __name__
    settings.ANYMAIL = {"WEBHOOK_SECRET": "perennial:word"}
    body = {
        "RecordType": "Bounce",
        "Type": "HardBounce",
        "TypeCode": 1,
        "MessageID": "x",
        "Email": "ann@shop.example",
        "BouncedAt": "2026-05-04T09:05:00Z",
        "Metadata": {"perennial": sent.message_id},
        "ID": 1,
    }
    client = Client(raise_request_exception=False)
    where = "/hooks/mail/postmark/tracking/"
    assert client.post(where, body, content_type="application/json").status_code == 400
    assert fate_of(sent) == ""
    word = {"Authorization": "Basic cGVyZW5uaWFsOndvcmQ="}
    assert client.post(where, body, content_type="application/json", headers=word).status_code == 200
    assert fate_of(sent) == "bounced"


def test_without_a_service_or_a_password_there_is_no_page():
    assert tracking_patterns("", "word") == tracking_patterns("postmark", "") == []
    for service in ("mailgun", "sendgrid", "brevo", "mailjet", "resend", "sparkpost", "mailersend"):
        assert tracking_patterns(service, "word")
    assert tracking_patterns("unisender_go", "word")


@pytest.mark.parametrize(
    ("url", "backend", "told"),
    [
        ("mailgun://key%2F1@mg.example.org", "mailgun", {"MAILGUN_API_KEY": "key/1"}),
        ("postmark://T?from=a@x.org", "postmark", {"POSTMARK_SERVER_TOKEN": "T"}),
        ("mailjet://k:s?from=a@x.org", "mailjet", {"MAILJET_API_KEY": "k", "MAILJET_SECRET_KEY": "s"}),
        (
            "unisender-go://K?from=a@x.org&api=https://go2.unisender.ru/ru/transactional/api/v1/",
            "unisender_go",
            {"UNISENDER_GO_API_URL": "https://go2.unisender.ru/ru/transactional/api/v1/"},
        ),
        ("mailersend://T?from=a@x.org&signing=s", "mailersend", {"MAILERSEND_SIGNING_SECRET": "s"}),
    ],
)
def test_services_are_set_by_one_address(url, backend, told):
    found = mail_settings(url, "word")
    assert found["EMAIL_BACKEND"] == f"anymail.backends.{backend}.EmailBackend"
    assert told.items() <= found["ANYMAIL"].items()
    assert found["ANYMAIL"]["WEBHOOK_SECRET"] == "perennial:word"


@pytest.mark.parametrize(
    "url", ["mailgun://key", "postmark://T", "mailjet://k?from=a@x.org", "resend://?from=a@x.org"]
)
def test_address_of_a_service_that_lacks_a_part_is_refused_with_an_example(url):
    with pytest.raises(UserError, match=r"is incomplete: write \w+://KEY"):
        mail_settings(url)


@pytest.mark.parametrize("url", ["http://mail.example.org", "mail.example.org", "ses://key?from=a@x.org"])
def test_unknown_address_is_refused_and_not_repeated(url):
    with pytest.raises(UserError, match="must begin with smtp://") as raised:
        mail_settings(url)
    assert "key" not in str(raised.value)
    assert "postmark://" in str(raised.value)
