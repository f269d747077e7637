"""A plan made by taking the best touch that still fits, again and again."""

import numpy as np
from numpy.typing import NDArray

from perennial.plan.room import NOTHING, Choices, Limits, Places

__all__ = ["greedy"]

#: Touches looked at before those that can no longer fit are dropped.
_BATCH = 4096


def greedy(choices: Choices, limits: Limits) -> Places:
    """Take touches by falling gain as long as they fit.

    Returns
    -------
    Shape (c,): positions of those taken, in that order; the earlier wins ties.
    """
    left = _Left(limits)
    taken, people = list[int](), set[int]()
    waiting = np.argsort(-choices.gain, kind="stable")
    while len(waiting):
        batch, waiting = waiting[:_BATCH], waiting[_BATCH:]
        for at in batch.tolist():
            person = int(choices.person[at])
            if person not in people and left.take(choices, at):
                people.add(person)
                taken.append(at)
        waiting = waiting[left.has_room(choices, waiting)]
    return np.array(taken, dtype=np.intp)


class _Left:
    """What is left of everything."""

    def __init__(self, limits: Limits) -> None:
        room = limits.capacity.cumsum(axis=1)
        before = np.concatenate([np.zeros((len(room), 1), room.dtype), room[:, :-1]], axis=1)
        # Places between the day of the row and that of the column, less touches that must fall there.
        self._runs: NDArray[np.int64] = room[:, None, :] - before[:, :, None]
        self._runs[:, *np.tril_indices(room.shape[1], -1)] = np.iinfo(np.int64).max
        self._stock, self._budget, self._purse = limits.stock.copy(), limits.budget.copy(), limits.purse

    def take(self, choices: Choices, at: int) -> bool:
        """Take what a touch needs, if it is all there."""
        around = self._runs[choices.seller[at], : choices.first[at] + 1, choices.last[at] :]
        if around.min() < 1 or not self._give(int(choices.gift[at]), float(choices.cost[at])):
            return False
        around -= 1
        return True

    def has_room(self, choices: Choices, some: Places) -> NDArray[np.bool_]:
        """Say for which touches their seller has a place left inside their days."""
        tight = self._runs < 1
        from_left = np.logical_or.accumulate(tight, axis=1)
        full = np.logical_or.accumulate(from_left[:, :, ::-1], axis=2)[:, :, ::-1]
        return ~full[choices.seller[some], choices.first[some], choices.last[some]]

    def _give(self, gift: int, cost: float) -> bool:
        if gift == NOTHING:
            return True
        if self._stock[gift] < 1 or min(self._budget[gift], self._purse) < cost:
            return False
        self._stock[gift] -= 1
        self._budget[gift] -= cost
        self._purse -= cost
        return True
