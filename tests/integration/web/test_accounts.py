"""Coming in: the first run, signing in, invitations, lost passwords, the profile."""

import re
from dataclasses import replace

import pytest
from django.core import mail
from django.core.cache import cache
from people import PASSWORD

from perennial.records.models import ApiToken, Business, Invitation, Notice, User
from perennial.records.operations.secrets_of_links import hash_of_secret

FIRST = {
    "name": "Anna",
    "email": "anna@example.org",
    "password": "three odd words",
    "business_name": "Nord",
    "language": "en",
    "time_zone": "Europe/Moscow",
    "currency": "EUR",
    "phone_region": "DE",
    "first_weekday": "6",
}


@pytest.fixture(autouse=True)
def no_memory_of_attempts():
    cache.clear()


@pytest.fixture
def sending(house, settings):
    """Switch on everything that mail needs."""
    settings.CONFIG = replace(settings.CONFIG, email_url="smtp://mail", send=True)
    Business.objects.update(sending=True)


def secret_of(response):
    return re.search(r'id="secret" value="([^"]+)"', response.content.decode())[1]


def test_new_house_leads_to_its_first_account_and_signs_the_owner_in(db, client):
    assert client.get("/").headers["Location"] == "/welcome/"
    client.post("/welcome/", FIRST)
    assert client.get("/profile/").context["user"].email == "anna@example.org"
    assert Business.current().first_weekday == 6


def test_first_account_is_asked_for_in_the_browsers_language(db, client):
    page = client.get("/welcome/", headers={"Accept-Language": "ru"}).content.decode()
    assert "Добро пожаловать" in page
    assert '<option value="RUB" selected>' in page


def test_first_account_with_an_easy_password_says_so(db, client):
    page = client.post("/welcome/", {**FIRST, "password": "anna"})
    assert page.context["form"].errors["password"]
    assert not User.objects.exists()


def test_first_account_is_not_found_once_somebody_is_here(house, client):
    assert client.get("/welcome/").status_code == 404


def test_second_of_two_tabs_is_led_to_sign_in(db, client):
    client.post("/welcome/", FIRST)
    response = client.post("/welcome/", {**FIRST, "email": "late@example.org"})
    assert (response.headers["Location"], User.objects.count()) == ("/accounts/login/", 1)


def test_sign_in_and_out(house, client):
    client.post("/accounts/login/", {"login": "farmer@example.org", "password": PASSWORD})
    assert client.get("/profile/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/profile/").status_code == 302


def test_wrong_password_is_refused_and_many_are_stopped(house, client):
    wrong = {"login": "farmer@example.org", "password": "not it at all"}
    answers = [client.post("/accounts/login/", wrong) for _ in range(8)]
    assert all("_auth_user_id" not in client.session for _ in answers)
    right = client.post("/accounts/login/", {**wrong, "password": PASSWORD})
    assert right.status_code != 302


def test_visitor_chooses_a_language(house, client):
    client.post("/language/", {"language": "ru", "next": "/accounts/login/"})
    assert "Забыли пароль?" in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/signup/",
        "/accounts/email/",
        "/accounts/confirm-email/",
        "/accounts/confirm-email/abc/",
        "/accounts/login/code/confirm/",
        "/accounts/3rdparty/signup/",
        "/accounts/social/connections/",
    ],
)
def test_pages_of_the_library_that_this_house_lacks_are_not_found(house, client, address):
    client.force_login(house.owner)
    assert client.get(address).status_code == 404


def test_lost_password_without_mail_says_whom_to_ask_and_sends_nothing(house, client):
    page = client.post("/accounts/password/reset/", {"email": "farmer@example.org"}).content.decode()
    assert "Ask the owner" in page
    assert not mail.outbox


def test_lost_password_with_mail_sends_a_link_that_works(house, client, sending):
    client.post("/accounts/password/reset/", {"email": "farmer@example.org"})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    page = client.get(link, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "three odd words", "password2": "three odd words"})
    house.farmer.refresh_from_db()
    assert house.farmer.check_password("three odd words")


def test_lost_password_of_a_stranger_sends_nothing(house, client, sending):
    response = client.post("/accounts/password/reset/", {"email": "stranger@example.org"}, follow=True)
    assert response.status_code == 200
    assert not mail.outbox


def test_invitation_is_shown_once_and_lets_in(house, client, django_user_model):
    client.force_login(house.owner)
    told = {"email": "kira@example.org", "role": "farmer", "department": house.farmers.pk}
    link = secret_of(client.post("/settings/people/", told))
    assert "/join/" not in client.get("/settings/people/").content.decode()
    assert not mail.outbox
    client.logout()
    client.post(link, {"name": "Kira", "password": "three odd words"})
    assert client.get("/profile/").context["user"].email == "kira@example.org"


def test_invitation_is_mailed_where_sending_is_on(house, client, sending):
    client.force_login(house.owner)
    client.post("/settings/people/", {"email": "kira@example.org", "role": "head"})
    assert mail.outbox[0].to == ["kira@example.org"]
    assert "/join/" in mail.outbox[0].body


def test_link_of_nobody_is_gone(house, client):
    assert client.get("/join/guess/").status_code == 410


def test_taken_back_invitation_is_gone(house, client):
    client.force_login(house.owner)
    link = secret_of(client.post("/settings/people/", {"email": "kira@example.org", "role": "head"}))
    client.post(f"/settings/people/invitations/{Invitation.objects.get().pk}/remove/")
    assert client.get(link).status_code == 410


def test_owner_makes_a_link_for_a_new_password(house, client):
    client.force_login(house.owner)
    link = secret_of(client.post(f"/settings/people/{house.farmer.pk}/password/"))
    client.logout()
    page = client.get(link, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "three odd words", "password2": "three odd words"})
    house.farmer.refresh_from_db()
    assert house.farmer.check_password("three odd words")


def test_profile_keeps_ones_habits_and_speaks_the_language(house, client):
    client.force_login(house.farmer)
    told = {"name": "Fay", "language": "ru", "time_zone": "Asia/Almaty", "theme": "dark"}
    page = client.post("/profile/", told, follow=True).content.decode()
    assert 'data-theme="dark"' in page
    assert "Сохранено." in page
    house.farmer.refresh_from_db()
    assert (house.farmer.time_zone, house.farmer.role) == ("Asia/Almaty", "farmer")


def test_token_is_shown_once_and_revoked_by_its_owner_only(house, client):
    client.force_login(house.owner)
    text = secret_of(client.post("/profile/tokens/", {"name": "Shop", "scopes": ["read"]}))
    token = ApiToken.objects.get(token_hash=hash_of_secret(text))
    assert text not in client.get("/profile/").content.decode()
    client.force_login(house.analyst)
    assert client.post(f"/profile/tokens/{token.pk}/revoke/").status_code == 404
    client.force_login(house.owner)
    client.post(f"/profile/tokens/{token.pk}/revoke/")
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_token_beyond_ones_rights_is_not_made(house, client):
    client.force_login(house.analyst)
    client.post("/profile/tokens/", {"name": "Shop", "scopes": ["orders:write"]})
    assert not ApiToken.objects.exists()


def test_profile_of_a_seller_has_no_tokens(house, client):
    client.force_login(house.farmer)
    assert "API" not in client.get("/profile/").content.decode()


def notice(user, url=""):
    return Notice.objects.create(
        user=user, message={"text": "{first:date} to {last:date}", "facts": {"first": 1, "last": 9}}, url=url
    )


def test_notice_is_read_when_opened_and_leads_on(house, client):
    row = notice(house.farmer, "/profile/")
    client.force_login(house.farmer)
    assert 'aria-label="unread: 1"' in client.get("/notices/").content.decode()
    assert client.post(f"/notices/{row.pk}/").headers["Location"] == "/profile/"
    assert "unread" not in client.get("/notices/").content.decode()


@pytest.mark.parametrize("url", ["https://elsewhere.example/", "//elsewhere.example/"])
def test_notice_leads_to_pages_of_this_house_only(house, client, url):
    row = notice(house.farmer, url)
    client.force_login(house.farmer)
    assert client.post(f"/notices/{row.pk}/").headers["Location"] == "/notices/"


def test_notice_of_another_is_not_found(house, client):
    row = notice(house.farmer)
    client.force_login(house.farmer2)
    assert client.post(f"/notices/{row.pk}/").status_code == 404


def test_rules_of_passwords_stand_inside_their_help(house, client):
    client.force_login(house.farmer)
    written = client.get("/accounts/password/change/").content.decode()
    assert re.search(r'<div class="help"[^>]*><ul>', written)
    assert not re.search(r"<p[^>]*>\s*<ul>", written)
