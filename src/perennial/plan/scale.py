"""Two kinds of business that are told otherwise: those with few customers, and those bought from rarely."""

__all__ = ["is_rare", "is_small"]

#: Below so many customers expected gains and leaving days are too uncertain to be named.
_FEW_CUSTOMERS = 200

#: Where half of those who return need most of a year, days promise too much and months are spoken of.
_RARE_GAP = 300


def is_small(customers: int) -> bool:
    """Tell whether the base is too small for leaving days and gains."""
    return customers < _FEW_CUSTOMERS


def is_rare(usual_gap: float | None) -> bool:
    """Tell whether purchases, `usual_gap` days apart, are so rare that one works by month of due season."""
    return usual_gap is not None and usual_gap >= _RARE_GAP
