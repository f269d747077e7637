"""What a trial has seen of its customers: who was treated, how long each was followed, what they bought."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats

__all__ = ["Bools", "Costs", "Days", "Followed"]

Bools = NDArray[np.bool_]
Days = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What customers were given, in money; arrays of shape (c,), in any order.

    Attributes
    ----------
    customer
        To whom, 0 to n - 1.
    day
        Days after assignment, from 0 on.
    amount
        What it cost.
    """

    customer: NDArray[np.intp]
    day: Days
    amount: Floats

    def take(self, index: Bools) -> "Costs":
        """Give some of them."""
        return Costs(customer=self.customer[index], day=self.day[index], amount=self.amount[index])


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Customers of a trial from the day of assignment on, by intention to treat.

    A purchase on the day of assignment is history. A purchase is a day with at least one counted order.

    Attributes
    ----------
    treated
        Shape (n,): True in treatment, False in control.
    until
        Shape (n,): days after assignment for which each was followed, 1 to `horizon`.
    customer
        Shape (m,): whose purchase, 0 to n - 1; in any order.
    day
        Shape (m,): days after assignment, 1 to `until` of the customer.
    orders
        Shape (m,): counted orders of that day.
    amount
        Shape (m,): money of that day; None where the log has no amounts.
    horizon
        h, days from assignment, fixed before the trial began.
    costs
        What was given within the days followed, to be taken off the money; None where nobody wrote it down.

    Raises
    ------
    ValueError
        A purchase lies outside the days followed, or an arm is empty.
    """

    treated: Bools
    until: Days
    customer: NDArray[np.intp]
    day: Days
    orders: Floats
    amount: Floats | None
    horizon: int
    costs: Costs | None = None

    def __post_init__(self) -> None:
        if not self.treated.any() or self.treated.all():
            raise ValueError("both arms need customers")
        if ((self.until < 1) | (self.until > self.horizon)).any():
            raise ValueError("every customer is followed for 1 day at least and the horizon at most")
        if ((self.day < 1) | (self.day > self.until[self.customer])).any():
            raise ValueError("a purchase lies outside the days its customer was followed")

    def __len__(self) -> int:
        return len(self.treated)

    @property
    def purchases(self) -> Days:
        """Shape (n,): days with an order since assignment."""
        return np.bincount(self.customer, minlength=len(self))

    @property
    def first(self) -> Days:
        """Shape (n,): day of the first purchase; one more than `until` where there is none."""
        day = self.until + 1
        np.minimum.at(day, self.customer, self.day)
        return day

    @property
    def last(self) -> Days:
        """Shape (n,): day of the last purchase; 0 where there is none."""
        day = np.zeros(len(self), np.int64)
        np.maximum.at(day, self.customer, self.day)
        return day

    def seen_by(self, day: int) -> "Followed":
        """Give what was seen by that many days after assignment, with that horizon: an earlier look."""
        early = self.day <= day
        return Followed(
            treated=self.treated,
            until=np.minimum(self.until, day),
            customer=self.customer[early],
            day=self.day[early],
            orders=self.orders[early],
            amount=None if self.amount is None else self.amount[early],
            horizon=min(self.horizon, day),
            costs=None if self.costs is None else self.costs.take(self.costs.day <= day),
        )

    def take(self, who: Bools) -> "Followed":
        """Look at some of the customers only; `who` has shape (n,)."""
        place = np.cumsum(who) - 1
        mine = who[self.customer]
        costs = None if self.costs is None else self.costs.take(who[self.costs.customer])
        return replace(
            self,
            treated=self.treated[who],
            until=self.until[who],
            customer=place[self.customer[mine]],
            day=self.day[mine],
            orders=self.orders[mine],
            amount=None if self.amount is None else self.amount[mine],
            costs=None if costs is None else replace(costs, customer=place[costs.customer]),
        )
