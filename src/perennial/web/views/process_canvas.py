"""A drawing as the editor shows it: the picture, and where its cards and arrows lie."""

from typing import Any

from perennial.engine.process.drawing import Drawing, drawing_json
from perennial.pictures.process.bands import place
from perennial.pictures.process.by_hand import place_by_hand
from perennial.pictures.process.drawing_picture import drawing_parts
from perennial.pictures.process.parts import sizes_for
from perennial.pictures.process.placed import Placed, PlacedArrow
from perennial.pictures.process.svg import MARGINS, write_svg
from perennial.pictures.words import Words

__all__ = ["canvas_of"]

#: Pixels that the editor has beside the pages on a desk.
_ROOM = 900.0


def canvas_of(drawing: Drawing, words: Words) -> dict[str, Any]:
    """Give the drawing, its SVG, and boxes of cards and middles of arrows in the pixels of the SVG.

    Places are those of the picture, which begins at 0, 0; the editor takes them over.
    """
    placed = _placed(drawing, words)
    svg = write_svg(placed, "LR", title=words.say("Sales process"), sentence="") if drawing.nodes else ""
    margin = MARGINS["LR"]
    return {
        "drawing": drawing_json(drawing),
        "svg": str(svg),
        "placed": drawing.placed,
        "margin": margin,
        "cards": [
            {
                "id": each.card.id,
                "x": each.box.middle[0],
                "y": each.box.middle[1],
                "width": each.box.width,
                "height": each.box.height,
            }
            for each in placed.cards
            if not each.card.ghost
        ],
        "arrows": [
            {"source": each.arrow.source, "target": each.arrow.target, "x": middle[0], "y": middle[1]}
            for each in placed.arrows
            for middle in [_middle(each)]
        ],
    }


def _placed(drawing: Drawing, words: Words) -> Placed:
    cards, arrows = drawing_parts(drawing, words, actual=None, comparison=None)
    if drawing.placed:
        middles = {node.id: (node.x or 0.0, node.y or 0.0) for node in drawing.nodes}
        return place_by_hand(cards, middles, arrows, sizes_for("LR"))
    return place(list(cards.values()), arrows, direction="LR", room=_ROOM)


def _middle(arrow: PlacedArrow) -> tuple[float, float]:
    """Give a point on the line: the middle of a curve drawn by hand, else the middle of its bends."""
    if len(arrow.strokes) == 1 and len(arrow.strokes[0]) == 3:
        first, second, last = arrow.strokes[0]
        corners = zip(arrow.start, first, second, last, strict=True)
        x, y = ((a + 3 * b + 3 * c + d) / 8 for a, b, c, d in corners)
        return x, y
    ends = [arrow.start, *(stroke[-1] for stroke in arrow.strokes)]
    if len(ends) == 1:
        ends.append(arrow.tip)
    at = len(ends) // 2
    (left, top), (right, bottom) = ends[at - 1], ends[at]
    return (left + right) / 2, (top + bottom) / 2
