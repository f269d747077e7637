"""Whether anything may leave for the outside."""

from django.conf import settings

from perennial.records.models import Business

__all__ = ["may_send_mail"]


def may_send_mail(business: Business | None = None) -> bool:
    """Say whether mail goes out: a server is known, the environment allows it, and the owner switched it on.

    A restored copy has it off, so that it never writes to anybody.
    """
    config = settings.CONFIG
    return bool(config.email_url and config.send and (business or Business.current()).sending)
