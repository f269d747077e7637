"""Customers passed from hunter to farmer."""

from dataclasses import dataclass

from perennial.simulate.company.tables.columns import Codes, Days, Minutes, Sentences

__all__ = ["Handoffs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoffs:
    """Hand-offs in order of time.

    Attributes
    ----------
    handoff_id
        "H0001" and on.
    customer_id, hunter_id, farmer_id
        Who was handed over by whom to whom.
    offered, offered_minute
        Day, and minute of the day, of the hunter's note; after the first order was paid.
    accepted
        Day on which the farmer took the customer; `NO_DAY` while waiting.
    note
        The hunter's few words.
    """

    handoff_id: Codes
    customer_id: Codes
    hunter_id: Codes
    farmer_id: Codes
    offered: Days
    offered_minute: Minutes
    accepted: Days
    note: Sentences
