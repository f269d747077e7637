"""Whether purchases are rare: then days promise too much, and months are spoken of."""

from perennial.engine.waits.results import NextPurchase

__all__ = ["DAYS_A_MONTH", "is_rare"]

DAYS_A_MONTH = 365.25 / 12
_DAYS_OF_A_RARE_PURCHASE = 300


def is_rare(found: NextPurchase) -> bool:
    """Tell whether half of those who return need most of a year for it."""
    wait = found.median_wait_days.value
    return wait is not None and wait >= _DAYS_OF_A_RARE_PURCHASE
