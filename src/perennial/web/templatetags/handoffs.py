"""The button that leads from a customer to their hand-off, or opens one."""

from typing import Any

from django import template

from perennial.records.models import Customer, HandOff
from perennial.records.models.words import Role
from perennial.records.rights import may

__all__ = ["register"]

register = template.Library()

_WAITS = (HandOff.State.OPEN, HandOff.State.OFFERED)


@register.inclusion_tag("perennial/departments/handoff_button.html", takes_context=True)
def handoff_button(context: Any, customer: Customer) -> dict[str, Any]:
    """Give the button where there is something to hand over, and who looks may; else nothing."""
    user = context["request"].user
    waiting = customer.handoffs.filter(state__in=_WAITS).first()
    acts = ("handoff.give", "handoff.accept")
    if waiting is not None and not any(may(user, act, waiting) for act in acts):
        waiting = None
    with_hunter = customer.owner is not None and customer.owner.role == Role.HUNTER
    bought = customer.first_order_on is not None
    return {
        "customer": customer,
        "handoff": waiting,
        "may_give": waiting is None and with_hunter and bought and may(user, "handoff.give", customer),
        "csrf_token": context.get("csrf_token"),
    }
