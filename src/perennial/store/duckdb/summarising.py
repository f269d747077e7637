"""Summaries of a log: walked where the engine keeps the order of sorted rows, else grouped by it."""

from dataclasses import dataclass, field

from perennial.engine.histories import Histories, Ints
from perennial.engine.waits.gap_table import GapTable
from perennial.store.duckdb.summaries import gap_table, histories_of, latest_days_of, spend_of
from perennial.store.duckdb.walk import Walk, walked_histories, walked_latest_days, walked_spend
from perennial.store.duckdb.walked_gaps import walked_gaps
from perennial.store.engine import Engine
from perennial.store.log import CustomerSpend, Split

__all__ = ["Summaries", "summaries_of"]

_SPLITS: tuple[Split, ...] = ("none", "month", "rung")


@dataclass(frozen=True, slots=True, kw_only=True)
class Summaries:
    """What is told of all customers of an engine.

    Attributes
    ----------
    histories
        In the order of their numbers.
    walk
        Over their orders; None where the engine groups them.
    counted
        Gaps by their split and number of groups, as far as they were asked for: who asks for groups asks for
        every split, and one walk tells them all.
    """

    engine: Engine
    histories: Histories
    walk: Walk | None
    counted: dict[tuple[Split, int], GapTable] = field(default_factory=dict)

    def spend(self) -> CustomerSpend:
        """Summarise the money of every customer."""
        return spend_of(self.engine) if self.walk is None else walked_spend(self.walk, self.histories)

    def latest_days(self) -> Ints:
        """Give the last three days of each customer; shape (3, n)."""
        if self.walk is None:
            return latest_days_of(self.engine)
        return walked_latest_days(self.walk, self.histories.frequency)

    def gaps(self, by: Split, *, groups: int) -> GapTable:
        """Count the started gaps."""
        if self.walk is not None and (by, groups) not in self.counted:
            splits: tuple[Split, ...] = _SPLITS if groups > 1 else (by,)
            found = walked_gaps(self.walk, self.histories, splits, groups=groups)
            self.counted.update({(split, groups): table for split, table in found.items()})
        if (by, groups) in self.counted:
            return self.counted[by, groups]
        return gap_table(self.engine, "purchases", by, self.histories.as_of, groups=groups)


def summaries_of(engine: Engine, as_of: int) -> Summaries:
    """Summarise all customers whose purchases the engine holds."""
    if engine.neighbours:
        return Summaries(engine=engine, histories=histories_of(engine, "purchases", as_of), walk=None)
    customers = int(engine.rows("customers_total")[0][0])
    histories, walk = walked_histories(engine, customers, as_of)
    return Summaries(engine=engine, histories=histories, walk=walk)
