"""Who is held out now, of trials whose touches people make: of one customer, and of a seller's."""

from datetime import date

from django.db.models import QuerySet

from perennial.records.models import Customer, TrialLot, User
from perennial.records.queries.trials.held_out import held_lots, plays_by_themselves

__all__ = ["held_out_of", "held_out_until"]


def held_out_until(customer: Customer, today: date) -> date | None:
    """Give the last day on which a customer is in a comparison group; None where they are in none."""
    return (
        _held_out(today).filter(customer=customer).order_by("-until").values_list("until", flat=True).first()
    )


def held_out_of(seller: User, today: date) -> int:
    """Count the customers held out of one seller."""
    mine = _held_out(today).filter(customer__owner=seller, customer__erased_at__isnull=True)
    return mine.values("customer").distinct().count()


def _held_out(today: date) -> QuerySet[TrialLot]:
    """Plays that leave by themselves concern no seller."""
    return held_lots(today).exclude(trial__play__in=plays_by_themselves())
