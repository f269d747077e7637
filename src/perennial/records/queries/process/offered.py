"""Steps that a drawing may take: those that really occur, and what happens as a drawing of its own."""

from dataclasses import dataclass
from itertools import pairwise

from perennial.engine.process.drawing import Drawing, DrawnEdge, DrawnNode, StepKind
from perennial.engine.process.folded import fold
from perennial.engine.process.order_steps import ORDER_STEPS, TOUCH_STEPS
from perennial.flows.look_at_process import ProcessLook
from perennial.pictures.process.step_names import full_name

__all__ = ["OfferedStep", "drawing_of_actual", "offered_steps"]

_RARE = 0.05
_MOST_STEPS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedStep:
    """A step under its name in the records (`id`), what it is called, its kind, and how often it occurs."""

    id: str
    name: str
    kind: StepKind
    count: int


def offered_steps(look: ProcessLook | None, language: str) -> list[OfferedStep]:
    """Give the steps that occur, the commonest first, and after them orders and touches that do not yet."""
    nodes = sorted(look.understood.whole.nodes, key=lambda node: -node.count) if look else []
    kinds = look.understood.kinds if look else {}
    found = [
        OfferedStep(
            id=node.activity,
            name=full_name(node.activity, language),
            kind=kinds[node.activity],
            count=node.count,
        )
        for node in nodes
    ]
    known = {step.id for step in found}
    usual: list[tuple[str, StepKind]] = [
        *((step, "order") for step in ORDER_STEPS),
        *((step, "touch") for step in TOUCH_STEPS),
    ]
    missing = [
        OfferedStep(id=step, name=full_name(step, language), kind=kind, count=0)
        for step, kind in usual
        if step not in known
    ]
    return [*found, *missing]


def drawing_of_actual(look: ProcessLook, language: str) -> Drawing:
    """Draw what really happens: the commonest steps, and the arrows between them that are not rare."""
    found = look.understood
    common = sorted(found.whole.nodes, key=lambda node: (node.activity not in found.main_way, -node.cases))
    ids = {node.activity for node in common[:_MOST_STEPS]}
    main = set(pairwise(found.main_way))
    shown = fold(found.whole, _RARE).shown
    return Drawing(
        nodes=tuple(
            DrawnNode(
                id=node.activity, label=full_name(node.activity, language), kind=found.kinds[node.activity]
            )
            for node in found.whole.nodes
            if node.activity in ids
        ),
        edges=tuple(
            DrawnEdge(source=edge.source, target=edge.target, main=(edge.source, edge.target) in main)
            for edge in shown.edges
            if not edge.loops and {edge.source, edge.target} <= ids
        ),
    )
