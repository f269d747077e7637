"""Asks for a refresh of the forecasts after a setting that moves dates."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from perennial.records.models import Customer

__all__ = ["ask_for_refresh"]

_OPERATION = "perennial.records.operations.request_refresh"


def ask_for_refresh(by: Any, kind: str) -> bool:
    """Put a refresh in the queue; say whether there is one. Without customers there is nothing to refresh."""
    if find_spec(_OPERATION) is None or not Customer.objects.filter(last_order_on__isnull=False).exists():
        return False
    import_module(_OPERATION).request_refresh(by, kind=kind)
    return True
