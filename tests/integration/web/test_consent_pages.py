"""Consent: who waits for it, the text in versions, the customer's own page, what was agreed elsewhere."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from outbox_letters import agree, let_out, letter, states

from perennial.records.models import (
    AuditEntry,
    Business,
    Consent,
    ConsentText,
    OutboxMessage,
    PlannedTouch,
    Tag,
    TouchRule,
)
from perennial.records.operations.change_consent import change_consent
from perennial.records.operations.consent.way_in import consent_token, customer_of_token
from perennial.records.operations.erase import erase
from perennial.records.operations.merge import merge
from perennial.records.operations.unsubscribe import unsubscribe

TODAY = timezone.localdate()


@pytest.fixture
def out(house, settings, tmp_path):
    cache.clear()
    let_out(house, settings, tmp_path)
    house.ann = with_mail(house, "Ann", value_at_risk=500)
    yield house
    cache.clear()


def with_mail(house, name, owner=None, **fields):
    customer = house.customer(
        name, owner=owner or house.farmer, stage="regular", first_order_on=TODAY, **fields
    )
    address = f"{name.lower()}@shop.example"
    customer.contacts.create(kind="email", value=address, normal=address)
    return customer


def page_of(customer):
    return f"/c/{consent_token(customer.pk)}/"


def said_of(customer):
    return dict(Consent.objects.filter(customer=customer).values_list("channel", "given"))


def test_who_waits_is_counted_with_their_money(out, client):
    agree(with_mail(out, "Bob"))
    with_mail(out, "Stranger", owner=out.owner, value_at_risk=7)
    client.force_login(out.owner)
    assert "€507" in client.get("/messages/consent/").content.decode()
    client.force_login(out.head)
    assert "€500" in client.get("/messages/consent/").content.decode()


def test_text_is_kept_in_versions_by_the_owner_alone(out, client):
    client.force_login(out.head)
    assert client.post("/messages/consent/", {"text_en": "Yes?"}).status_code == 403
    client.force_login(out.owner)
    for text in ("May we?", "May we?", "May {business} write?"):
        client.post("/messages/consent/", {"text_en": text, "text_ru": ""})
    assert list(ConsentText.objects.values_list("version", "text_en")) == [
        (2, "May {business} write?"),
        (1, "May we?"),
    ]
    assert "May Nord write?" in client.get("/messages/consent/").content.decode()
    answer = client.post("/messages/consent/", {"text_en": " ", "text_ru": ""})
    assert answer.status_code == 422


def test_customer_agrees_by_the_ways_they_choose(out, client):
    where = page_of(out.ann)
    shown = client.get(where)
    assert shown.status_code == 200
    assert "Ann" not in shown.content.decode()
    assert not Consent.objects.exists()
    said = client.post(where, {"do": "agree", "ways": ["mail", "visit"]}).content.decode()
    assert "Thank you" in said
    assert said_of(out.ann) == {"mail": True, "message": False, "call": False}
    kept = Consent.objects.get(channel="mail")
    assert (kept.text_version, kept.basis) == (1, "said on the page behind a personal link")
    assert ConsentText.objects.get().version == 1
    assert AuditEntry.objects.filter(act="consent.answer").count() == 1
    assert 'value="mail" checked' in client.get(where).content.decode()


def test_customer_refuses_and_what_waits_for_them_stops(out, client):
    agree(out.ann)
    letter(out.ann, "advertising")
    client.post(page_of(out.ann), {"do": "none"})
    assert set(said_of(out.ann).values()) == {False}
    assert states() == ["cancelled"]


def test_agreeing_to_no_way_is_asked_about(out, client):
    answer = client.post(page_of(out.ann), {"do": "agree"})
    assert answer.status_code == 422
    assert not Consent.objects.exists()


def test_link_speaks_the_language_of_the_business_and_is_kept_by_nobody(out, client):
    Business.objects.update(language="ru")
    answer = client.get(page_of(out.ann), headers={"Accept-Language": "en"})
    assert "Можно вам написать?" in answer.content.decode()
    assert (answer.headers["X-Robots-Tag"], answer.headers["Cache-Control"]) == ("noindex", "no-store")


def test_wrong_links_are_answered_alike_and_counted(out, client):
    right = consent_token(out.ann.pk)
    for wrong in ("", "x", right[:-1], "zz-" + right.partition("-")[2], "ж-1", right + "x"):
        assert customer_of_token(wrong) is None
    statuses = [client.get("/c/wrong/").status_code for _ in range(22)]
    assert statuses == [404] * 20 + [429] * 2
    assert client.get(page_of(out.ann)).status_code == 200


def test_link_of_who_was_merged_is_the_others_and_of_who_is_erased_nobodys(out, client):
    other = with_mail(out, "Anna")
    merge(out.owner, out.ann, other)
    client.post(page_of(other), {"do": "agree", "ways": ["mail"]})
    assert said_of(out.ann)["mail"] is True
    erase(out.owner, out.ann, "asked")
    assert client.get(page_of(other)).status_code == 404


def rows_of(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_file_gives_those_who_wait_a_link_each(out, client):
    agree(with_mail(out, "Bob"))
    with_mail(out, "Stranger", owner=out.owner)
    client.force_login(out.head)
    (row,) = rows_of(client.get("/messages/consent/file/?channel=mail"))
    assert (row["customer"], row["contact"]) == ("Ann", "ann@shop.example")
    assert row["link"] == f"https://crm.example.org{page_of(out.ann)}"
    assert AuditEntry.objects.get(act="consent.export").facts == {"channel": "mail", "customers": 1}


def test_without_an_address_of_the_house_there_are_no_links(out, client, settings):
    let_out(out, settings, settings.DATA_DIR, URL="")
    client.force_login(out.owner)
    assert client.get("/messages/consent/file/?channel=mail")["Location"] == "/messages/consent/"


RECORD = {"basis": "Clause 7", "day": "2026-01-05", "channels": ["mail", "call"]}


def test_what_was_agreed_elsewhere_is_counted_confirmed_and_noted(out, client):
    refused, tagged = with_mail(out, "Bob"), with_mail(out, "Cid")
    agree(refused, given=False)
    tagged.contacts.create(kind="phone", value="+79123456789", normal="+79123456789")
    client.force_login(out.owner)
    said = client.post("/messages/consent/record/", RECORD).content.decode()
    assert "<b>5 consents</b> will be recorded." in said
    assert Consent.objects.count() == 1
    assert Consent.objects.get().given is False
    client.post("/messages/consent/record/", {**RECORD, "confirmed": "2"})  # somebody else said something
    assert Consent.objects.count() == 1
    client.post("/messages/consent/record/", {**RECORD, "confirmed": "5"})
    assert said_of(out.ann) == {"mail": True, "call": True}  # a seller may have a number of theirs
    assert said_of(tagged) == {"mail": True, "call": True}
    assert said_of(refused) == {"mail": False, "call": True}
    kept = Consent.objects.get(customer=out.ann, channel="mail")
    assert (kept.basis, timezone.localdate(kept.at)) == ("Clause 7", date(2026, 1, 5))
    assert AuditEntry.objects.get(act="consent.record").facts["consents"] == 5


def test_recording_is_narrowed_and_not_of_days_ahead(out, client):
    cid = with_mail(out, "Cid")
    tag = Tag.objects.create(name="signed")
    cid.tags.add(tag)
    client.force_login(out.owner)
    client.post("/messages/consent/record/", {**RECORD, "tag": tag.pk, "confirmed": "2"})
    assert (said_of(cid), said_of(out.ann)) == ({"mail": True, "call": True}, {})
    ahead = {**RECORD, "day": str(TODAY + timedelta(days=1)), "confirmed": "2"}
    assert "lies ahead" in client.post("/messages/consent/record/", ahead).content.decode()
    client.force_login(out.head)
    assert client.get("/messages/consent/record/").status_code == 403


def planned(out, customer, channel="mail", **told):
    plain = {"play": "offer", "day": TODAY, "seller": out.farmer, "by_itself": True}
    return PlannedTouch.objects.create(customer=customer, channel=channel, **{**plain, **told})


@pytest.mark.parametrize("by", ["consent", "link", "page"])
def test_advertising_planned_by_a_refused_way_is_dropped(out, client, by):
    agree(out.ann)
    line = planned(out, out.ann)
    if by == "consent":
        change_consent(out.owner, out.ann, channel="mail", purpose="advertising", given=False)
    elif by == "link":
        unsubscribe(letter(out.ann, "advertising"), "by the link")
    else:
        client.post(page_of(out.ann), {"do": "none"})
    line.refresh_from_db()
    assert line.state == "dropped"


def test_it_goes_another_way_where_the_rule_names_one_they_agreed_to(out):
    TouchRule.objects.create(play="offer", channels=["mail", "message"])
    out.ann.contacts.create(kind="phone", value="+79123456789", normal="+79123456789")
    Consent.objects.create(customer=out.ann, channel="message", purpose="advertising", given=True)
    line = planned(out, out.ann)
    change_consent(out.owner, out.ann, channel="mail", purpose="advertising", given=False)
    line.refresh_from_db()
    assert (line.state, line.channel, line.by_itself) == ("open", "message", True)


def test_services_and_other_ways_are_left_alone(out):
    service = planned(out, out.ann, purpose="service")
    called = planned(out, with_mail(out, "Bob"), channel="call")
    for customer in (out.ann, called.customer):
        change_consent(out.owner, customer, channel="mail", purpose="advertising", given=False)
    change_consent(out.owner, called.customer, channel="call", purpose="advertising", given=None)
    assert set(PlannedTouch.objects.values_list("state", flat=True)) == {"open"}
    assert not OutboxMessage.objects.exists()
    assert service.customer == out.ann
