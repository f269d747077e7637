"""What each step of a map is: a source, work on a sale, an order, a touch, or the end without an order."""

from collections.abc import Collection, Mapping

from perennial.engine.process.drawing import StepKind
from perennial.engine.process.order_steps import ORDER_STEPS, TOUCH_STEPS
from perennial.engine.process.process_map import Node, ProcessMap
from perennial.engine.process.way import Ways

__all__ = ["kinds_of", "milestones"]

#: A step off every way at which so many of its events are the last ones is an end.
_MOSTLY_LAST = 0.9


def kinds_of(
    whole: ProcessMap,
    ways: Ways | None,
    *,
    sources: Collection[str] = (),
    orders: Collection[str] = ORDER_STEPS,
) -> dict[str, StepKind]:
    """Say of what kind each step is.

    Parameters
    ----------
    ways
        The ways to the goal; a step that is on none, and after which hardly anything comes, is an end.
    sources
        Steps that say how customers learned of us.
    orders
        Steps that are orders.
    """
    return {node.activity: _kind(node, ways, sources, orders) for node in whole.nodes}


def milestones(kinds: Mapping[str, StepKind]) -> tuple[str, ...]:
    """Give the steps that a case comes to, rather than what is done to bring it there."""
    return tuple(step for step, kind in kinds.items() if kind != "touch")


def _kind(node: Node, ways: Ways | None, sources: Collection[str], orders: Collection[str]) -> StepKind:
    step = node.activity
    if step in orders:
        return "order"
    if step in TOUCH_STEPS:
        return "touch"
    if step in sources and node.starts:
        return "source"
    leads = ways is None or step in ways.following or step == ways.goal
    return "step" if leads or node.starts or node.ends < _MOSTLY_LAST * node.count else "lost"
