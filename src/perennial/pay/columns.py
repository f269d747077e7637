"""What sellers did, as columns: touches, orders, absences, and regulars left past their band."""

from dataclasses import dataclass, fields
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "NOBODY",
    "Absences",
    "Bools",
    "Floats",
    "Numbers",
    "Orders",
    "Overdue",
    "Role",
    "SellerLog",
    "Touches",
]

Role = Literal["hunter", "farmer"]
Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

#: Stands where a touch has no customer (a chore), or an order no seller (it came by the site).
NOBODY = -1


class _Columns:
    __slots__ = ()

    def __post_init__(self) -> None:
        lengths = {each.name: len(getattr(self, each.name)) for each in fields(self)}  # type: ignore[arg-type]
        if len(set(lengths.values())) > 1:
            raise ValueError(f"columns of unequal length: {lengths}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Touches(_Columns):
    """Touches and chores, one row each; arrays of shape (n,).

    Attributes
    ----------
    seller
        Number of the seller, from 0.
    day
        Day number (`perennial.core.days`).
    minutes
        Minutes it took; nan where unknown.
    outgoing
        Whether the seller began it.
    customer
        Number of the customer or lead; `NOBODY` for a chore.
    on_existing
        Whether the customer had already ordered by that day.
    first_contact
        Whether it was the first contact ever with that lead or customer.
    planned
        Whether the plan asked for it.
    held_out
        Whether the customer was held out by lot that day.
    """

    seller: Numbers
    day: Numbers
    minutes: Floats
    outgoing: Bools
    customer: Numbers
    on_existing: Bools
    first_contact: Bools
    planned: Bools
    held_out: Bools

    def take(self, index: Bools | NDArray[np.intp]) -> "Touches":
        """Give some of the rows, by position or by mask."""
        return Touches(**{each.name: getattr(self, each.name)[index] for each in fields(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders(_Columns):
    """Orders, one row each; arrays of shape (n,).

    Attributes
    ----------
    seller, day, customer
        Numbers of the seller (`NOBODY` where it came by itself), the day and the customer.
    amount
        Money.
    is_first
        Whether it is the customer's first order ever.
    """

    seller: Numbers
    day: Numbers
    customer: Numbers
    amount: Floats
    is_first: Bools

    def take(self, index: Bools | NDArray[np.intp]) -> "Orders":
        """Give some of the rows, by position or by mask."""
        return Orders(**{each.name: getattr(self, each.name)[index] for each in fields(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Absences(_Columns):
    """Days off, first and last included; arrays of shape (n,)."""

    seller: Numbers
    first_day: Numbers
    last_day: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue(_Columns):
    """Regulars silent past their expected band, by owner and week; arrays of shape (n,).

    Customers held out by lot are not counted here: nobody may touch them.

    Attributes
    ----------
    seller
        Number of the owner.
    week
        Day number of any day of the week.
    past_band
        Regulars past their band in that week.
    touched
        Those of them who were touched since they passed it.
    """

    seller: Numbers
    week: Numbers
    past_band: Numbers
    touched: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerLog:
    """All that is known of m sellers, numbered 0 to m - 1; `roles` has shape (m,)."""

    roles: tuple[Role, ...]
    touches: Touches
    orders: Orders
    absences: Absences
    overdue: Overdue
