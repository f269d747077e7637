"""How allauth makes accounts here: nobody signs up by themselves; without sending, no mail goes out."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from perennial.records.models import User
from perennial.records.queries.sending import may_send_mail

__all__ = ["AccountAdapter", "SocialAdapter"]

#: Mail that would tell a stranger something, or say nothing to our people.
_NEVER_SENT = frozenset({"account/email/unknown_account", "account/email/account_already_exists"})


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the first run and by invitations only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        del request
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send what our people asked for, while sending is on."""
        if template_prefix not in _NEVER_SENT and may_send_mail():
            super().send_mail(template_prefix, email, context)

    def format_email_subject(self, subject: str) -> str:
        """Leave the subject as it is: the site has no name of its own."""
        return subject

    def get_client_ip(self, request: HttpRequest) -> str:
        """Give the address by which attempts are counted.

        Behind a proxy the last address of the list is the one the proxy itself saw; those before it are
        whatever the visitor wrote there.
        """
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.CONFIG.https else ""
        return forwarded.split(",")[-1].strip() or request.META.get("REMOTE_ADDR") or "local"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Lead back to the profile."""
        del request
        return reverse("account_profile")


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Whoever comes by OpenID Connect must already be a person of the house."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody signs up by themselves."""
        del request, sociallogin
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Bind a verified address to the person who has it."""
        email = (sociallogin.user.email or "").lower()
        verified = any(each.verified and each.email.lower() == email for each in sociallogin.email_addresses)
        if sociallogin.is_existing or not email or not verified:
            return
        user = User.objects.filter(email=email, is_active=True).first()
        if user is not None:
            sociallogin.connect(request, user)
