"""The page behind the link in advertising, and the one click by which mail programs take it."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from outbox_letters import agree, let_out, letter, states

from perennial.channels.message import OutgoingMessage
from perennial.records.models import Business, Consent
from perennial.records.operations.outbox.compose import compose
from perennial.records.operations.outbox.way_out import token_of


@pytest.fixture
def message(house, settings, tmp_path):
    cache.clear()
    let_out(house, settings, tmp_path)
    customer = house.customer()
    agree(customer)
    yield letter(customer, "advertising")
    cache.clear()


@pytest.fixture
def page(message):
    return reverse("unsubscribe", args=[token_of(message.message_id)])


def refused(message):
    return not Consent.objects.get(customer=message.customer).given


def test_link_in_the_message_leads_to_the_page(message, page):
    told = compose(message)
    assert isinstance(told, OutgoingMessage)
    assert told.unsubscribe == f"https://crm.example.org{page}"


def test_one_click_of_a_mail_program_is_enough(message, page):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(page, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert refused(message)
    assert states() == ["cancelled"]
    assert Consent.objects.get().basis == "refused by the link in a message"


def test_look_alone_changes_nothing(message, page, client):
    for method in (client.get, client.head):
        answer = method(page)
        assert answer.status_code == 200
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert not refused(message)
    assert states() == ["waiting"]


def test_page_has_one_button_and_then_says_that_it_is_done(message, page, client):
    shown = client.get(page).content.decode()
    assert shown.count("<button") == 1 + shown.split("<main")[0].count("<button") + shown.split("</main>")[
        1
    ].count("<button")
    assert "No more advertising?" in shown
    assert "You are unsubscribed" in client.post(page).content.decode()
    assert "You are unsubscribed" in client.get(page).content.decode()
    assert client.post(page).status_code == 200


def test_page_speaks_the_language_of_the_message_and_the_trail_that_of_the_house(message, page, client):
    message.language = "ru"
    message.save()
    shown = client.get(page, headers={"Accept-Language": "en"})
    assert "Больше не присылать рекламу?" in shown.content.decode()
    assert shown.headers["Content-Language"] == "ru"
    Business.objects.update(language="ru")
    client.post(page)
    assert Consent.objects.get().basis == "отказ по ссылке в сообщении"


def test_links_that_lead_nowhere_are_counted_and_a_right_one_is_always_let_in(message, page, client):
    wrong = reverse("unsubscribe", args=["wrong"])
    statuses = [client.get(wrong).status_code for _ in range(22)]
    assert statuses == [404] * 20 + [429] * 2
    assert client.post(page).status_code == 200
    assert refused(message)
