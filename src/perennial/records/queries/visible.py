"""The records somebody may see, as querysets: the same reach as `rights.may`, carried out by the database."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from perennial.records.models import Customer, User
from perennial.records.rights import covered_by, people_under, scope_of

__all__ = ["customers_for", "of_customers", "sellers_for"]


def customers_for(user: Any, act: str = "customer.see") -> QuerySet[Customer]:
    """Give the customers on whom somebody may act; erased and merged ones are nobody's."""
    living = Customer.objects.filter(erased_at__isnull=True, merged_into__isnull=True)
    return living.filter(of_customers(user, act))


def of_customers(user: Any, act: str, prefix: str = "") -> Q:
    """Give the condition on customers (or on what belongs to them, under `prefix`)."""
    scope = scope_of(user, act)
    if scope == "all":
        return Q()
    if scope == "none":
        return Q(pk__in=[])
    owner, hunter, until = (f"{prefix}{name}" for name in ("owner", "hunter", "protected_until"))
    if scope == "department":
        under = people_under(user)
        return Q(**{f"{owner}__in": under}) | Q(**{f"{hunter}__in": under}) | Q(**{f"{owner}__isnull": True})
    mine = Q(**{f"{owner}__in": covered_by(user)})
    if scope == "own_or_won":
        mine |= Q(**{hunter: user.pk, f"{until}__gte": timezone.localdate()})
    return mine


def sellers_for(user: Any, act: str) -> QuerySet[User]:
    """Give the people on whom somebody may act."""
    scope, people = scope_of(user, act), User.objects.all()
    if scope == "all":
        return people
    if scope == "none":
        return people.none()
    return people.filter(pk__in=people_under(user) if scope == "department" else {user.pk})
