"""Each night: roll the forecasts forward to the new day."""

from datetime import date

from perennial.records.models import Order
from perennial.records.operations.request_refresh import request_refresh

__all__ = ["run"]


def run(day: date) -> None:
    """Ask for a refresh, once there are orders; the refresh itself decides whether models are fitted anew."""
    del day
    if Order.objects.exists():
        request_refresh(by=None, kind="roll")
