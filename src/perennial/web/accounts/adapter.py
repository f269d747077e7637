"""How allauth makes accounts here: nobody signs up by themselves."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from perennial.records.models import User

__all__ = ["AccountAdapter", "SocialAdapter"]


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the first run and by invitations only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        del request
        return False


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Whoever comes by OpenID Connect must already be a person of the house."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody signs up by themselves."""
        del request, sociallogin
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Bind a verified address to the person who has it."""
        email = (sociallogin.user.email or "").lower()
        verified = any(each.verified for each in sociallogin.email_addresses)
        if sociallogin.is_existing or not email or not verified:
            return
        user = User.objects.filter(email=email, is_active=True).first()
        if user is not None:
            sociallogin.connect(request, user)
