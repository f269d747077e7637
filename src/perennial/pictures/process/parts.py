"""What a map is drawn of, before anything has its place: cards for steps, arrows with their labels."""

from dataclasses import dataclass
from typing import Final, Literal

from perennial.engine.process.drawing import StepKind
from perennial.pictures.process.text_width import text_width

__all__ = ["Arrow", "Card", "Direction", "Line", "Look", "Sizes", "sizes_for"]

#: Left to right on a desktop, top to bottom on a phone.
Direction = Literal["LR", "TB"]

#: What is special: of the main way; the weakest; drawn, but nobody takes it; taken, but nobody drew it.
Look = Literal["main", "weak", "untaken", "undrawn"]

LineKind = Literal["title", "count", "small"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Sizes in pixels: fonts, the widest line of a card, and the gaps of the layout."""

    title: float
    text: float
    small: float
    card: float
    between: float  # of cards side by side
    lanes: float  # of arrows side by side
    gap: float  # between a column of cards and a column of labels


_SIZES: Final = {
    "LR": Sizes(title=13, text=12, small=11.5, card=136, between=16, lanes=12, gap=22),
    "TB": Sizes(title=12, text=12, small=11.5, card=108, between=6, lanes=8, gap=20),
}

_PADDING: Final = 11.0
_LEADING: Final = 1.3


def sizes_for(direction: Direction) -> Sizes:
    """Give the sizes of a direction."""
    return _SIZES[direction]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a card."""

    text: str
    kind: LineKind

    def size(self, sizes: Sizes) -> float:
        """Give the size of its font."""
        return {"title": sizes.title, "count": sizes.text, "small": sizes.small}[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A step.

    Attributes
    ----------
    title
        What the lines may shorten.
    ghost
        Whether it stands for a card further up.
    absent
        Whether it was drawn and never happened.
    """

    id: str
    kind: StepKind
    lines: tuple[Line, ...]
    title: str
    ghost: bool = False
    absent: bool = False

    def width(self, sizes: Sizes) -> float:
        """Give the width, which holds every line."""
        widest = (text_width(line.text, line.size(sizes), bold=line.kind == "title") for line in self.lines)
        return round(max(widest, default=0.0) + 2 * _PADDING)

    def height(self, sizes: Sizes) -> float:
        """Give the height, which holds every line."""
        return round(sum(line.size(sizes) * _LEADING for line in self.lines) + _PADDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """An arrow; `weight` is 0 to 1, by how many go along it."""

    source: str
    target: str
    lines: tuple[str, ...]
    title: str
    weight: float
    looks: frozenset[Look] = frozenset()

    def label_width(self, sizes: Sizes) -> float:
        """Give the width of the label's box."""
        if not self.lines:
            return 0.0
        bold = bool(self.looks & {"main", "weak"})
        first = text_width(self.lines[0], sizes.text, bold=bold)
        rest = (text_width(line, sizes.small) for line in self.lines[1:])
        return round(max(first, *rest, 0.0) + 8)

    def label_height(self, sizes: Sizes) -> float:
        """Give the height of the label's box."""
        return round(sum(_LEADING * size for size in self.label_sizes(sizes)) + 4) if self.lines else 0.0

    def label_sizes(self, sizes: Sizes) -> tuple[float, ...]:
        """Give the font size of each line of the label."""
        return tuple(sizes.text if at == 0 else sizes.small for at in range(len(self.lines)))
