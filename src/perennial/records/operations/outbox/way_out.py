"""The link by which people want no more advertising: made from the message's number, and kept as a hash."""

import base64
import hashlib
import hmac

from django.conf import settings
from django.urls import reverse

from perennial.records.models import OutboxMessage
from perennial.records.operations.secrets_of_links import hash_of_secret
from perennial.records.queries.sending import house_address

__all__ = ["hash_of_way_out", "message_of_token", "token_of", "unsubscribe_page"]

_PURPOSE = b"perennial unsubscribe"


def token_of(message_id: str) -> str:
    """Give the secret of a message's link; nobody makes it who has not the secret of the house."""
    key = hmac.new(settings.SECRET_KEY.encode(), _PURPOSE, hashlib.sha256).digest()
    digest = hmac.new(key, message_id.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of_way_out(message_id: str) -> str:
    """Give what is kept of it."""
    return hash_of_secret(token_of(message_id))


def message_of_token(token: str) -> OutboxMessage | None:
    """Give the message whose link this is; None where there is none."""
    known = OutboxMessage.objects.filter(unsubscribe_hash=hash_of_secret(token))
    return known.select_related("customer").first()


def unsubscribe_page(message_id: str) -> str:
    """Give the whole address of the page; empty where the house does not know its own."""
    address = house_address()
    return f"{address}{reverse('unsubscribe', args=[token_of(message_id)])}" if address else ""
