"""The gateway to which messages are posted: its address, its secret, whether it is at work."""

from urllib.parse import urlsplit

from django.db import transaction

from perennial.channels.webhook import new_webhook_secret
from perennial.core.errors import UserError
from perennial.records.models import Gateway, User
from perennial.records.operations.audit import note_act

__all__ = ["renew_gateway_secret", "set_gateway", "stop_gateway"]


@transaction.atomic
def set_gateway(by: User, *, name: str, url: str) -> str:
    """Set name and address; gives the secret where one was made now, which is not shown again.

    Raises
    ------
    UserError
        The address is none that messages can be posted to.
    """
    parts = urlsplit(url.strip())
    if parts.scheme != "https" or not parts.hostname or parts.username is not None:
        raise UserError("The address of a gateway begins with https:// and holds no password.")
    gateway = Gateway.objects.filter(is_on=True).first()
    secret = "" if gateway else new_webhook_secret()
    gateway = gateway or Gateway(secret=secret)
    if gateway.url != url.strip():
        gateway.last_at, gateway.last_answer = None, ""
    gateway.name, gateway.url = name.strip(), url.strip()
    gateway.save()
    note_act(by, "gateway.change", gateway)
    return secret


@transaction.atomic
def renew_gateway_secret(by: User, gateway: Gateway) -> str:
    """Make another secret; the one before stops being used at once."""
    gateway.secret = new_webhook_secret()
    gateway.save(update_fields=["secret"])
    note_act(by, "gateway.secret", gateway)
    return gateway.secret


@transaction.atomic
def stop_gateway(by: User, gateway: Gateway) -> None:
    """Post to it no more; messages wait until another is at work."""
    gateway.is_on = False
    gateway.save(update_fields=["is_on"])
    note_act(by, "gateway.stop", gateway)
