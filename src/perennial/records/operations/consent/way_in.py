"""The personal link by which a customer says what they agree to: it names the record, and is signed."""

import base64
import hashlib
import hmac

from django.conf import settings
from django.urls import reverse
from django.utils.http import base36_to_int, int_to_base36

from perennial.records.models import Customer
from perennial.records.queries.sending import house_address

__all__ = ["consent_page", "consent_token", "customer_of_token"]

_PURPOSE = b"perennial consent"
_SIGNS = 27


def consent_token(pk: int) -> str:
    """Give the secret part of a customer's link."""
    return f"{int_to_base36(pk)}-{_signature(pk)}"


def customer_of_token(token: str) -> Customer | None:
    """Give the customer whose link this is, or into whom they were merged; None where it is nobody's."""
    number, _, signature = token.partition("-")
    try:
        pk = base36_to_int(number)
    except ValueError:
        return None
    if not hmac.compare_digest(signature.encode(), _signature(pk).encode()):
        return None
    customer = Customer.objects.filter(pk=pk).select_related("merged_into").first()
    while customer is not None and customer.merged_into is not None:
        customer = customer.merged_into
    return customer if customer is not None and customer.erased_at is None else None


def consent_page(pk: int) -> str:
    """Give the whole address of a customer's page; empty where the house does not know its own."""
    address = house_address()
    return f"{address}{reverse('consent_link', args=[consent_token(pk)])}" if address else ""


def _signature(pk: int) -> str:
    key = hmac.new(settings.SECRET_KEY.encode(), _PURPOSE, hashlib.sha256).digest()
    digest = hmac.new(key, str(pk).encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode()[:_SIGNS]
