"""Which fitted models speak of which customer: one set for everybody, or one for each rhythm group."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from perennial.engine.backtest.forecaster import Forecaster
from perennial.engine.calendar.business_time import BusinessTime
from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.lifetime.returns import ReturnModel
from perennial.engine.lifetime.spend import SpendModel
from perennial.engine.rhythm.groups import RhythmGroup
from perennial.engine.rhythm.in_order import in_order

__all__ = ["EVERYBODY", "CustomerModels", "GroupModels", "Rows", "by_part"]

Rows = NDArray[np.intp]
_Numbers = TypeVar("_Numbers", Floats, Ints)

#: The one group of a business that does not fall into groups.
EVERYBODY = RhythmGroup(name="", products=())


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupModels:
    """What was fitted on the customers of one group; waits are in days, None where unknown.

    `usual_gap` is the median wait of those who return, `second_wait` the same after a first purchase.
    `attrition_model` names the one in `returns`, `count_weights` the share of each in the counts.
    """

    group: RhythmGroup
    customers: int
    usual_gap: float | None
    second_wait: float | None
    forecaster: Forecaster
    returns: ReturnModel
    spend: SpendModel | None
    count_weights: tuple[tuple[str, float], ...]

    @property
    def time(self) -> BusinessTime | None:
        """The clock by which the models run; None where days are all alike to them."""
        return self.forecaster.time

    def measured(self, histories: Histories) -> Histories:
        """Give histories by that clock."""
        return self.time.histories(histories) if self.time else histories


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerModels:
    """The models of n customers.

    Attributes
    ----------
    groups
        One or more groups, that with most customers first.
    group
        Shape (n,): positions in `groups`.
    """

    groups: tuple[GroupModels, ...]
    group: Ints

    def __len__(self) -> int:
        return len(self.group)

    @property
    def are_apart(self) -> bool:
        """Whether the business falls into rhythm groups."""
        return len(self.groups) > 1

    @property
    def name(self) -> NDArray[np.object_]:
        """Shape (n,): names of the groups, empty where a customer is in none."""
        return np.array([each.group.name for each in self.groups], dtype=object)[self.group]

    @property
    def return_horizon(self) -> Ints:
        """Shape (n,): R in days."""
        return np.array([each.returns.horizon for each in self.groups], dtype=np.int32)[self.group]

    def take(self, index: Rows | NDArray[np.bool_] | slice) -> "CustomerModels":
        """Look at some of the customers, by position, by mask or one after the other."""
        return replace(self, group=self.group[index])

    def parts(self) -> list[tuple[GroupModels, Rows]]:
        """Give each group that has customers with their numbers; one group at least."""
        if not len(self) or not self.are_apart:
            return [(self.groups[0], np.arange(len(self)))]
        found = [(each, np.flatnonzero(self.group == place)) for place, each in enumerate(self.groups)]
        return [(each, rows) for each, rows in found if len(rows)]


def by_part(models: CustomerModels, say: Callable[[GroupModels, Rows], _Numbers]) -> _Numbers:
    """Ask each group's models of its customers, and put the answers together (`in_order`)."""
    parts = models.parts()
    return in_order([rows for _, rows in parts], [say(group, rows) for group, rows in parts])
