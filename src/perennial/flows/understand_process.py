"""Understand a process from its events: the map, what its steps are, the main way, the weakest arrow."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from perennial.core.errors import UserError
from perennial.engine.process.drawing import StepKind
from perennial.engine.process.journeys import Journeys
from perennial.engine.process.kinds import kinds_of, milestones
from perennial.engine.process.order_value import order_value
from perennial.engine.process.passages import Passages
from perennial.engine.process.process_map import ProcessMap
from perennial.engine.process.way import Ways, goal_of, likeliest_ways, main_way
from perennial.engine.process.weakest_arrow import WeakestArrow, weakest_arrow
from perennial.ingest.order_words import order_steps_among
from perennial.pictures.process.contents import ProcessFindings
from perennial.store.events import EVERYTHING, By, Chosen, EventLog

__all__ = ["UnderstoodProcess", "understand_process"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderstoodProcess:
    """What the events of a process say.

    Attributes
    ----------
    whole
        The map, nothing folded.
    kinds
        What each step is.
    orders
        Names of the order steps, first order first; empty where the log has none.
    goal, main_way
        Where the process leads, and the way by which most come there.
    ways
        The likeliest way to the goal from each step that a case comes to, touches passed over.
    weakest, by
        The weakest arrow, and whose shares were compared for it.
    passages
        What it was found from: `waiting_at` gives the cases that wait at a step.
    journeys
        All cases with the money of their orders; None where the log knows no amounts.
    """

    whole: ProcessMap
    kinds: Mapping[str, StepKind]
    orders: tuple[str, ...]
    goal: str
    main_way: tuple[str, ...]
    ways: Ways
    weakest: WeakestArrow
    by: By
    passages: Passages
    journeys: Journeys | None

    @property
    def findings(self) -> ProcessFindings:
        """What a picture is made from."""
        return ProcessFindings(
            whole=self.whole,
            kinds=self.kinds,
            main_way=self.main_way,
            weakest=self.weakest,
            has_orders=bool(self.orders),
        )


def understand_process(
    log: EventLog, chosen: Chosen = EVERYTHING, *, rng: np.random.Generator
) -> UnderstoodProcess:
    """Look at a part of an event log.

    Parameters
    ----------
    rng
        Source of the draws behind the weakest arrow's limits.

    Raises
    ------
    UserError
        Nothing is of that part.
    """
    whole = log.process_map(chosen)
    orders = order_steps_among(node.activity for node in whole.nodes)
    goal = goal_of(whole, orders)
    if goal is None:
        raise UserError("No case is in this part of the log; choose a wider one.")
    sources = {value.name for value in log.values("source", most=1000)}
    kinds = kinds_of(whole, likeliest_ways(whole, goal), sources=sources, orders=orders)
    by: By = "channel" if _knows_channels_only(log) else "seller"
    # What is done to bring a case on is no place where it waits: touches are passed over.
    stops = replace(chosen, steps=milestones(kinds)) if "touch" in kinds.values() else chosen
    ways = likeliest_ways(whole if stops == chosen else log.process_map(stops), goal)
    passages = log.passages(ways, by, stops)
    journeys = _journeys(log, orders, chosen)
    return UnderstoodProcess(
        whole=whole,
        kinds=kinds,
        orders=orders,
        goal=goal,
        main_way=main_way(whole, goal),
        ways=ways,
        weakest=weakest_arrow(passages, ways, order_value(whole, orders, journeys), rng),
        by=by,
        passages=passages,
        journeys=journeys,
    )


def _knows_channels_only(log: EventLog) -> bool:
    return "resource" not in log.facts.columns and "channel" in log.facts.columns


def _journeys(log: EventLog, orders: tuple[str, ...], chosen: Chosen) -> Journeys | None:
    return log.journeys(orders, chosen) if orders and "amount" in log.facts.columns else None
