"""Note that a customer objects to being forecast: what was forecast and planned for them goes at once."""

from django.db import transaction
from django.utils import timezone

from perennial.records.models import Customer, PlannedTouch, User
from perennial.records.operations.audit import note_act
from perennial.records.operations.outbox.cancel import cancel_of_objector

__all__ = ["object_to_profiling"]

#: What a refresh said, and must not be kept of somebody who objects to it.
_SAID = (
    "p_alive",
    "return_probability",
    "next_order_early",
    "next_order_likely",
    "next_order_late",
    "churn_date",
    "churn_early",
    "churn_late",
    "return_at_churn",
    "offer_from",
    "offer_until",
    "late_from",
    "expected_orders_90",
    "expected_orders_365",
    "p_order_28",
)


@transaction.atomic
def object_to_profiling(by: User | None, customer: Customer, *, on: bool) -> int:
    """Note an objection, or that there is none any more; gives how many planned touches were dropped.

    The next refresh leaves the customer out, or takes them in again. They are still counted in sums.
    """
    customer.objects_to_profiling = on
    changed = ["objects_to_profiling", "updated_at", *(_forget(customer) if on else ())]
    customer.save(update_fields=changed)
    cancelled = cancel_of_objector(customer) if on else 0
    told = {"messages": cancelled} if cancelled else {}
    note_act(by, "customer.objection", customer, objects=on, **told)
    return _drop_planned(customer) if on else 0


def _forget(customer: Customer) -> tuple[str, ...]:
    for name in _SAID:
        setattr(customer, name, None)
    customer.value_at_risk, customer.forecast_as_of = 0.0, None
    customer.stage = customer.chance_because = ""
    customer.products = []
    return (*_SAID, "value_at_risk", "stage", "chance_because", "products", "forecast_as_of")


def _drop_planned(customer: Customer) -> int:
    planned = PlannedTouch.objects.filter(customer=customer, state=PlannedTouch.State.OPEN)
    return planned.update(state=PlannedTouch.State.DROPPED, closed_at=timezone.now())
