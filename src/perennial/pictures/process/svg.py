"""Writes a placed map as SVG: colours by CSS custom properties, and plain ones for programs without CSS."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

from markupsafe import Markup, escape

from perennial.pictures.process.parts import Direction, Sizes, sizes_for
from perennial.pictures.process.placed import Box, Placed, PlacedArrow, PlacedCard
from perennial.pictures.process.text_width import wrapped

__all__ = ["MARGINS", "write_svg"]

#: Around the map.
MARGINS: Final[Mapping[Direction, float]] = {"LR": 16.0, "TB": 6.0}

_EITHER: Final = r"light-dark\(([^,]+), ([^)]+)\)"
_FONT: Final = "Inter, Noto Sans, system-ui, -apple-system, Segoe UI, Roboto, sans-serif"
_THIN, _THICK = 1.4, 5.0
_LEADING: Final = 1.3
_HEADLINE, _NOTE = 17.0, 12.5

#: Plain colours by look, for programs without CSS.
_CARD_COLOURS: Final = {
    "order": ("#d9efe2", "#7db495"),
    "touch": ("#e0e9f9", "#91abdc"),
    "source": ("#f6f7f4", "#b3bab5"),
}
_LINE_COLOURS: Final = {"weak": "#b3261e", "undrawn": "#8f5b00", "main": "#1b7146"}


def write_svg(
    placed: Placed,
    direction: Direction,
    *,
    title: str,
    sentence: str,
    heading: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
    standalone: bool = False,
    least_width: float = 0.0,
) -> Markup:
    """Write a map.

    Parameters
    ----------
    title, sentence
        What it is and what one sees, for those who do not see it.
    heading, notes
        Texts above and below the map, in the picture; the first is its headline.
    standalone
        Carry the style along; on a page of ours the page has it.
    least_width
        Of the picture, in pixels: texts have so much room even where the map is narrow.
    """
    sizes, margin = sizes_for(direction), MARGINS[direction]
    width = max(placed.width, least_width - 2 * margin)
    above, below = _texts(heading, width, _HEADLINE), _texts(notes, width, _NOTE)
    head = _height(above) + (14 if above else 0)
    tall, wide = head + placed.height + 2 * margin + _height(below) + 8 * bool(below), width + 2 * margin
    ground = f'<rect class="ground" width="{wide:.0f}" height="{tall:.0f}" fill="#f6f7f4"/>'
    parts = [
        *((_style(), ground) if standalone else ()),
        *_written(above, margin, margin),
        f'<g transform="translate({margin + (width - placed.width) / 2:g} {margin + head:g})">',
        *(part for arrow in _thickest_last(placed) for part in _arrow(arrow)),
        *(part for arrow in placed.arrows for part in _label(arrow, sizes)),
        *(part for card in placed.cards for part in _card(card, sizes)),
        "</g>",
        *_written(below, tall - margin - _height(below), margin),
    ]
    name = "process-" + sha256("".join(parts).encode()).hexdigest()[:10]
    return Markup(  # noqa: S704 - every text has been escaped
        f'<svg xmlns="http://www.w3.org/2000/svg" class="process-map" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" width="{wide:.0f}" height="{tall:.0f}" '
        f'viewBox="0 0 {wide:.0f} {tall:.0f}" font-family="{_FONT}">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(sentence)}</desc>'
        f"{''.join(parts)}</svg>"
    )


@cache
def _style() -> str:
    """Give the style for a picture that stands alone: the tokens, light and dark, and the looks."""
    look = files("perennial.pictures") / "look"
    tokens = re.findall(r"(--[\w-]+): (.+?);", (look / "tokens.css").read_text(encoding="utf-8"))
    light, dark = (
        "".join(f"{name}:{re.sub(_EITHER, which, value)};" for name, value in tokens)
        for which in (r"\1", r"\2")
    )
    looks = (look / "process.css").read_text(encoding="utf-8")
    short = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", looks)).strip()
    schemes = f".process-map{{{light}}}@media (prefers-color-scheme:dark){{.process-map{{{dark}}}}}"
    return f"<style>{schemes}{short}</style>"


def _texts(texts: tuple[str, ...], width: float, first: float) -> list[tuple[str, float]]:
    """Break texts into lines, each with the size of its font."""
    sizes = [first] + [_NOTE] * (len(texts) - 1)
    return [
        (line, size)
        for text, size in zip(texts, sizes, strict=False)
        for line in wrapped(text, size, width, lines=20, bold=size == _HEADLINE)
    ]


def _height(lines: list[tuple[str, float]]) -> float:
    return sum(size * 1.45 for _, size in lines)


def _written(lines: list[tuple[str, float]], top: float, left: float) -> Iterator[str]:
    for text, size in lines:
        top += size * 1.45
        look, rest = ("title", ' font-weight="600"') if size == _HEADLINE else ("note", ' fill="#56635b"')
        yield (
            f'<text class="{look}" x="{left:g}" y="{top - size * 0.4:.1f}" font-size="{size:g}"{rest}>'
            f"{escape(text)}</text>"
        )


def _thickest_last(placed: Placed) -> list[PlacedArrow]:
    return sorted(
        placed.arrows, key=lambda each: (bool(each.arrow.looks & {"main", "weak"}), each.arrow.weight)
    )


def _arrow(placed: PlacedArrow) -> Iterator[str]:
    arrow = placed.arrow
    colour = next((_LINE_COLOURS[look] for look in _LINE_COLOURS if look in arrow.looks), "#97a09a")
    width = _THIN + (_THICK - _THIN) * arrow.weight**0.5
    dashes = ' stroke-dasharray="4 4"' if arrow.looks & {"untaken", "undrawn"} else ""
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in (placed.tip, *placed.base))
    yield (
        f'<g class="{" ".join(["arrow", *sorted(arrow.looks)])}"><title>{escape(arrow.title)}</title>'
        f'<path d="{_line(placed)}" fill="none" stroke="{colour}" stroke-width="{width:.2f}"{dashes}/>'
        f'<polygon points="{corners}" fill="{colour}"/></g>'
    )


def _line(placed: PlacedArrow) -> str:
    def at(point: tuple[float, float]) -> str:
        return f"{point[0]:.1f} {point[1]:.1f}"

    strokes = (
        f"{'C' if len(stroke) == 3 else 'L'}{', '.join(at(point) for point in stroke)}"
        for stroke in placed.strokes
    )
    return f"M{at(placed.start)} {' '.join(strokes)}"


def _label(placed: PlacedArrow, sizes: Sizes) -> Iterator[str]:
    if placed.label is None:
        return
    box, arrow = placed.label, placed.arrow
    yield f'<g class="{" ".join(["label", *sorted(arrow.looks)])}">{_rect(box, 4, "#f6f7f4", None)}'
    down = box.top + 2
    for text, size, look in zip(
        arrow.lines, arrow.label_sizes(sizes), ("count", "small", "small"), strict=False
    ):
        down += size * _LEADING
        yield _text(text, look, box.middle[0], down - size * 0.3, size)
    yield "</g>"


def _card(placed: PlacedCard, sizes: Sizes) -> Iterator[str]:
    card, box = placed.card, placed.box
    fill, stroke = _CARD_COLOURS.get(card.kind, ("#ffffff", "#b3bab5"))
    looks = ["card", card.kind, *(["ghost"] if card.ghost else []), *(["absent"] if card.absent else [])]
    radius = min(box.height / 2, 20) if card.kind in {"source", "touch"} else 9
    shape = _rect(box, radius, fill, stroke)
    yield f'<g class="{" ".join(looks)}"><title>{escape(card.title)}</title>{shape}'
    heights = [line.size(sizes) * _LEADING for line in card.lines]
    down = box.top + (box.height - sum(heights)) / 2
    for line, height in zip(card.lines, heights, strict=True):
        down += height
        yield _text(line.text, line.kind, box.middle[0], down - line.size(sizes) * 0.3, line.size(sizes))
    yield "</g>"


def _rect(box: Box, radius: float, fill: str, stroke: str | None) -> str:
    line = "" if stroke is None else f' stroke="{stroke}"'
    return (
        f'<rect x="{box.left:.1f}" y="{box.top:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" '
        f'rx="{radius:g}" fill="{fill}"{line}/>'
    )


def _text(text: str, look: str, x: float, y: float, size: float) -> str:
    weight = ' font-weight="600"' if look == "title" else ""
    colour = "#56635b" if look == "small" else "#17211b"
    return (
        f'<text class="{look}" x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-size="{size:g}" '
        f'fill="{colour}"{weight}>{escape(text)}</text>'
    )
