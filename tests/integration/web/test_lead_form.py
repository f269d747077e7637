"""The form that anybody with its address may fill in."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from perennial.records.models import Business, Consent, Lead, LeadForm

SECRET = "a-long-secret"
ASKED = {"name": "Olga", "phone": "+7 912 345-67-89", "consent": "on", "note": "In May?"}


@pytest.fixture
def address(house):
    cache.clear()
    LeadForm.objects.create(secret=SECRET)
    yield reverse("lead_form", args=[SECRET])
    cache.clear()


def ask(client, address, **told):
    return client.post(address, {**ASKED, **told})


def test_request_becomes_a_lead(client, address):
    answered = ask(client, address)
    assert answered.headers["Location"] == reverse("lead_form_thanks", args=[SECRET])
    assert "Thank you" in client.get(answered.headers["Location"]).content.decode()
    lead = Lead.objects.get()
    assert (lead.source, lead.customer.name, lead.hunter is None) == ("form on the site", "Olga", False)
    assert Consent.objects.filter(customer=lead.customer, channel="call").get().basis.startswith("I agree")


def test_form_speaks_the_language_of_the_business(client, address):
    Business.objects.update(language="ru")
    shown = client.get(address, headers={"Accept-Language": "en"})
    assert "Попросите перезвонить" in shown.content.decode()
    assert '<html lang="ru"' in shown.content.decode()
    assert shown.headers["Content-Language"] == "ru"


def test_form_with_another_address_or_switched_off_is_not_there(client, address):
    assert client.get(reverse("lead_form", args=["another"])).status_code == 404
    LeadForm.objects.update(secret="")
    assert client.get(address).status_code == 404
    assert client.post(address, ASKED).status_code == 404


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"consent": ""}, "only if you agree"),
        ({"phone": ""}, "Leave a phone or an e-mail."),
        ({"phone": "12"}, "does not look like a phone"),
        ({"email": "nobody"}, "does not look like an e-mail"),
    ],
)
def test_what_is_missing_is_asked_for(client, address, told, said):
    answered = ask(client, address, **told)
    assert answered.status_code == 422
    assert said in answered.content.decode()
    assert not Lead.objects.exists()


def test_program_that_fills_in_everything_is_thanked_and_forgotten(client, address):
    assert ask(client, address, website="http://spam.example").status_code == 302
    assert not Lead.objects.exists()


def test_too_many_from_one_place_are_refused(client, address):
    statuses = [ask(client, address, phone=f"+7 912 000-00-0{n}").status_code for n in range(7)]
    assert statuses == [302] * 5 + [429] * 2
    assert Lead.objects.count() == 5


def test_owner_makes_renews_and_stops_the_form(client, house):
    client.force_login(house.owner)
    page, secrets = reverse("settings_lead_form"), []
    for act in ("make", "make", "off"):
        client.post(page, {"act": act})
        secrets.append(LeadForm.current().secret)
    assert len(set(secrets)) == 3
    assert secrets[2] == ""
    client.post(page, {"act": "text", "consent": "You may call me."})
    assert LeadForm.current().consent == "You may call me."
    client.post(page, {"act": "make"})
    shown = client.get(reverse("lead_form", args=[LeadForm.current().secret])).content.decode()
    assert "You may call me." in shown
