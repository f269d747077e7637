"""A process map from counted steps and arrows, the same whatever engine counted them."""

from collections.abc import Iterable

from perennial.engine.process.process_map import Edge, Node, ProcessMap

__all__ = ["map_of_counts"]

#: Activity, events, cases, cases that begin and end there, mean place.
NodeCounts = tuple[str, int, int, int, int, float]
#: Source, target, events, cases, median days.
EdgeCounts = tuple[str, str, int, int, float]


def map_of_counts(nodes: Iterable[NodeCounts], edges: Iterable[EdgeCounts]) -> ProcessMap:
    """Put a map together: nodes by depth, edges by the depth of their ends."""
    made = sorted(
        (
            Node(
                activity=name,
                count=int(count),
                cases=int(cases),
                starts=int(starts),
                ends=int(ends),
                depth=depth,
            )
            for name, count, cases, starts, ends, depth in nodes
        ),
        key=lambda node: (round(node.depth, 9), node.activity),
    )
    place = {node.activity: at for at, node in enumerate(made)}
    arrows = (
        Edge(
            source=source,
            target=target,
            count=int(count),
            cases=int(cases),
            share=count / made[place[source]].count,
            median_days=days,
        )
        for source, target, count, cases, days in edges
    )
    return ProcessMap(
        nodes=tuple(made),
        edges=tuple(sorted(arrows, key=lambda edge: (place[edge.source], place[edge.target]))),
        cases=sum(node.starts for node in made),
    )
