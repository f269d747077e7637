"""Arrows that run straight through every column and are curved only in the gaps: they cross no box."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from perennial.pictures.process.engine import Point, RawLayout
from perennial.pictures.process.parts import Arrow, Card, Direction, Sizes
from perennial.pictures.process.placed import Placed, PlacedArrow, PlacedCard, around

__all__ = ["HEAD", "routed"]

#: Length and half the width of an arrow's head.
HEAD = (8.0, 4.2)

_PORTS = 13.0  # between the ends of two arrows at one side of a card
_CORNER = 16.0  # of a side where no arrow ends


@dataclass(frozen=True, slots=True)
class _Flow:
    """Turns places so that arrows run along the first coordinate whatever the direction."""

    direction: Direction

    def turned(self, point: Point) -> Point:
        return point if self.direction == "LR" else (point[1], point[0])


@dataclass(frozen=True, slots=True)
class _End:
    """One end of an arrow: which, at which side (+1 ahead, -1 behind) of which card, and where it leads."""

    arrow: int
    is_start: bool
    card: str
    side: int
    towards: float


def routed(
    cards: Mapping[str, Card], arrows: Sequence[Arrow], raw: RawLayout, direction: Direction, sizes: Sizes
) -> Placed:
    """Draw the arrows of a layout.

    Parameters
    ----------
    cards
        By id; those that the layout holds.
    raw
        Middles, bends and labels of the cards and arrows.
    """
    flow = _Flow(direction)
    middles = {name: flow.turned(raw.nodes[name]) for name in cards}
    extents = {name: flow.turned((card.width(sizes), card.height(sizes))) for name, card in cards.items()}
    bends = [[flow.turned(point) for point in each[1:-1]] for each in raw.bends]
    columns = _columns(
        [*((middles[name], extents[name]) for name in cards), *_labels(arrows, raw, flow, sizes)]
    )
    ports = _ports(arrows, bends, middles, extents)
    placed = []
    for at, arrow in enumerate(arrows):
        source, target = middles[arrow.source][0], middles[arrow.target][0]
        side = 1 if target >= source else -1
        start = _at_card(arrow.source, side, ports[at, True], middles, extents)
        end = _at_card(arrow.target, -side, ports[at, False], middles, extents)
        through = _through_columns([(source, start[1]), *bends[at], (target, end[1])], columns, side)
        line = [point for point in through if _between(point, start, end, side)]
        placed.append(_placed(arrow, [start, *line, end], raw.labels[at], flow, sizes))
    boxes = {
        name: around(raw.nodes[name], card.width(sizes), card.height(sizes)) for name, card in cards.items()
    }
    return Placed.of((PlacedCard(card=cards[name], box=box) for name, box in boxes.items()), placed)


def _labels(
    arrows: Sequence[Arrow], raw: RawLayout, flow: _Flow, sizes: Sizes
) -> Iterator[tuple[Point, Point]]:
    """Give the middle and the extent of every label."""
    for arrow, middle in zip(arrows, raw.labels, strict=True):
        if arrow.lines:
            yield flow.turned(middle), flow.turned((arrow.label_width(sizes), arrow.label_height(sizes)))


def _columns(boxes: Sequence[tuple[Point, Point]]) -> dict[int, float]:
    """Give half the extent of every column of boxes, by its middle in tenths of pixels."""
    columns: defaultdict[int, float] = defaultdict(float)
    for (along, _), (extent, _) in boxes:
        columns[round(10 * along)] = max(columns[round(10 * along)], extent / 2)
    return columns


def _ports(
    arrows: Sequence[Arrow],
    bends: Sequence[Sequence[Point]],
    middles: Mapping[str, Point],
    extents: Mapping[str, Point],
) -> dict[tuple[int, bool], float]:
    """Spread the arrows' ends over the sides of the cards, in the order in which they lead away."""
    sides: defaultdict[tuple[str, int], list[_End]] = defaultdict(list)
    for end in _ends(arrows, bends, middles):
        sides[end.card, end.side].append(end)
    ports = {}
    for (card, _), ends in sides.items():
        step = min(_PORTS, max(extents[card][1] - _CORNER, 0) / max(len(ends) - 1, 1))
        for place, end in enumerate(sorted(ends, key=lambda end: (end.towards, end.arrow, end.is_start))):
            ports[end.arrow, end.is_start] = middles[card][1] + (place - (len(ends) - 1) / 2) * step
    return ports


def _ends(
    arrows: Sequence[Arrow], bends: Sequence[Sequence[Point]], middles: Mapping[str, Point]
) -> Iterator[_End]:
    for at, arrow in enumerate(arrows):
        source, target = middles[arrow.source], middles[arrow.target]
        side = 1 if target[0] >= source[0] else -1
        first, last = (bends[at][0], bends[at][-1]) if bends[at] else (target, source)
        yield _End(at, True, arrow.source, side, first[1])
        yield _End(at, False, arrow.target, -side, last[1])


def _at_card(
    name: str, side: int, port: float, middles: Mapping[str, Point], extents: Mapping[str, Point]
) -> Point:
    return middles[name][0] + side * extents[name][0] / 2, port


def _through_columns(through: Sequence[Point], columns: Mapping[int, float], side: int) -> Iterator[Point]:
    """Enter and leave every column at one height."""
    for along, across in through:
        half = columns.get(round(10 * along), 0.0)
        yield along - side * half, across
        yield along + side * half, across


def _between(point: Point, start: Point, end: Point, side: int) -> bool:
    return side * start[0] < side * point[0] < side * end[0]


def _placed(arrow: Arrow, line: Sequence[Point], label: Point, flow: _Flow, sizes: Sizes) -> PlacedArrow:
    tip = line[-1]
    side = 1 if tip[0] > line[0][0] else -1
    neck = (tip[0] - side * HEAD[0], tip[1])
    points = [*line[:-1], neck]
    strokes = [_stroke(before, after) for before, after in pairwise(points) if before != after]
    return PlacedArrow(
        arrow=arrow,
        start=flow.turned(points[0]),
        strokes=tuple(tuple(flow.turned(point) for point in stroke) for stroke in strokes),
        tip=flow.turned(tip),
        base=(
            flow.turned((neck[0], neck[1] - HEAD[1])),
            flow.turned((neck[0], neck[1] + HEAD[1])),
        ),
        label=around(label, arrow.label_width(sizes), arrow.label_height(sizes)) if arrow.lines else None,
    )


def _stroke(before: Point, after: Point) -> tuple[Point, ...]:
    if abs(before[1] - after[1]) < 0.5:
        return ((after[0], after[1]),)
    middle = (before[0] + after[0]) / 2
    return (middle, before[1]), (middle, after[1]), after
