"""OpenID Connect: only people of the house come in by it, by a verified address."""

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from perennial.web.accounts.adapter import AccountAdapter, SocialAdapter


@dataclass
class Login:
    """What the other service tells, and to whom it was bound."""

    email: str
    verified: bool
    about: str = ""
    is_existing: bool = False
    bound: list = field(default_factory=list)

    @property
    def user(self):
        return SimpleNamespace(email=self.email)

    @property
    def email_addresses(self):
        return [SimpleNamespace(email=self.about or self.email, verified=self.verified)]

    def connect(self, _request, user):
        self.bound.append(user)


@pytest.mark.parametrize(
    ("login", "bound"),
    [
        (Login("Farmer@example.org", verified=True), True),
        (Login("farmer@example.org", verified=False), False),
        (Login("farmer@example.org", verified=True, about="other@example.org"), False),
        (Login("stranger@example.org", verified=True), False),
        (Login("farmer@example.org", verified=True, is_existing=True), False),
    ],
)
def test_only_a_verified_address_of_the_house_is_bound(house, login, bound):
    SocialAdapter().pre_social_login(None, login)
    assert login.bound == ([house.farmer] if bound else [])


def test_who_has_left_is_not_bound(house):
    house.farmer.is_active = False
    house.farmer.save()
    login = Login("farmer@example.org", verified=True)
    SocialAdapter().pre_social_login(None, login)
    assert login.bound == []


def test_button_is_there_where_it_is_configured(house, client, settings):
    assert "OpenID" not in client.get("/accounts/login/").content.decode()
    app = {"provider_id": "company", "name": "OpenID Connect", "client_id": "x", "secret": "y"}
    app["settings"] = {"server_url": "https://id.example.org"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    page = client.get("/accounts/login/").content.decode()
    assert "Sign in with OpenID Connect" in page
    assert 'action="/accounts/oidc/company/login/?process=login"' in page


@pytest.mark.parametrize(
    ("https", "sent", "counted"),
    [
        (False, "1.1.1.1", "9.9.9.9"),
        (True, "1.1.1.1, 2.2.2.2", "2.2.2.2"),
        (True, "", "9.9.9.9"),
    ],
)
def test_attempts_are_counted_by_the_address_the_proxy_saw(rf, settings, https, sent, counted):
    settings.CONFIG = SimpleNamespace(https=https)
    request = rf.get("/", REMOTE_ADDR="9.9.9.9", HTTP_X_FORWARDED_FOR=sent)
    assert AccountAdapter().get_client_ip(request) == counted
