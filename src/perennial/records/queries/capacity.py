"""How full each seller's hands are: customers owned, their limit, lines that are due, and absences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from perennial.records.models import Absence, Business, Customer, PlannedTouch, User

__all__ = ["Capacity", "capacity_of"]

_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """One seller: `due` lines of the next seven days against the `fits` touches that the days allow."""

    seller: User
    customers: int
    at_most: int | None
    due: int
    fits: int
    away_until: date | None

    @property
    def beyond(self) -> int:
        """Customers above the limit."""
        return max(self.customers - self.at_most, 0) if self.at_most is not None else 0


def capacity_of(sellers: Iterable[User], today: date, business: Business) -> list[Capacity]:
    """Count for each seller, in a fixed number of queries."""
    people = list(sellers)
    living = Customer.objects.filter(owner__in=people, erased_at__isnull=True, merged_into__isnull=True)
    owned = dict(living.order_by().values_list("owner").annotate(Count("id")))
    soon = PlannedTouch.objects.filter(
        seller__in=people, state=PlannedTouch.State.OPEN, day__lt=today + timedelta(days=_WEEK)
    )
    due = dict(soon.order_by().values_list("seller").annotate(Count("id")))
    away = dict(
        Absence.objects.filter(user__in=people, first_day__lte=today, last_day__gte=today).values_list(
            "user_id", "last_day"
        )
    )
    days = len(business.working_days or range(5))
    return [
        Capacity(
            seller=each,
            customers=owned.get(each.pk, 0),
            at_most=each.customers_at_most,
            due=due.get(each.pk, 0),
            fits=days * (each.touches_a_day or business.touches_a_day),
            away_until=away.get(each.pk),
        )
        for each in people
    ]
