"""Hand-offs that wait, for those who may see them."""

from typing import Any

from django.db.models import Q, QuerySet

from perennial.records.models import HandOff
from perennial.records.rights import covered_by, people_under, scope_of

__all__ = ["handoffs_for", "waiting_for"]

_WAITS = (HandOff.State.OPEN, HandOff.State.OFFERED)


def handoffs_for(user: Any) -> QuerySet[HandOff]:
    """Give the hand-offs that somebody gives, takes or leads."""
    living = HandOff.objects.filter(customer__erased_at__isnull=True, customer__merged_into__isnull=True)
    scopes = {scope_of(user, act) for act in ("handoff.give", "handoff.accept")}
    if "all" in scopes:
        return living
    if "department" in scopes:
        people: set[int] = people_under(user)
    elif "own" in scopes:
        people = covered_by(user)
    else:
        return living.none()
    return living.filter(Q(hunter__in=people) | Q(farmer__in=people) | Q(customer__owner__in=people))


def waiting_for(user: Any) -> QuerySet[HandOff]:
    """Give those that wait for a note or an answer, the most pressing first."""
    waiting = handoffs_for(user).filter(state__in=_WAITS)
    return waiting.select_related("customer__product", "hunter", "farmer", "order").order_by("due_on", "pk")
