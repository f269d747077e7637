"""The commonest way to every step: the one whose rarest arrow is as common as it can be."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping

from perennial.engine.process.process_map import Edge, ProcessMap

__all__ = ["ways_in", "ways_out"]

Arrow = tuple[str, str]


def ways_in(whole: ProcessMap) -> frozenset[Arrow]:
    """Give the arrows by which every step is reached most commonly from where cases begin."""
    doors = {node.activity: node.starts for node in whole.nodes if node.starts}
    return frozenset(_widest(doors, ((edge.source, edge.target, edge) for edge in whole.edges)))


def ways_out(whole: ProcessMap) -> frozenset[Arrow]:
    """Give the arrows by which every step most commonly leads to where cases end."""
    doors = {node.activity: node.ends for node in whole.nodes if node.ends}
    found = _widest(doors, ((edge.target, edge.source, edge) for edge in whole.edges))
    return frozenset((source, target) for target, source in found)


def _widest(doors: Mapping[str, int], arrows: Iterable[tuple[str, str, Edge]]) -> set[Arrow]:
    """Grow a tree from the doors, always by the widest arrow that leads to a new step (Dijkstra, max-min)."""
    onward: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for before, after, edge in arrows:
        onward[before].append((after, edge.count))
    waiting = [(-width, 0, "", step) for step, width in doors.items()]
    heapq.heapify(waiting)
    reached, tree = set[str](), set[Arrow]()
    while waiting:
        width, steps, before, step = heapq.heappop(waiting)
        if step in reached:
            continue
        reached.add(step)
        if steps:
            tree.add((before, step))
        for after, count in onward[step]:
            heapq.heappush(waiting, (max(width, -count), steps + 1, step, after))
    return tree
