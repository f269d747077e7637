"""The second factor: turned on, asked for, lost, and kept encrypted."""

from time import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from people import PASSWORD

from perennial.web.accounts.second_factor import SecondFactorAdapter


@pytest.fixture(autouse=True)
def no_memory_of_attempts():
    cache.clear()


@pytest.fixture
def secret(house, client):
    """Sign the farmer in and turn the second factor on; give the secret of the app."""
    sign_in(client)
    assert (
        client.get("/accounts/2fa/totp/activate/").headers["Location"].startswith("/accounts/reauthenticate/")
    )
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/")
    told = page.context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(told)})
    assert Authenticator.objects.filter(user=house.farmer, type="totp").exists()
    return told


def sign_in(client):
    return client.post("/accounts/login/", {"login": "farmer@example.org", "password": PASSWORD})


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time()) // 30))


def test_second_factor_is_asked_for_after_the_password(client, secret):
    client.post("/accounts/logout/")
    assert sign_in(client).headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/profile/").status_code == 302
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert client.get("/profile/").status_code == 302


def test_recovery_code_lets_in_once(house, client, secret):
    code = Authenticator.objects.get(user=house.farmer, type="recovery_codes").wrap().get_unused_codes()[0]
    for lets_in in (True, False):
        client.post("/accounts/logout/")
        cache.clear()
        sign_in(client)
        client.post("/accounts/2fa/authenticate/", {"code": code})
        assert (client.get("/profile/").status_code == 200) is lets_in


def test_secrets_are_not_kept_as_they_are(client, secret):
    assert secret not in str(Authenticator.objects.values_list("data", flat=True))


def test_owner_turns_a_lost_second_factor_off(house, client, secret):
    client.force_login(house.owner)
    client.post(f"/settings/people/{house.farmer.pk}/second-factor/")
    client.post("/accounts/logout/")
    sign_in(client)
    assert client.get("/profile/").status_code == 200


def test_another_key_of_the_house_fits_no_code(house, client, secret, settings):
    settings.SECRET_KEY = "another key of at least fifty characters, as Django likes them"
    kept = Authenticator.objects.get(user=house.farmer, type="totp")
    assert not TOTP(kept).validate_code(code_of(secret))


def test_unreadable_secret_is_never_empty_nor_the_same():
    adapter = SecondFactorAdapter()
    assert adapter.decrypt(adapter.encrypt("ABC")) == "ABC"
    first, second = adapter.decrypt("spoilt"), adapter.decrypt("spoilt")
    assert first != second
    assert len(first) == 32
