"""Whether anything may leave, by which ways, from when on, and the address by which this house is found."""

from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings

from perennial.channels.quiet_hours import after_quiet
from perennial.records.models import Business, Gateway
from perennial.records.models.words import Channel

__all__ = ["house_address", "may_send", "may_send_mail", "next_allowed", "ways_open", "zone_of"]


def may_send_mail(business: Business | None = None) -> bool:
    """Say whether mail goes out: a server is known, the environment allows it, and the owner switched it on.

    A restored copy has it off, so that it never writes to anybody.
    """
    config = settings.CONFIG
    return bool(config.email_url and config.send and (business or Business.current()).sending)


def may_send(business: Business | None = None) -> bool:
    """Say whether the environment and the owner let anything leave at all."""
    return bool(settings.CONFIG.send and (business or Business.current()).sending)


def ways_open(business: Business | None = None) -> frozenset[str]:
    """Give the channels by which messages leave now: by mail with a server, by message with a gateway."""
    business = business or Business.current()
    if business.demo or not may_send(business):  # nobody of an invented company is there to be written to
        return frozenset()
    mail = {Channel.MAIL.value} if settings.CONFIG.email_url else set()
    gateway = {Channel.MESSAGE.value} if Gateway.objects.filter(is_on=True).exists() else set()
    return frozenset(mail | gateway)


def zone_of(business: Business) -> ZoneInfo:
    """Give the time zone of the business; one that nobody knows stands for UTC."""
    try:
        return ZoneInfo(business.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def next_allowed(at: datetime, business: Business | None = None) -> datetime:
    """Give the first moment at which customers may be advertised to: this one, or the end of quiet hours."""
    business = business or Business.current()
    local = at.astimezone(zone_of(business))
    after = after_quiet(local, business.quiet_from, business.quiet_until)
    return at if after == local else after


def house_address() -> str:
    """Give scheme and host by which people reach the pages, as ``https://crm.example.org``.

    It is said by PERENNIAL_URL; where that is not set, the first host allowed behind HTTPS is taken. Empty
    where nobody knows.
    """
    config = settings.CONFIG
    if config.url:
        parts = urlsplit(config.url)
        return f"{parts.scheme}://{parts.netloc}"
    named = [host for host in config.allowed_hosts if not host.startswith(("*", "."))]
    return f"https://{named[0]}" if config.https and named else ""
