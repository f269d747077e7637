"""The steps of the pipeline: those drawn for a product up to the first order, or a short list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import pgettext

from perennial.core.errors import UserError
from perennial.engine.process.drawing import Drawing, drawing_from
from perennial.records.models import Business, Process

__all__ = ["Step", "is_forward", "steps_of", "steps_of_lead"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step: what leads in it carry, what the page calls it, and whether somebody drew it."""

    name: str
    label: str
    drawn: bool = True


def steps_of(product: str) -> list[Step]:
    """Give the steps of a board, in their order: of a product by its number, of "rest", or of all products.

    A product without a process of its own goes by that of the rest.
    """
    drawings = {row.product_id: row.drawing for row in Process.objects.order_by("pk")}
    if product.isdecimal() and int(product) in drawings:
        return _steps(drawings[int(product)]) or _shipped()
    rest = _steps(drawings.pop(None, None)) or _shipped()
    if product == "rest" or product.isdecimal():
        return rest
    known = {step.name for step in rest}
    for drawing in drawings.values():
        new = [step for step in _steps(drawing) if step.name not in known]
        rest, known = [*rest, *new], known | {step.name for step in new}
    return rest


def steps_of_lead(product: int | None) -> list[Step]:
    """Give the steps that a lead of a product goes through."""
    return steps_of("rest" if product is None else str(product))


def is_forward(steps: Sequence[Step], old: str, new: str) -> bool:
    """Say whether a move goes on towards the order; from a step that nobody drew every drawn one does."""
    places = {step.name: place for place, step in enumerate(steps)}
    return new in places and places[new] > places.get(old or steps[0].name, -1)


def _shipped() -> list[Step]:
    """Name the short list in the language of the business, in which leads carry it."""
    with translation.override(Business.current().language):
        names = (
            pgettext("lead step", "new"),
            pgettext("lead step", "first contact"),
            pgettext("lead step", "meeting"),
            pgettext("lead step", "offer made"),
        )
    return [Step(name=name, label=name) for name in names]


def _steps(said: Any) -> list[Step]:
    """Read the steps of a drawing that lead to the first order, those of the main way first."""
    try:
        drawing = drawing_from(said) if isinstance(said, Mapping) else None
    except UserError:
        drawing = None
    if drawing is None:
        return []
    before = _before_the_order(drawing)
    main = [name for name in _main_way(drawing) if name in before]
    names = [*main, *(name for name in before if name not in set(main))]
    return [Step(name=name, label=before[name]) for name in names]


def _before_the_order(drawing: Drawing) -> dict[str, str]:
    """Give steps by their names, without those to which an order leads."""
    orders = [node.id for node in drawing.nodes if node.kind == "order"]
    after = _reached(drawing, orders)
    return {
        node.id: node.label or node.id
        for node in drawing.nodes
        if node.kind == "step" and node.id not in after
    }


def _main_way(drawing: Drawing) -> list[str]:
    """Give the steps of the main way from its beginning to the first order."""
    ways = drawing.main_ways()
    if ways is None:
        return []
    kinds = {node.id: node.kind for node in drawing.nodes}
    step: str | None = next(iter(ways.following.keys() - set(ways.following.values())), None)
    for node in drawing.nodes:  # a way of several beginnings is told from the one drawn first
        if node.id in ways.following and node.id not in ways.following.values():
            step = node.id
            break
    way: list[str] = []
    while step is not None and kinds[step] != "order" and step not in way:
        way.append(step)
        step = ways.following.get(step)
    return way


def _reached(drawing: Drawing, begin: Iterable[str]) -> set[str]:
    targets: dict[str, list[str]] = {}
    for edge in drawing.edges:
        targets.setdefault(edge.source, []).append(edge.target)
    reached, ahead = set[str](), list(begin)
    while ahead:
        for step in targets.get(ahead.pop(), ()):
            if step not in reached:
                reached.add(step)
                ahead.append(step)
    return reached
