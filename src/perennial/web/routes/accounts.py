"""Addresses of the area `accounts`: the first run, invitations, the profile, and what of allauth is ours.

They stand before allauth's own, so that its pages that make no sense here are never reached.
"""

from django.urls import URLPattern, path, re_path
from django.views.i18n import set_language

from perennial.web.views import accounts, first_account, notices, people_accept, profile

__all__ = ["urlpatterns"]

_GONE = (
    r"signup/",
    r"email/",
    r"confirm-email/(?:[-:\w]+/)?",
    r"login/code/(?:confirm/)?",
    r"3rdparty/signup/",
    r"social/.*",
)

urlpatterns: list[URLPattern] = [
    path("welcome/", first_account.first_account, name="first_account"),
    path("join/<str:secret>/", people_accept.accept, name="accept_invitation"),
    path("language/", set_language, name="set_language"),
    path("profile/", profile.profile, name="account_profile"),
    path("profile/tokens/", profile.add_token, name="account_token_add"),
    path("profile/tokens/<int:pk>/revoke/", profile.drop_token, name="account_token_revoke"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_notices, name="notices_read"),
    path("notices/<int:pk>/", notices.open_notice, name="notice_open"),
    path("accounts/password/reset/", accounts.password_reset, name="account_reset_password"),
    path("accounts/3rdparty/", accounts.no_connections, name="socialaccount_connections"),
    *(re_path(rf"^accounts/{pattern}$", accounts.gone) for pattern in _GONE),
]
