"""Whether anything may leave for the outside, and the address by which the outside finds this house."""

from urllib.parse import urlsplit

from django.conf import settings

from perennial.records.models import Business

__all__ = ["house_address", "may_send_mail"]


def may_send_mail(business: Business | None = None) -> bool:
    """Say whether mail goes out: a server is known, the environment allows it, and the owner switched it on.

    A restored copy has it off, so that it never writes to anybody.
    """
    config = settings.CONFIG
    return bool(config.email_url and config.send and (business or Business.current()).sending)


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
