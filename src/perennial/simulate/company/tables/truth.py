"""What no log shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from perennial.simulate.company.tables.columns import Amounts, Codes

__all__ = ["Truth"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """The truth behind the customers, in the order of `Customers`, and behind the sellers.

    Attributes
    ----------
    leaving_day
        Day number after which the customer orders no more: the first order's for who leaves at once, inf for
        who never does.
    rate
        Purchases per day while a customer, over the seasons.
    duplicate_of
        The id of the earlier record of the same person; else empty.
    drift_began
        First day of the drift of each seller who drifts.
    density_day
        First day from which every touch is there; before it about half of them were written down.
    """

    leaving_day: Amounts
    rate: Amounts
    duplicate_of: Codes
    drift_began: Mapping[str, int]
    density_day: int
