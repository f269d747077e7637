"""What customers of a trial were given since it began, with its cost."""

from perennial.core.days import day_of
from perennial.flows.trial_followed import Gift
from perennial.records.models import Given, Trial

__all__ = ["gifts_since"]


def gifts_since(trial: Trial) -> list[Gift]:
    """Give all that was given since the start, whoever got it; what was taken back counts for nothing."""
    rows = Given.objects.filter(undone_at__isnull=True)
    if trial.started_on is not None:
        rows = rows.filter(day__gte=trial.started_on)
    return [
        Gift(customer_id=str(customer), day=day_of(day), cost=float(cost))
        for customer, day, cost in rows.order_by("pk").values_list("customer_id", "day", "cost")
    ]
