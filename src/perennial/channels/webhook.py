"""Signed webhooks by the Standard Webhooks specification: an HMAC-SHA256 of id, time and body."""

import base64
import hmac
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from standardwebhooks.webhooks import EmptyWebhookSecretError, Webhook

from perennial.core.errors import PerennialError

__all__ = ["WebhookRefusedError", "new_webhook_secret", "sign_webhook", "verify_webhook"]

_PREFIX, _BYTES = "whsec_", 32
_TOLERANCE = timedelta(minutes=5)


class WebhookRefusedError(PerennialError):
    """A webhook that is not from who has the secret, or not from now."""


def new_webhook_secret() -> str:
    """Make a secret for two sides: ``whsec_`` and 256 bits in Base64."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def sign_webhook(secret: str, *, message_id: str, at: datetime, body: str) -> dict[str, str]:
    """Give the headers by which who gets the body knows from whom and when it is.

    Parameters
    ----------
    message_id
        The same each time the message is tried.
    at
        When it is sent, with its zone.
    """
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": _signature(secret, message_id, at, body),
    }


def verify_webhook(secret: str, headers: Mapping[str, str], body: str, *, at: datetime) -> None:
    """See that a body was signed with the secret within the last minutes.

    Raises
    ------
    WebhookRefusedError
        It was not.
    """
    told = {name.lower(): value for name, value in headers.items()}
    try:
        sent = datetime.fromtimestamp(int(told["webhook-timestamp"]), at.tzinfo)
        message_id, signatures = told["webhook-id"], told["webhook-signature"]
    except (KeyError, ValueError, OverflowError, OSError):
        raise WebhookRefusedError("it carries no id, time and signature") from None
    if abs(at - sent) > _TOLERANCE:
        raise WebhookRefusedError("it was signed at another time")
    wanted = _signature(secret, message_id, sent, body).encode()
    if not any(hmac.compare_digest(wanted, each.encode()) for each in signatures.split(" ")):
        raise WebhookRefusedError("it was signed with another secret")


def _signature(secret: str, message_id: str, at: datetime, body: str) -> str:
    try:
        return Webhook(secret).sign(msg_id=message_id, timestamp=at.astimezone(UTC), data=body)
    except (ValueError, EmptyWebhookSecretError) as error:
        raise WebhookRefusedError("the secret is none") from error
