"""The event log as the rest of the house sees it: maps, passages and journeys, whatever engine holds it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from perennial.engine.histories import Ints
from perennial.engine.process.journeys import Journeys
from perennial.engine.process.passages import Passages
from perennial.engine.process.process_map import ProcessMap
from perennial.engine.process.way import Ways

__all__ = ["EVERYTHING", "By", "Chosen", "Column", "EventFacts", "EventLog", "Value"]

#: Columns by which a map can be narrowed.
Column = Literal["product", "channel", "source", "resource"]

#: By whom cases are told apart at a step: in whose hands they were, or over which channel it went.
By = Literal["seller", "channel"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which part of an event log is looked at; None leaves nothing out.

    Attributes
    ----------
    product, channel, source, resource
        Cases in which some event has this value; of other products, events are left out too.
    first_day, last_day
        Cases that began from the one day number to the other, both included.
    steps
        Steps that are looked at; what lies between two of them is passed over.
    """

    product: str | None = None
    channel: str | None = None
    source: str | None = None
    resource: str | None = None
    first_day: int | None = None
    last_day: int | None = None
    steps: tuple[str, ...] | None = None


EVERYTHING = Chosen()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts:
    """What a log holds, up to the end of observation.

    Attributes
    ----------
    events, cases, steps
        Events that are steps, cases that have any, and different steps.
    first, as_of
        First moment and end of observation, as day numbers with the fraction of the day.
    columns
        The optional columns that have values.
    """

    events: int
    cases: int
    steps: int
    first: float
    as_of: float
    columns: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of a column, and the cases in which some event has it."""

    name: str
    cases: int


class EventLog(Protocol):
    """Events up to the end of observation; cases are numbered from 0 in the order of their ids."""

    @property
    def facts(self) -> EventFacts:
        """What the log holds."""
        ...

    def process_map(self, chosen: Chosen = EVERYTHING) -> ProcessMap:
        """Count which step came next; events of one moment come in the order of their rows."""
        ...

    def passages(self, ways: Ways, by: By, chosen: Chosen = EVERYTHING) -> Passages:
        """Follow every case from each step of the ways until it went on."""
        ...

    def journeys(self, orders: Sequence[str], chosen: Chosen = EVERYTHING) -> Journeys:
        """Summarise every case; `orders` names the order steps."""
        ...

    def values(self, column: Column, *, most: int = 50) -> tuple[Value, ...]:
        """Name the values of a column with most cases, the largest first."""
        ...

    def case_ids(self, cases: Ints) -> list[str]:
        """Give the ids of cases by their numbers, in the order named."""
        ...

    def close(self) -> None:
        """Let go of the engine and of temporary files."""
        ...
