"""Messages as people work with them: the outbox, words, the gateway, the file for others, sending itself."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone
from outbox_letters import agree, let_out, letter

from perennial.records import gateway_sender
from perennial.records.models import (
    AuditEntry,
    Business,
    Consent,
    Gateway,
    Offer,
    OutboxMessage,
    PlannedTouch,
    Template,
    Trial,
    TrialLot,
)
from perennial.records.operations.index_search import index_search
from perennial.records.operations.outbox.put_planned import put_planned

TODAY = timezone.localdate()


@pytest.fixture
def out(house, settings, tmp_path):
    let_out(house, settings, tmp_path)
    house.ann = house.customer("Ann", owner=house.farmer, first_order_on=TODAY - timedelta(days=90))
    house.ann.contacts.create(kind="email", value="ann@shop.example", normal="ann@shop.example")
    agree(house.ann)
    return house


def seen(client, user, address, **how):
    client.force_login(user)
    return client.get(address, **how).content.decode()


def test_empty_outbox_says_what_brings_messages(out, client):
    said = seen(client, out.owner, "/messages/")
    assert "Nothing has been sent yet" in said
    assert "Sending is on: e-mail leaves." in said


def test_outbox_tells_states_and_reasons_and_is_narrowed(out, client):
    dead, waiting = letter(out.ann, subject="Dead one"), letter(out.ann, subject="Waiting one")
    OutboxMessage.objects.filter(pk=dead.pk).update(state="dead", last_error="smtp 550")
    said = seen(client, out.owner, "/messages/")
    assert "the mail server refused it (550)" in said
    assert "Waiting one" in said
    said = seen(client, out.owner, "/messages/?state=dead")
    assert ("Dead one" in said, "Waiting one" in said) == (True, False)
    assert waiting.subject not in seen(client, out.owner, "/messages/?q=nobody-of-this-name")


def test_head_sees_messages_to_customers_of_their_departments_alone(out, client):
    stranger = out.customer("Stranger", owner=out.owner)
    theirs, own = letter(stranger, subject="Not yours"), letter(out.ann, subject="Yours")
    nobodys = letter(None, subject="To nobody")
    said = seen(client, out.head, "/messages/")
    assert ("Yours" in said, "Not yours" in said, "To nobody" in said) == (True, False, False)
    for hidden in (theirs, nobodys):
        assert client.get(f"/messages/{hidden.pk}/").status_code == 404
        assert client.post(f"/messages/{hidden.pk}/cancel/").status_code == 404
    assert client.get(f"/messages/{own.pk}/").status_code == 200


def test_one_is_cancelled_and_another_sent_again(out, client):
    waiting, dead = letter(out.ann), letter(out.ann)
    OutboxMessage.objects.filter(pk=dead.pk).update(state="dead", attempts=16, last_error="http 500")
    client.force_login(out.head)
    client.post(f"/messages/{waiting.pk}/cancel/")
    back = client.post(f"/messages/{dead.pk}/again/", {"back": "/messages/?state=dead"})
    assert back["Location"] == "/messages/?state=dead"
    assert client.post(f"/messages/{dead.pk}/again/", {"back": "//evil.example/"})["Location"] == "/messages/"
    states = OutboxMessage.objects.order_by("pk").values_list("state", "attempts")
    assert list(states) == [("cancelled", 0), ("waiting", 0)]
    assert AuditEntry.objects.filter(act="message.again").count() == 1


def test_who_refused_meanwhile_is_not_sent_to_again(out, client):
    dead = letter(out.ann, "advertising")
    OutboxMessage.objects.filter(pk=dead.pk).update(state="dead")
    agree(out.ann, given=False)
    client.force_login(out.owner)
    said = client.post(f"/messages/{dead.pk}/again/", follow=True).content.decode()
    assert "not agreed" in said
    assert OutboxMessage.objects.get().state == "dead"


def test_pages_follow_each_other_by_number(out, client):
    for n in range(52):
        letter(out.ann, subject=f"Letter {n:02}")
    said = seen(client, out.owner, "/messages/")
    assert ("Letter 51" in said, "Letter 01" in said) == (True, False)
    older = said.split("older=")[1].split('"')[0]
    said = seen(client, out.owner, f"/messages/?older={older}")
    assert ("Letter 51" in said, "Letter 01" in said, ">Older<" in said) == (False, True, False)


def test_owner_alone_switches_sending_after_reading_what_leaves(out, client):
    Business.objects.update(sending=False)
    client.force_login(out.head)
    assert client.post("/messages/sending/", {"to": "on"}).status_code == 403
    said = seen(client, out.owner, "/messages/sending/")
    assert "Switch sending on?" in said
    assert not Business.current().sending
    client.post("/messages/sending/", {"to": "on"})
    assert Business.current().sending
    assert AuditEntry.objects.filter(act="settings").count() == 1


def test_what_is_planned_is_sent_at_once_on_wish(out, client, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    PlannedTouch.objects.create(
        customer=out.ann, seller=out.farmer, play="thank", day=TODAY, channel="mail", by_itself=True
    )
    client.force_login(out.owner)
    client.post("/messages/put/")
    assert OutboxMessage.objects.get().planned.state == "done"


def test_words_are_changed_looked_at_and_taken_back(out, client):
    where = "/messages/templates/thank/mail/en/"
    assert "as shipped" in seen(client, out.head, where)
    typed = {"subject": "Dear {name}", "text": "Thank you, {name} <3\n\n{code}"}
    looked = client.post(where, {**typed, "do": "look"}).content.decode()
    assert "Thank you, Ann &lt;3</p>" in looked
    assert not Template.objects.exists()
    client.post(where, {**typed, "do": "save"})
    assert Template.objects.get().subject == "Dear {name}"
    assert "your own words" in seen(client, out.head, where)
    client.post(where, {"do": "shipped"})
    assert not Template.objects.exists()
    acts = set(AuditEntry.objects.values_list("act", flat=True))
    assert {"template.change", "template.shipped"} <= acts


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": "Hi {nam}"}, "{nam} is no placeholder"),
        ({"text": "Hi {name"}, "A brace stands alone"),
        ({"text": ""}, "required"),
    ],
)
def test_words_that_are_wrong_are_refused_with_a_reason(out, client, typed, said):
    client.force_login(out.head)
    told = {"subject": "News", "do": "save", **typed}
    answer = client.post("/messages/templates/thank/mail/en/", told)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Template.objects.exists()


def test_sample_goes_to_who_asks_and_is_marked(out, client):
    client.force_login(out.head)
    client.post("/messages/templates/offer/mail/ru/", {"do": "sample", "subject": "С {name}", "text": "Да"})
    sample = OutboxMessage.objects.get()
    assert (sample.address, sample.subject, sample.customer) == ("head@example.org", "Проба: С Ann", None)
    Business.objects.update(sending=False)
    said = client.post(
        "/messages/templates/offer/mail/ru/", {"do": "sample", "subject": "С", "text": "Да"}
    ).content.decode()
    assert "no sample can leave" in said


def test_preview_is_of_customers_that_may_be_seen(out, client):
    stranger = out.customer("Stranger", owner=out.owner, first_order_on=TODAY)
    said = seen(client, out.head, f"/messages/templates/thank/mail/en/?customer={stranger.pk}")
    assert "Stranger" not in said
    assert client.get("/messages/templates/chore/mail/en/").status_code == 404


def test_secret_of_the_gateway_is_shown_once(out, client):
    client.force_login(out.owner)
    told = {"do": "set", "name": "SMS", "url": "https://sms.example/hook"}
    said = client.post("/messages/gateway/", told).content.decode()
    secret = Gateway.objects.get().secret
    assert secret.startswith("whsec_")
    assert secret in said
    assert secret not in seen(client, out.owner, "/messages/gateway/")
    client.post("/messages/gateway/", {"do": "secret"})
    assert Gateway.objects.get().secret != secret
    assert "Sending is on: e-mail and messages leave." in seen(client, out.owner, "/messages/")
    client.post("/messages/gateway/", {"do": "stop"})
    assert not Gateway.objects.filter(is_on=True).exists()
    client.force_login(out.head)
    assert client.get("/messages/gateway/").status_code == 403


@pytest.mark.parametrize("url", ["http://sms.example/", "https://me:word@sms.example/", "no address"])
def test_gateway_elsewhere_than_behind_https_is_refused(out, client, url):
    client.force_login(out.owner)
    answer = client.post("/messages/gateway/", {"do": "set", "name": "SMS", "url": url})
    assert answer.status_code == 422
    assert not Gateway.objects.exists()


def test_gateway_is_tried_and_its_answer_told(out, client, monkeypatch):
    posted = []
    monkeypatch.setattr(gateway_sender, "post_webhook", lambda *told, **_: posted.append(told[1]))
    client.force_login(out.owner)
    client.post("/messages/gateway/", {"do": "set", "name": "SMS", "url": "https://sms.example/hook"})
    said = client.post("/messages/gateway/", {"do": "try"}, follow=True).content.decode()
    assert "The gateway took the sample." in said
    assert "message.test" in posted[0]


def line_of(out, customer, **told):
    plain = {"play": "offer", "day": TODAY, "channel": "mail", "seller": out.farmer}
    return PlannedTouch.objects.create(customer=customer, **{**plain, **told})


def rows_of(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.split("\n")[0] else ","))


def test_file_for_others_tells_consent_and_holds_nobody_who_is_held_out(out, client):
    evil = out.customer("=1+1", owner=out.farmer)
    held, stranger = out.customer("Held", owner=out.farmer), out.customer("Stranger", owner=out.owner)
    offer = Offer.objects.create(name="Ten", text_en="Ten percent off", code="TEN")
    for customer in (out.ann, evil, held, stranger):
        line_of(out, customer, gift=offer if customer == out.ann else None)
    trial = Trial.objects.create(key="t", question="?", held_out="0.5", horizon=90, state="running")
    lots = {"trial": trial, "assigned_on": TODAY, "until": TODAY + timedelta(days=90)}
    TrialLot.objects.create(customer=held, arm="control", lot_key="h", **lots)
    TrialLot.objects.create(customer=out.ann, arm="treatment", lot_key="a", **lots)
    assert "<b>2 touches</b> in the file." in seen(client, out.head, "/messages/export/")
    rows = rows_of(client.get("/messages/export/file/"))
    assert [row["customer"] for row in rows] == ["Ann", "'=1+1"]
    ann = rows[0]
    assert (ann["contact"], ann["consent"], ann["arm"]) == ("ann@shop.example", "yes", "treatment")
    assert (ann["offer"], ann["code"], rows[1]["consent"]) == ("Ten percent off", "TEN", "unknown")
    assert AuditEntry.objects.get(act="planned.export").facts["lines"] == 2


def test_file_for_others_is_of_the_days_and_the_way_asked_for(out, client):
    line_of(out, out.ann)
    line_of(out, out.customer("Later", owner=out.farmer), day=TODAY + timedelta(days=9), channel="call")
    client.force_login(out.owner)
    asked = f"first={TODAY}&last={TODAY + timedelta(days=20)}&separator=%3B"
    assert len(rows_of(client.get(f"/messages/export/file/?{asked}"))) == 2
    assert len(rows_of(client.get(f"/messages/export/file/?{asked}&channel=call"))) == 1
    wrong = client.get(f"/messages/export/?first={TODAY}&last={TODAY - timedelta(days=1)}")
    assert "lies before the first" in wrong.content.decode()
    wrong = client.get("/messages/export/file/?first=no-day")
    assert wrong["Location"] == "/messages/export/"


@pytest.mark.parametrize("role", ["hunter", "farmer", "analyst"])
def test_sellers_and_analysts_do_not_come_in(out, client, role):
    client.force_login(out.people[role])
    for address in ("", "templates/", "gateway/", "export/", "export/file/", "consent/", "consent/record/"):
        assert client.get(f"/messages/{address}").status_code == 403
    assert Consent.objects.count() == 1


def test_history_of_a_customer_tells_of_a_message_once(out, client, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    line_of(out, out.ann, play="thank", by_itself=True)
    put_planned(TODAY)
    said = seen(client, out.owner, f"/customers/{out.ann.pk}/")
    assert said.count("Thank you for staying with us") == 1
    assert "waiting to be sent" in said
    assert "Nothing yet." in seen(client, out.owner, f"/customers/{out.ann.pk}/?kind=touch")
    OutboxMessage.objects.update(state="sent", fate="bounced")
    assert "came back" in seen(client, out.owner, f"/customers/{out.ann.pk}/?kind=letter")


def test_nothing_leaves_an_invented_company(out, client):
    Business.objects.update(demo=True)
    said = seen(client, out.owner, "/messages/")
    assert "invented" in said
    assert "Switch it" not in said
    line_of(out, out.ann, play="thank", by_itself=True)
    assert put_planned(TODAY).put == 0


def test_another_customer_is_found_for_the_preview_and_stays(out, client):
    bob = out.customer("Bob Nord", owner=out.farmer, first_order_on=TODAY)
    index_search([out.ann.pk, bob.pk])
    client.force_login(out.head)
    where, told = "/messages/templates/thank/mail/en/", {"subject": "S", "text": "Dear {name}"}
    said = client.post(where, {**told, "customer": out.ann.pk, "q": "Bob", "do": "find"}).content.decode()
    assert "As Bob Nord would get it" in said
    said = client.post(where, {**told, "customer": bob.pk, "q": "Bob", "do": "look"}).content.decode()
    assert "Dear Bob Nord" in said
    said = client.post(where, {**told, "customer": out.ann.pk, "q": "zzzzzz", "do": "find"}).content.decode()
    assert "would get it" in said


def test_outbox_says_what_could_leave_and_has_not(out, client):
    Business.objects.update(sending=False)
    line_of(out, out.ann, by_itself=True)
    line_of(out, out.customer("Stranger", owner=out.owner), by_itself=True)
    assert "<b>1 touch</b> planned by today" in seen(client, out.head, "/messages/")
    said = seen(client, out.owner, "/messages/")
    assert "<b>2 touches</b> planned by today" in said
    assert "Send what is planned for today" not in said
    Business.objects.update(sending=True)
    assert "Send what is planned for today" in seen(client, out.owner, "/messages/")
