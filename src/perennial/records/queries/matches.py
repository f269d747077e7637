"""Who is known already by a phone, an address or a tax number."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from perennial.records.models import Contact, Customer
from perennial.records.models.words import ContactKind

__all__ = ["find_matches"]

_WITH_NUMBERS = (ContactKind.PHONE, ContactKind.WHATSAPP, ContactKind.VIBER)


def find_matches(
    phones: Iterable[str] = (), emails: Iterable[str] = (), tax_id: str = ""
) -> QuerySet[Customer]:
    """Give the living customers who have any of these, whosever they are.

    Parameters
    ----------
    phones, emails, tax_id
        In the one form of `perennial.ingest.contacts`.
    """
    numbers, addresses = [each for each in phones if each], [each for each in emails if each]
    reached = Q()
    if numbers:
        reached |= Q(kind__in=_WITH_NUMBERS, normal__in=numbers)
    if addresses:
        reached |= Q(kind=ContactKind.EMAIL, normal__in=addresses)
    found = Q(pk__in=Contact.objects.filter(reached).values("customer")) if reached else Q(pk__in=[])
    if tax_id:
        found |= Q(tax_id=tax_id)
    living = Customer.objects.filter(erased_at__isnull=True, merged_into__isnull=True)
    return living.filter(found).select_related("owner").order_by("id")
