"""A chart with all that makes it readable: two widths, one sentence, the numbers as a table."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from perennial.pictures.charts.drawing import draw

__all__ = ["WIDTHS", "Chart", "Key", "drawn"]

#: Widths in pixels: of a page and of a phone. Text keeps its size because each has its own drawing.
WIDTHS = (760, 340)
_HEIGHTS = (300, 260)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One entry of a legend: the look of a mark (a class of the page's style) and what it means."""

    look: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart for the page.

    Attributes
    ----------
    title, sentence
        What it shows and what one sees, in the reader's language.
    wide, narrow
        The drawing for a page and for a phone.
    keys
        The legend.
    columns, rows
        The numbers, as written.
    """

    title: str
    sentence: str
    wide: Markup
    narrow: Markup
    keys: tuple[Key, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def drawn(wide: Mapping[str, object], narrow: Mapping[str, object] | None = None) -> tuple[Markup, Markup]:
    """Draw a specification at both widths; `narrow` holds what differs on a phone."""
    both = (wide, {**wide, **(narrow or {})})
    svgs = (
        draw({"width": width, "height": height, **specification})
        for specification, width, height in zip(both, WIDTHS, _HEIGHTS, strict=True)
    )
    # The drawing comes from our own bundle, and labels are escaped there as text of an SVG.
    first, second = (Markup(svg) for svg in svgs)  # noqa: S704
    return first, second
