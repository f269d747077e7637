"""The directly-follows map: which step came next, how often, and after how many days."""

from dataclasses import dataclass

__all__ = ["Edge", "Node", "ProcessMap"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A step.

    Attributes
    ----------
    activity
        Its name, as in the log.
    count, cases
        Events of it, and cases that have any.
    starts, ends
        Cases that begin and that (so far) end with it.
    depth
        Mean place, counted from 1, of its first event among the events of its cases.
    """

    activity: str
    count: int
    cases: int
    starts: int
    ends: int
    depth: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """An arrow: an event of `source` directly followed by one of `target` in the same case.

    Attributes
    ----------
    count, cases
        How often it happened, and in how many cases.
    share
        Of the events of `source`, those followed by `target`. What the shares of a step lack to 1 are events
        that nothing has followed.
    median_days
        Exact median of the days between the two events, fractions included; the least one, where several
        arrows were put together.
    largest_median
        The largest of several; the median of all of them lies between the two. None for an arrow by itself.
    """

    source: str
    target: str
    count: int
    cases: int
    share: float
    median_days: float
    largest_median: float | None = None

    @property
    def loops(self) -> bool:
        """Whether a step follows itself."""
        return self.source == self.target


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessMap:
    """A whole map: nodes by depth, edges by the depth of source and target, and how many cases it has."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    cases: int

    def node(self, activity: str) -> Node | None:
        """Find a step by its name."""
        return next((node for node in self.nodes if node.activity == activity), None)

    def edge(self, source: str, target: str) -> Edge | None:
        """Find an arrow by its ends."""
        return next((edge for edge in self.edges if (edge.source, edge.target) == (source, target)), None)

    def leaving(self, activity: str) -> tuple[Edge, ...]:
        """Give the arrows from a step to others."""
        return tuple(edge for edge in self.edges if edge.source == activity and not edge.loops)
