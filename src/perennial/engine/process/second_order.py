"""Whether anything happens after the first order: drawn, and done."""

from dataclasses import dataclass
from typing import Literal

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.engine.process.drawing import Drawing
from perennial.engine.process.order_steps import ORDER_STEPS
from perennial.engine.process.process_map import Node, ProcessMap

__all__ = ["AfterFirst", "after_first_order"]

#: Where fewer customers than this have anything between the two orders, nothing happens there.
_HARDLY_ANY = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterFirst:
    """What lies between the first order and the second.

    Attributes
    ----------
    customers
        Cases with a first order.
    touched
        Share of the first orders that were followed by something other than an order; unknown where the log
        holds orders alone, and says nothing of touches.
    drawn
        Whether the drawing has a step between the two; None without a drawing.
    """

    customers: int
    touched: Estimate
    drawn: bool | None

    @property
    def nothing(self) -> Literal["drawn", "done", ""]:
        """Say what is missing: a drawn step, or anything done for more than a few; nothing if all is well."""
        if self.drawn is False:
            return "drawn"
        return "done" if self.touched.value is not None and self.touched.value < _HARDLY_ANY else ""


def after_first_order(
    whole: ProcessMap, drawing: Drawing | None = None, orders: tuple[str, ...] = ORDER_STEPS
) -> AfterFirst | None:
    """Look between the first and the second order; None where nothing is drawn and no order is in the log.

    Parameters
    ----------
    orders
        Names of the order steps, first order first.
    """
    node = whole.node(orders[0])
    drawn = None if drawing is None else _drawn_between(drawing, orders)
    if node is None:
        return None if drawn is None else AfterFirst(customers=0, touched=UNKNOWN, drawn=drawn)
    return AfterFirst(customers=node.cases, touched=_touched(whole, node, orders), drawn=drawn)


def _touched(whole: ProcessMap, first: Node, orders: tuple[str, ...]) -> Estimate:
    if all(node.activity in orders for node in whole.nodes):
        return UNKNOWN
    onward = sum(edge.count for edge in whole.leaving(first.activity) if edge.target not in orders)
    return Estimate(value=onward / first.count)


def _drawn_between(drawing: Drawing, orders: tuple[str, ...]) -> bool:
    """Whether some way leads from the first order over a step that is no order to the second."""
    after = {edge.target for edge in drawing.edges if edge.source == orders[0]} - set(orders)
    seen = set[str]()
    while after:
        step = after.pop()
        seen.add(step)
        following = {edge.target for edge in drawing.edges if edge.source == step}
        if len(orders) > 1 and orders[1] in following:
            return True
        after |= following - seen - set(orders)
    return False
