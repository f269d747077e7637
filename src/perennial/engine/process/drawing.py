"""A process as somebody drew it: how the sale is meant to go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast, get_args

from perennial.core.errors import UserError
from perennial.engine.process.way import Ways

__all__ = ["Drawing", "DrawnEdge", "DrawnNode", "StepKind", "drawing_from", "drawing_json"]

#: How a step looks: where customers come from, work on a sale, an order, a touch, the end without an order.
StepKind = Literal["source", "step", "order", "touch", "lost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnNode:
    """A drawn step; `id` is its activity in the log; x and y are the middle, None where it was not placed."""

    id: str
    label: str
    kind: StepKind = "step"
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnEdge:
    """A drawn arrow, and whether it is part of the main way."""

    source: str
    target: str
    main: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Steps and arrows as drawn."""

    nodes: tuple[DrawnNode, ...]
    edges: tuple[DrawnEdge, ...]

    def node(self, step: str) -> DrawnNode | None:
        """Find a step by its id."""
        return next((node for node in self.nodes if node.id == step), None)

    @property
    def placed(self) -> bool:
        """Whether every step was put somewhere by hand."""
        return bool(self.nodes) and all(node.x is not None and node.y is not None for node in self.nodes)

    def main_ways(self) -> Ways | None:
        """Give the main way, as it was drawn; None where no main way is marked."""
        following = {edge.source: edge.target for edge in self.edges if edge.main}
        goals = [step for step in following.values() if step not in following]
        return Ways(goal=goals[-1], following=_without_circles(following)) if goals else None


def drawing_from(data: Mapping[str, object]) -> Drawing:
    """Read a drawing from JSON: ``{nodes: [{id, label, kind, x, y}], edges: [{source, target, main}]}``.

    Raises
    ------
    UserError
        Something is missing, two steps have one id, or an arrow has an end that is no step.
    """
    nodes = tuple(_node(each) for each in _list(data, "nodes"))
    edges = tuple(_edge(each) for each in _list(data, "edges"))
    ids = [node.id for node in nodes]
    for step in ids:
        if ids.count(step) > 1:
            raise UserError("Two steps of the drawing have the id {step}; give each its own.", step=step)
    for edge in edges:
        for end in (edge.source, edge.target):
            if end not in ids:
                raise UserError(
                    "An arrow of the drawing leads from {source} to {target}, but there is no step {step}.",
                    source=edge.source,
                    target=edge.target,
                    step=end,
                )
    return Drawing(nodes=nodes, edges=edges)


def drawing_json(drawing: Drawing) -> dict[str, list[dict[str, object]]]:
    """Write a drawing as what `drawing_from` reads."""
    return {
        "nodes": [
            {"id": node.id, "label": node.label, "kind": node.kind, "x": node.x, "y": node.y}
            for node in drawing.nodes
        ],
        "edges": [
            {"source": edge.source, "target": edge.target, "main": edge.main} for edge in drawing.edges
        ],
    }


def _without_circles(following: Mapping[str, str]) -> dict[str, str]:
    """Leave out steps from which the arrows lead round and round."""
    return {step: after for step, after in following.items() if not _circles(step, following)}


def _circles(step: str, following: Mapping[str, str]) -> bool:
    seen = set[str]()
    while step in following:
        if step in seen:
            return True
        seen.add(step)
        step = following[step]
    return False


def _list(data: Mapping[str, object], name: str) -> Sequence[Mapping[str, object]]:
    found = data.get(name)
    if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
        raise UserError("The drawing has no list of {name}.", name=name)
    return found


def _node(data: Mapping[str, object]) -> DrawnNode:
    step, kind = _text(data, "id"), data.get("kind") or "step"
    if kind not in get_args(StepKind):
        raise UserError("Step {step} of the drawing is of an unknown kind: {kind}.", step=step, kind=kind)
    return DrawnNode(
        id=step,
        label=str(data.get("label") or step),
        kind=cast("StepKind", kind),
        x=_number(data, "x", step),
        y=_number(data, "y", step),
    )


def _edge(data: Mapping[str, object]) -> DrawnEdge:
    return DrawnEdge(
        source=_text(data, "source"), target=_text(data, "target"), main=bool(data.get("main", False))
    )


def _text(data: Mapping[str, object], name: str) -> str:
    found = data.get(name)
    if not isinstance(found, str) or not found.strip():
        raise UserError("A step or arrow of the drawing has no {name}.", name=name)
    return found


def _number(data: Mapping[str, object], name: str, step: str) -> float | None:
    found = data.get(name)
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int | float) or not abs(found) < 1e6:  # nan too
        raise UserError("Step {step} of the drawing has no number as its {name}.", step=step, name=name)
    return float(found)
