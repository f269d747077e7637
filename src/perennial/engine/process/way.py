"""From every step the likeliest way to the goal, along which cases are said to go on."""

import heapq
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from perennial.engine.process.order_steps import ORDER_STEPS
from perennial.engine.process.process_map import ProcessMap

__all__ = ["Ways", "goal_of", "likeliest_ways", "main_way"]

#: A goal that fewer cases reach is a rarity.
_LEAST_SHARE = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The next step towards the goal from every step that leads there.

    Attributes
    ----------
    goal
        Where the ways end.
    following
        The next step of each step on a way.
    """

    goal: str
    following: Mapping[str, str]

    def onward(self, step: str) -> tuple[str, ...]:
        """Give the steps that lie before a step, the nearest first, the goal last."""
        ahead: list[str] = []
        while step in self.following:
            step = self.following[step]
            ahead.append(step)
        return tuple(ahead)


def goal_of(whole: ProcessMap, orders: Sequence[str] = ORDER_STEPS) -> str | None:
    """Find where the process leads: the last order step there is, else the deepest step that is not rare.

    There is none where there is no step.

    Parameters
    ----------
    orders
        Names of order steps, first order first.
    """
    named = [node.activity for node in whole.nodes if node.activity in orders]
    if named:
        return max(named, key=orders.index)
    common = [node for node in whole.nodes if node.cases >= _LEAST_SHARE * whole.cases]
    deepest = max(common or whole.nodes, key=lambda node: (node.depth, node.activity), default=None)
    return None if deepest is None else deepest.activity


def likeliest_ways(whole: ProcessMap, goal: str) -> Ways:
    """Find from every step the way to the goal with the largest product of shares (Dijkstra 1959).

    Parameters
    ----------
    goal
        A step of the map.
    """
    before: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for edge in whole.edges:
        if not edge.loops:
            before[edge.target].append((edge.source, -math.log(edge.share)))
    waiting: list[tuple[float, str, str]] = [(0.0, goal, "")]
    following: dict[str, str] = {}
    reached = set[str]()
    while waiting:
        length, step, after = heapq.heappop(waiting)
        if step in reached:
            continue
        reached.add(step)
        if after:
            following[step] = after
        for source, further in before[step]:
            heapq.heappush(waiting, (length + further, source, step))
    return Ways(goal=goal, following=following)


def main_way(whole: ProcessMap, goal: str) -> tuple[str, ...]:
    """Give the way by which most come to the goal: from there back, always by the commonest arrow.

    An arrow from a step that is reached over the arrow's own end alone is a way back; it is not followed.

    Parameters
    ----------
    goal
        A step of the map.
    """
    starts = {node.activity: node.starts for node in whole.nodes}
    way = [goal]
    while True:
        before = _reached_without(whole, way[0])
        leading = [
            edge
            for edge in whole.edges
            if edge.target == way[0] and edge.source in before and edge.source not in way
        ]
        commonest = max(leading, key=lambda edge: (edge.count, edge.source), default=None)
        if commonest is None or starts[way[0]] >= commonest.count:
            return tuple(way)
        way.insert(0, commonest.source)


def _reached_without(whole: ProcessMap, left_out: str) -> set[str]:
    """Give the steps that lead on from where cases begin when one step is left out."""
    waiting = [node.activity for node in whole.nodes if node.starts and node.activity != left_out]
    reached = set(waiting)
    while waiting:
        for edge in whole.leaving(waiting.pop()):
            if edge.target not in reached and edge.target != left_out:
                reached.add(edge.target)
                waiting.append(edge.target)
    return reached
