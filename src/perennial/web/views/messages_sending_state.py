"""Whether anything leaves, in one sentence; other pages include `messages/parts/sending.html` with it."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from perennial.records.models import Business
from perennial.records.queries.sending import house_address, ways_open
from perennial.records.rights import may

__all__ = ["SendingState", "sending_state"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingState:
    """What is said, whether all is well, and whether who looks may switch sending."""

    text: str
    is_on: bool
    is_switched_on: bool
    may_switch: bool


def sending_state(user: Any) -> SendingState:
    """Say it to somebody."""
    business = Business.current()
    text, is_on = _said(business)
    may_switch = may(user, "settings") and not business.demo
    return SendingState(text=text, is_on=is_on, is_switched_on=business.sending, may_switch=may_switch)


def _said(business: Business) -> tuple[str, bool]:
    ways = ways_open(business)
    if business.demo:
        return "", False  # the banner of every page says so
    if not business.sending:
        return gettext("Sending is off: nothing leaves, and what is planned stays where it is."), False
    if not settings.CONFIG.send:
        return gettext(
            "Sending is switched on here, but this server lets nothing out (PERENNIAL_SEND)."
        ), False
    if not ways:
        return gettext("Sending is on, but there is neither a mail server nor a gateway to send by."), False
    if not house_address():
        return gettext("Sending is on, but advertising waits: the server does not know PERENNIAL_URL."), False
    return _by(ways), True


def _by(ways: frozenset[str]) -> str:
    if len(ways) > 1:
        return gettext("Sending is on: e-mail and messages leave.")
    if "mail" in ways:
        return gettext("Sending is on: e-mail leaves. For messages there is no gateway yet.")
    return gettext("Sending is on: messages leave by the gateway. For e-mail there is no mail server yet.")
