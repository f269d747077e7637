"""Several steps of a map drawn as one."""

from collections import defaultdict
from collections.abc import Mapping

from perennial.engine.process.process_map import Edge, Node, ProcessMap

__all__ = ["gather"]


def gather(whole: ProcessMap, into: Mapping[str, str]) -> ProcessMap:
    """Put steps together.

    Counts add up; cases add up where no case has several of the steps, and are an upper limit else. Of the
    median of arrows that were put together only this is known: that it lies between theirs.

    Parameters
    ----------
    into
        The name under which each step to be put together is shown.
    """
    nodes: defaultdict[str, list[Node]] = defaultdict(list)
    for node in whole.nodes:
        nodes[into.get(node.activity, node.activity)].append(node)
    made = {name: _node(name, parts, whole.cases) for name, parts in nodes.items()}
    edges: defaultdict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in whole.edges:
        edges[into.get(edge.source, edge.source), into.get(edge.target, edge.target)].append(edge)
    return ProcessMap(
        nodes=tuple(made.values()),
        edges=tuple(_edge(arrow, parts, made[arrow[0]], whole.cases) for arrow, parts in edges.items()),
        cases=whole.cases,
    )


def _node(name: str, parts: list[Node], cases: int) -> Node:
    return Node(
        activity=name,
        count=sum(part.count for part in parts),
        cases=min(sum(part.cases for part in parts), cases),
        starts=sum(part.starts for part in parts),
        ends=sum(part.ends for part in parts),
        depth=sum(part.depth * part.cases for part in parts) / sum(part.cases for part in parts),
    )


def _edge(arrow: tuple[str, str], parts: list[Edge], source: Node, cases: int) -> Edge:
    count, medians = sum(part.count for part in parts), [part.median_days for part in parts]
    return Edge(
        source=arrow[0],
        target=arrow[1],
        count=count,
        cases=min(sum(part.cases for part in parts), cases),
        share=count / source.count,
        median_days=min(medians),
        largest_median=max(medians) if len(parts) > 1 else None,
    )
