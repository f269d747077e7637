"""Asks for a refresh of the forecasts after a setting that moves dates."""

from typing import Any, Literal

from perennial.records.models import Customer
from perennial.records.operations.request_refresh import request_refresh

__all__ = ["ask_for_refresh"]


def ask_for_refresh(by: Any, kind: Literal["roll", "refit"]) -> bool:
    """Put a refresh in the queue; say whether there is one. Without customers there is nothing to refresh."""
    if not Customer.objects.filter(last_order_on__isnull=False).exists():
        return False
    request_refresh(by, kind=kind)
    return True
