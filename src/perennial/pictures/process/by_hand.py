"""A map whose cards were put somewhere by hand: plain curves, labels nudged to where there is room."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Final, Literal

from perennial.pictures.process.engine import Point
from perennial.pictures.process.parts import Arrow, Card, Sizes
from perennial.pictures.process.placed import Box, Placed, PlacedArrow, PlacedCard, around
from perennial.pictures.process.routes import HEAD

__all__ = ["place_by_hand"]

Side = Literal["left", "right", "top", "bottom"]

_OUT: Final[Mapping[Side, Point]] = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1)}
_PORTS, _CORNER = 13.0, 16.0
_BEND = 0.5
_ROOM, _TIP = 2.0, 16.0
#: Where a label may stand: along its line, best first, and how far beside it.
_ALONG: Final = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
_BESIDE: Final = (0, -16, 16, -32, 32, -52, 52, -76, 76, -110, 110, -150, 150, -200, 200)


def place_by_hand(
    cards: Mapping[str, Card], middles: Mapping[str, Point], arrows: Sequence[Arrow], sizes: Sizes
) -> Placed:
    """Draw arrows between cards that have their places.

    Parameters
    ----------
    cards, middles
        Cards and their middles by id.
    arrows
        Those of one card to itself are left out.
    """
    boxes = {
        name: around(middles[name], card.width(sizes), card.height(sizes)) for name, card in cards.items()
    }
    arrows = [arrow for arrow in arrows if arrow.source != arrow.target]
    ports = _ports(arrows, boxes)
    made = [_arrow(arrow, ports[at, True], ports[at, False]) for at, arrow in enumerate(arrows)]
    taken = [*boxes.values(), *(around(arrow.tip, _TIP, _TIP) for arrow in made)]
    placed = []
    for arrow in made:
        label = _label(arrow, taken, sizes)
        taken += [label] if label is not None else []
        placed.append(replace(arrow, label=label))
    return Placed.of((PlacedCard(card=cards[name], box=box) for name, box in boxes.items()), placed)


def _ports(arrows: Sequence[Arrow], boxes: Mapping[str, Box]) -> dict[tuple[int, bool], tuple[Point, Point]]:
    """Give where each arrow's ends touch their cards, and the way out of the card there."""
    sides: defaultdict[tuple[str, Side], list[tuple[float, int, bool]]] = defaultdict(list)
    for at, arrow in enumerate(arrows):
        source, target = boxes[arrow.source], boxes[arrow.target]
        for name, box, other, is_start in (
            (arrow.source, source, target, True),
            (arrow.target, target, source, False),
        ):
            side = _side(box, other)
            across = 1 if side in {"left", "right"} else 0
            sides[name, side].append((other.middle[across], at, is_start))
    ports = {}
    for (name, side), ends in sides.items():
        for place, (_, at, is_start) in enumerate(sorted(ends)):
            ports[at, is_start] = _port(boxes[name], side, place, len(ends)), _OUT[side]
    return ports


def _side(box: Box, other: Box) -> Side:
    right, down = other.middle[0] - box.middle[0], other.middle[1] - box.middle[1]
    beside = box.right < other.left or other.right < box.left
    if beside and abs(right) >= abs(down) / 2:
        return "right" if right > 0 else "left"
    return "bottom" if down > 0 else "top"


def _port(box: Box, side: Side, place: int, ends: int) -> Point:
    across = box.height if side in {"left", "right"} else box.width
    step = min(_PORTS, max(across - _CORNER, 0) / max(ends - 1, 1))
    shift = (place - (ends - 1) / 2) * step
    x, y = box.middle
    out = _OUT[side]
    return x + out[0] * box.width / 2 + abs(out[1]) * shift, y + out[1] * box.height / 2 + abs(out[0]) * shift


def _arrow(arrow: Arrow, start: tuple[Point, Point], end: tuple[Point, Point]) -> PlacedArrow:
    (x1, y1), (out_x, out_y) = start
    tip, (in_x, in_y) = end
    neck = tip[0] + in_x * HEAD[0], tip[1] + in_y * HEAD[0]
    bend = _BEND * max(abs(neck[0] - x1), abs(neck[1] - y1), 40.0)
    return PlacedArrow(
        arrow=arrow,
        start=(x1, y1),
        strokes=(
            (
                (x1 + out_x * bend, y1 + out_y * bend),
                (neck[0] + in_x * bend, neck[1] + in_y * bend),
                neck,
            ),
        ),
        tip=tip,
        base=(
            (neck[0] - in_y * HEAD[1], neck[1] - in_x * HEAD[1]),
            (neck[0] + in_y * HEAD[1], neck[1] + in_x * HEAD[1]),
        ),
        label=None,
    )


def _label(placed: PlacedArrow, taken: Sequence[Box], sizes: Sizes) -> Box | None:
    """Find room for a label near the middle of its line; where there is none, where it hides least."""
    arrow = placed.arrow
    if not arrow.lines:
        return None
    width, height = arrow.label_width(sizes), arrow.label_height(sizes)
    places = [around(point, width, height) for point in _places(placed)]
    free = (box for box in places if not any(box.overlaps(other, _ROOM) for other in taken))
    return next(free, None) or min(places, key=lambda box: sum(_shared(box, other) for other in taken))


def _places(placed: PlacedArrow) -> Iterator[Point]:
    first, second, last = placed.strokes[-1]
    for beside, along in product(_BESIDE, _ALONG):
        x, y = _on_curve((placed.start, first, second, last), along)
        level = abs(placed.tip[0] - placed.start[0]) >= abs(placed.tip[1] - placed.start[1])
        yield (x, y + beside) if level else (x + beside, y)


def _on_curve(curve: tuple[Point, Point, Point, Point], along: float) -> Point:
    weights = ((1 - along) ** 3, 3 * along * (1 - along) ** 2, 3 * along**2 * (1 - along), along**3)
    return (
        sum(weight * point[0] for weight, point in zip(weights, curve, strict=True)),
        sum(weight * point[1] for weight, point in zip(weights, curve, strict=True)),
    )


def _shared(box: Box, other: Box) -> float:
    wide = min(box.right, other.right) - max(box.left, other.left)
    tall = min(box.bottom, other.bottom) - max(box.top, other.top)
    return max(wide, 0.0) * max(tall, 0.0)
