"""Each night: what was given is linked to the orders that used it."""

from datetime import date

from perennial.records.operations.offers.count_uses import count_uses

__all__ = ["run"]


def run(day: date) -> None:
    """Look again at what was given of late."""
    count_uses(day)
