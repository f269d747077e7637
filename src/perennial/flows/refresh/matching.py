"""Which customers of a log stood in the last snapshot, and who of them has a new history since."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Histories
from perennial.flows.refresh.snapshot import Column, Snapshot

__all__ = ["Matched", "match"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """The n customers of a log against a snapshot.

    Attributes
    ----------
    snapshot
        The snapshot; None where there is none yet.
    place
        Shape (n,): rows of the snapshot, -1 for customers who do not stand in it.
    same
        Shape (n,): whose purchases are those that the snapshot was made from.
    """

    snapshot: Snapshot | None
    place: NDArray[np.intp]
    same: NDArray[np.bool_]

    @property
    def known(self) -> NDArray[np.bool_]:
        """Shape (n,): who stands in the snapshot."""
        return self.place >= 0

    def take(self, index: NDArray[np.intp]) -> "Matched":
        """Look at some of the customers."""
        return replace(self, place=self.place[index], same=self.same[index])

    def column(self, name: str, rows: NDArray[np.bool_]) -> Column:
        """Give a column of the snapshot for some known customers, by mask."""
        if self.snapshot is None:
            raise AssertionError(name)
        return self.snapshot.columns[name][self.place[rows]]


def match(snapshot: Snapshot | None, ids: NDArray[np.str_], histories: Histories) -> Matched:
    """Find customers by their ids, and compare first and last purchase and the number of purchases."""
    place = np.full(len(ids), -1, dtype=np.intp)
    if snapshot is None or not len(snapshot):
        return Matched(snapshot=snapshot, place=place, same=place >= 0)
    before = np.asarray(snapshot.columns["customer_id"], dtype=np.str_)
    order = np.argsort(before)
    at = np.minimum(np.searchsorted(before, ids, sorter=order), len(before) - 1)
    found = before[order[at]] == ids
    place[found] = order[at[found]]
    same = place >= 0
    for name, now in (
        ("first_order", histories.first_day),
        ("last_order", histories.last_day),
        ("frequency", histories.frequency),
    ):
        same &= snapshot.columns[name][place] == now
    return Matched(snapshot=snapshot, place=place, same=same)
