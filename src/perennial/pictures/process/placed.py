"""A map in which everything has its place."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from perennial.pictures.process.engine import Point
from perennial.pictures.process.parts import Arrow, Card

__all__ = ["Box", "Placed", "PlacedArrow", "PlacedCard", "around"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle in pixels."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right side."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower side."""
        return self.top + self.height

    @property
    def middle(self) -> Point:
        """The middle."""
        return self.left + self.width / 2, self.top + self.height / 2

    def moved(self, right: float, down: float) -> "Box":
        """Give the same box elsewhere."""
        return replace(self, left=self.left + right, top=self.top + down)

    def overlaps(self, other: "Box", room: float = 0.0) -> bool:
        """Say whether two boxes share an area, or come nearer than `room`."""
        return (
            self.left < other.right + room
            and other.left < self.right + room
            and self.top < other.bottom + room
            and other.top < self.bottom + room
        )


def around(middle: Point, width: float, height: float) -> Box:
    """Give the box of a size around a middle."""
    return Box(left=middle[0] - width / 2, top=middle[1] - height / 2, width=width, height=height)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedCard:
    """A card and its box."""

    card: Card
    box: Box

    def moved(self, right: float, down: float) -> "PlacedCard":
        """Give the same card elsewhere."""
        return replace(self, box=self.box.moved(right, down))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedArrow:
    """An arrow: its line as points (start; then straight on, or three points a curve), tip and label.

    Attributes
    ----------
    start
        Where it begins.
    strokes
        Each a single point for a straight stroke, or two controls and an end for a curve.
    tip, base
        The head's tip, and the two other corners of the head.
    label
        The box of the label; None where there is none.
    """

    arrow: Arrow
    start: Point
    strokes: tuple[tuple[Point, ...], ...]
    tip: Point
    base: tuple[Point, Point]
    label: Box | None

    def moved(self, right: float, down: float) -> "PlacedArrow":
        """Give the same arrow elsewhere."""

        def at(point: Point) -> Point:
            return point[0] + right, point[1] + down

        return replace(
            self,
            start=at(self.start),
            strokes=tuple(tuple(at(point) for point in stroke) for stroke in self.strokes),
            tip=at(self.tip),
            base=(at(self.base[0]), at(self.base[1])),
            label=None if self.label is None else self.label.moved(right, down),
        )

    @property
    def points(self) -> tuple[Point, ...]:
        """Give all points that the line is made of, controls included."""
        return (self.start, *(point for stroke in self.strokes for point in stroke), self.tip)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """All cards and arrows, from 0, 0 on."""

    width: float
    height: float
    cards: tuple[PlacedCard, ...]
    arrows: tuple[PlacedArrow, ...]

    @classmethod
    def of(cls, cards: Iterable[PlacedCard], arrows: Iterable[PlacedArrow]) -> "Placed":
        """Move everything so that it begins at 0, 0."""
        cards, arrows = tuple(cards), tuple(arrows)
        if not cards:
            return cls(width=0.0, height=0.0, cards=(), arrows=())
        boxes = [each.box for each in cards] + [each.label for each in arrows if each.label is not None]
        points = [point for each in arrows for point in each.points]
        left = min([box.left for box in boxes] + [x for x, _ in points])
        top = min([box.top for box in boxes] + [y for _, y in points])
        right = max([box.right for box in boxes] + [x for x, _ in points])
        bottom = max([box.bottom for box in boxes] + [y for _, y in points])
        return cls(
            width=right - left,
            height=bottom - top,
            cards=tuple(card.moved(-left, -top) for card in cards),
            arrows=tuple(arrow.moved(-left, -top) for arrow in arrows),
        )
