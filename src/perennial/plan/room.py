"""What touches take and what there is of it, as rows of a linear problem."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats

__all__ = ["NOTHING", "Choices", "Limits", "Places", "Rows", "rows_of"]

Places = NDArray[np.intp]

#: Stands for no gift.
NOTHING = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Possible touches; arrays of shape (m,).

    Attributes
    ----------
    person
        Code of the person: records of one person are touched once.
    seller
        Position of whose time it takes, in `Limits.capacity`; a channel that sends by itself is one of them.
    gift
        Position of what is given, in `Limits.stock`; `NOTHING` where nothing is.
    first, last
        Positions of the days between which it may fall.
    gain
        What it is expected to gain.
    cost
        What is given costs, in the unit of `Limits.budget`.
    """

    person: Places
    seller: Places
    gift: Places
    first: Places
    last: Places
    gain: Floats
    cost: Floats

    def __len__(self) -> int:
        return len(self.person)

    def take(self, index: Places | NDArray[np.bool_]) -> "Choices":
        """Give some of the touches."""
        return Choices(**{field.name: getattr(self, field.name)[index] for field in fields(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What there is of everything.

    Attributes
    ----------
    capacity
        Shape (sellers, days): touches that fit in a day; 0 on days off and on holidays.
    stock
        Shape (gifts,): pieces left; infinite where they are not counted.
    budget
        Shape (gifts,): money left for each; infinite where nobody set one.
    purse
        Money left for all of them.
    """

    capacity: NDArray[np.int64]
    stock: Floats
    budget: Floats
    purse: float = np.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Sums of chosen touches that have a most; `row`, `choice`, `weight` give each part of each sum.

    Attributes
    ----------
    row, choice, weight
        Shape (z,): number of the sum, position of the touch, and what it takes.
    most
        Shape (rows,).
    """

    row: Places
    choice: Places
    weight: Floats
    most: Floats

    def __len__(self) -> int:
        return len(self.most)


_Sum = tuple[Places, Floats, float]


def rows_of(choices: Choices, limits: Limits) -> Rows:
    """Give the sums that may come to more than there is; all others hold by themselves."""
    found = [*_spans(choices, limits), *_gifts(choices, limits)]
    people = _people(choices)
    scarce = [each for each in found if each[1].sum() > each[2]]
    places = [*(each[0] for each in scarce), people[0]]
    numbers = [*(np.full(len(each[0]), at) for at, each in enumerate(scarce)), people[1] + len(scarce)]
    return Rows(
        row=np.concatenate(numbers).astype(np.intp),
        choice=np.concatenate(places).astype(np.intp),
        weight=np.concatenate([*(each[1] for each in scarce), np.ones(len(people[0]))]),
        most=np.concatenate([np.array([each[2] for each in scarce]), np.ones(people[2])]),
    )


def _spans(choices: Choices, limits: Limits) -> Iterator[_Sum]:
    """Of each seller and run of days: touches that must fall inside it, and its places."""
    sellers, days = limits.capacity.shape
    order = np.argsort(choices.seller, kind="stable")
    edges = np.searchsorted(choices.seller[order], np.arange(sellers + 1))
    for seller in range(sellers):
        own = order[edges[seller] : edges[seller + 1]]
        first, last, room = choices.first[own], choices.last[own], limits.capacity[seller].cumsum()
        for begin in range(days):
            for end in range(begin, days):
                inside = own[(first >= begin) & (last <= end)]
                places = room[end] - (room[begin - 1] if begin else 0)
                yield inside, np.ones(len(inside)), float(places)


def _gifts(choices: Choices, limits: Limits) -> Iterator[_Sum]:
    for gift, (stock, budget) in enumerate(zip(limits.stock, limits.budget, strict=True)):
        given = np.flatnonzero(choices.gift == gift)
        yield given, np.ones(len(given)), float(stock)
        yield given, choices.cost[given], float(budget)
    given = np.flatnonzero(choices.gift != NOTHING)
    yield given, choices.cost[given], float(limits.purse)


def _people(choices: Choices) -> tuple[Places, Places, int]:
    """Give the touches of persons who have several, the number of each among such persons, and how many."""
    _, whose, times = np.unique(choices.person, return_inverse=True, return_counts=True)
    several = times > 1
    number = np.cumsum(several) - 1
    places = np.flatnonzero(several[whose])
    return places, number[whose[places]], int(several.sum())
