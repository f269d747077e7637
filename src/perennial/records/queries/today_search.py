"""Find one's own customers by a part of the name or the phone, for logging a touch."""

import re
from typing import Any

from django.db.models import Q

from perennial.records.models import Contact, Customer
from perennial.records.queries.visible import customers_for

__all__ = ["find_own"]

_FEWEST_DIGITS = 4


def find_own(user: Any, text: str, at_most: int = 12) -> list[Customer]:
    """Give the customers whom somebody may touch and whose name or contact holds the text.

    Parameters
    ----------
    text
        A part of a name in any case, or four digits of a phone and more.
    """
    asked = text.strip()
    if not asked:
        return []
    # SQLite ignores case in Latin letters only.
    spellings = {asked, asked.lower(), asked.upper(), asked.capitalize(), asked.title()}
    alike = Q(pk__in=[])
    for spelling in spellings:
        alike |= Q(name__icontains=spelling)
    digits = re.sub(r"\D", "", asked)
    if len(digits) >= _FEWEST_DIGITS:
        alike |= Q(pk__in=_with_number(digits))
    found = customers_for(user, "customer.touch").filter(alike).select_related("product")
    return list(found.order_by("name", "pk")[:at_most])


def _with_number(digits: str) -> list[int]:
    # 8 912 ... is written +7 912 ...: the country's own first digit is left away.
    bare = digits[1:] if len(digits) == 11 and digits[0] in "78" else digits
    found = Contact.objects.filter(normal__contains=bare).values_list("customer_id", flat=True)
    return list(found[:500])
