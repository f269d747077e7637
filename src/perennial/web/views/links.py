"""Where numbers lead: the customers behind them, by the filters of the customers' list."""

from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

__all__ = ["customers_url", "url_or_nothing"]


def customers_url(**filters: Any) -> str:
    """Give the address of the customers' list under some filters; a list stands for any of its values."""
    address = url_or_nothing("customers")
    return f"{address}?{urlencode(filters, doseq=True)}" if address else ""


def url_or_nothing(route: str, *args: object) -> str:
    """Give the address of a page; nothing where this installation has no such page."""
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return ""
