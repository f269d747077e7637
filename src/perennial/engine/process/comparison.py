"""A drawn process held against what happened: arrows nobody takes, ways nobody drew, steps skipped."""

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass

from perennial.engine.process.drawing import Drawing
from perennial.engine.process.process_map import Edge, Node, ProcessMap

__all__ = ["Comparison", "Skipped", "TakenArrow", "compare"]

Arrow = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenArrow:
    """A drawn arrow, whether it is of the main way, and the moves along it; None where nobody takes it."""

    source: str
    target: str
    main: bool
    taken: Edge | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A drawn step that was passed over, how often, and by which undrawn ways."""

    activity: str
    count: int
    ways: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What was drawn and what happened.

    Attributes
    ----------
    arrows
        The drawn arrows, as drawn.
    undrawn
        Ways that happen between drawn steps and that nobody drew, the commonest first; a step that follows
        itself is no way.
    skipped
        Drawn steps passed over by undrawn ways, the commonest first.
    absent
        Drawn steps that never happened.
    beside
        Steps that happened and that nobody drew, the commonest first.
    followed, moves
        Moves along drawn arrows, and all moves between different drawn steps.
    """

    arrows: tuple[TakenArrow, ...]
    undrawn: tuple[Edge, ...]
    skipped: tuple[Skipped, ...]
    absent: tuple[str, ...]
    beside: tuple[Node, ...]
    followed: int
    moves: int

    @property
    def untaken(self) -> tuple[TakenArrow, ...]:
        """Give the drawn arrows that nobody takes."""
        return tuple(arrow for arrow in self.arrows if arrow.taken is None)


def compare(drawing: Drawing, actual: ProcessMap, whole: ProcessMap | None = None) -> Comparison:
    """Hold a drawing against what happened.

    Parameters
    ----------
    actual
        The map of the drawn steps alone: what lay between two of them is passed over.
    whole
        The map of all steps, which tells of those that nobody drew; `actual` where there is none.
    """
    drawn = {node.id for node in drawing.nodes}
    arrows = {(edge.source, edge.target) for edge in drawing.edges}
    between = [edge for edge in actual.edges if {edge.source, edge.target} <= drawn and not edge.loops]
    undrawn = sorted(
        (edge for edge in between if (edge.source, edge.target) not in arrows), key=lambda edge: -edge.count
    )
    happened = {node.activity for node in actual.nodes}
    beside = [node for node in (whole or actual).nodes if node.activity not in drawn]
    return Comparison(
        arrows=tuple(
            TakenArrow(
                source=edge.source,
                target=edge.target,
                main=edge.main,
                taken=actual.edge(edge.source, edge.target),
            )
            for edge in drawing.edges
        ),
        undrawn=tuple(undrawn),
        skipped=tuple(_skipped(drawing, undrawn)),
        absent=tuple(node.id for node in drawing.nodes if node.id not in happened),
        beside=tuple(sorted(beside, key=lambda node: -node.count)),
        followed=sum(edge.count for edge in between if (edge.source, edge.target) in arrows),
        moves=sum(edge.count for edge in between),
    )


def _skipped(drawing: Drawing, undrawn: list[Edge]) -> Iterator[Skipped]:
    counts: defaultdict[str, int] = defaultdict(int)
    ways: defaultdict[str, list[Arrow]] = defaultdict(list)
    for edge in undrawn:
        for step in _between(drawing, edge.source, edge.target):
            counts[step] += edge.count
            ways[step].append((edge.source, edge.target))
    for step in sorted(counts, key=lambda step: (-counts[step], step)):
        yield Skipped(activity=step, count=counts[step], ways=tuple(ways[step]))


def _between(drawing: Drawing, source: str, target: str) -> list[str]:
    """Give the steps between two on the shortest drawn way, by the main way where two are equally short."""
    onward: defaultdict[str, list[str]] = defaultdict(list)
    for edge in sorted(drawing.edges, key=lambda edge: not edge.main):
        onward[edge.source].append(edge.target)
    before: dict[str, str] = {source: ""}
    waiting = deque([source])
    while waiting and target not in before:
        step = waiting.popleft()
        for after in onward[step]:
            if after not in before:
                before[after] = step
                waiting.append(after)
    way: list[str] = []
    step = before.get(target, "")
    while step and step != source:
        way.append(step)
        step = before[step]
    return way[::-1]
