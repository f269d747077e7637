"""Look at a process for a page: the map, the weakest arrow with its money, who waits there, the sources."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from perennial.core.errors import UserError
from perennial.engine.process.drawing import Drawing
from perennial.engine.process.order_value import order_value
from perennial.engine.process.passages import waiting_at
from perennial.engine.process.process_map import ProcessMap
from perennial.engine.process.sources import Sources, compare_sources
from perennial.engine.process.weakest_arrow import ArrowGain
from perennial.flows.understand_process import UnderstoodProcess, understand_process
from perennial.store.events import Chosen, Column, EventFacts, EventLog, Value

__all__ = ["ProcessLook", "Waiting", "filter_values", "look_at_process", "map_of_drawn"]

_COLUMNS: tuple[Column, ...] = ("product", "channel", "source", "resource")
_MOST_VALUES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A case that waits at the weakest arrow, and since when (day number with the fraction of the day)."""

    case_id: str
    since: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessLook:
    """What a page tells of a part of an event log.

    Attributes
    ----------
    understood
        The map, its steps, and the weakest arrow, in money where orders have amounts.
    sources
        Sources side by side.
    waiting
        Who waits at the weakest arrow, the longest wait first.
    amount
        Mean money of an order; None where there are no amounts.
    facts
        What the whole log holds.
    """

    understood: UnderstoodProcess
    sources: Sources
    waiting: tuple[Waiting, ...]
    amount: float | None
    facts: EventFacts

    @property
    def weakest(self) -> ArrowGain | None:
        """Give the weakest arrow, if there are enough cases to name one."""
        return self.understood.weakest.weakest


def look_at_process(log: EventLog, chosen: Chosen, *, seed: int) -> ProcessLook | None:
    """Look at a part of an event log; None where nothing was chosen by it.

    Parameters
    ----------
    seed
        Of the draws behind the weakest arrow's limits.
    """
    try:
        found = understand_process(log, chosen, rng=np.random.default_rng(seed))
    except UserError:
        return None
    journeys = found.journeys or log.journeys(found.orders, chosen)
    worth = order_value(found.whole, found.orders, found.journeys)
    return ProcessLook(
        understood=found,
        sources=compare_sources(journeys),
        waiting=_waiting(log, found),
        amount=worth.amount,
        facts=log.facts,
    )


def map_of_drawn(log: EventLog, chosen: Chosen, drawing: Drawing) -> ProcessMap:
    """Give the map of the drawn steps alone: what lies between two of them is passed over."""
    return log.process_map(replace(chosen, steps=tuple(node.id for node in drawing.nodes)))


def filter_values(log: EventLog) -> Mapping[Column, tuple[Value, ...]]:
    """Name by what a log can be narrowed, those with most cases first."""
    return {column: log.values(column, most=_MOST_VALUES) for column in _COLUMNS}


def _waiting(log: EventLog, found: UnderstoodProcess) -> tuple[Waiting, ...]:
    arrow, passages = found.weakest.weakest, found.passages
    if arrow is None:
        return ()
    step = list(passages.steps).index(arrow.source)
    cases = waiting_at(passages, step)
    here = passages.step == step
    since = dict(zip(passages.case[here].tolist(), passages.entered[here].tolist(), strict=True))
    ids = log.case_ids(cases)
    return tuple(
        Waiting(case_id=name, since=since[case]) for name, case in zip(ids, cases.tolist(), strict=True)
    )
