"""A drawn process as a picture, alone or with what really happened joined on."""

from collections.abc import Iterator

from perennial.engine.process.comparison import Comparison
from perennial.engine.process.drawing import Drawing, DrawnNode
from perennial.engine.process.process_map import Edge, ProcessMap
from perennial.pictures.process.bands import place
from perennial.pictures.process.by_hand import place_by_hand
from perennial.pictures.process.compared import comparison_sentence
from perennial.pictures.process.labels import arrow_lines, loop_line
from perennial.pictures.process.map_picture import ROOMS, ProcessPicture
from perennial.pictures.process.parts import Arrow, Card, Direction, Line, Look, sizes_for
from perennial.pictures.process.placed import Placed
from perennial.pictures.process.svg import MARGINS, write_svg
from perennial.pictures.process.text_width import wrapped
from perennial.pictures.words import Words

__all__ = ["drawing_parts", "drawing_picture"]

#: Undrawn ways that carry less of the events of their source are not shown.
_RARE = 0.05


def drawing_picture(
    drawing: Drawing,
    words: Words,
    *,
    title: str,
    actual: ProcessMap | None = None,
    comparison: Comparison | None = None,
    weakest: tuple[str, str] | None = None,
    direction: Direction = "LR",
    standalone: bool = False,
) -> ProcessPicture:
    """Draw a drawn process.

    Steps that were put somewhere by hand stay there in a map from left to right; else dagre places all.

    Parameters
    ----------
    title
        What it is, for those who do not see it.
    actual
        The map of the drawn steps: its counts, shares and median days stand on the arrows.
    comparison
        Of the drawing with the map: arrows that nobody takes are dashed, ways that nobody drew are added.
    weakest
        Source and target of the weakest arrow.
    standalone
        A file of its own, with its style.
    """
    cards, arrows = drawing_parts(
        drawing, words, actual=actual, comparison=comparison, weakest=weakest, direction=direction
    )
    placed = _placed(drawing, cards, arrows, direction)
    sentence = _sentence(drawing, comparison, words)
    svg = write_svg(placed, direction, title=title, sentence=sentence, standalone=standalone)
    return ProcessPicture(svg=svg, sentence=sentence)


def drawing_parts(
    drawing: Drawing,
    words: Words,
    *,
    actual: ProcessMap | None,
    comparison: Comparison | None,
    weakest: tuple[str, str] | None = None,
    direction: Direction = "LR",
) -> tuple[dict[str, Card], list[Arrow]]:
    """Give the cards by id and the arrows of a drawing; the parameters are those of `drawing_picture`."""
    cards = {node.id: _card(node, actual, direction, words) for node in drawing.nodes}
    return cards, [*_drawn(drawing, actual, weakest, words), *_undrawn(comparison, weakest, words)]


def _placed(drawing: Drawing, cards: dict[str, Card], arrows: list[Arrow], direction: Direction) -> Placed:
    if drawing.placed and direction == "LR":
        middles = {node.id: (node.x or 0.0, node.y or 0.0) for node in drawing.nodes}
        return place_by_hand(cards, middles, arrows, sizes_for(direction))
    return place(
        list(cards.values()), arrows, direction=direction, room=ROOMS[direction] - 2 * MARGINS[direction]
    )


def _card(node: DrawnNode, actual: ProcessMap | None, direction: Direction, words: Words) -> Card:
    sizes = sizes_for(direction)
    titles = wrapped(node.label, sizes.title, sizes.card, bold=True)
    lines = [Line(text=text, kind="title") for text in titles]
    happened = None if actual is None else actual.node(node.id)
    if actual is not None:
        count = words.say("never") if happened is None else words.fact(happened.count, "number")
        lines.append(Line(text=count, kind="count"))
        loop = actual.edge(node.id, node.id)
        if loop is not None:
            lines.append(Line(text=loop_line(loop, words), kind="small"))
    return Card(
        id=node.id,
        kind=node.kind,
        lines=tuple(lines),
        title=node.label,
        absent=actual is not None and happened is None,
    )


def _drawn(
    drawing: Drawing, actual: ProcessMap | None, weakest: tuple[str, str] | None, words: Words
) -> Iterator[Arrow]:
    taken = {(edge.source, edge.target): edge for edge in actual.edges} if actual is not None else {}
    most = max((edge.count for edge in taken.values()), default=1)
    for drawn in drawing.edges:
        ends = drawn.source, drawn.target
        edge = taken.get(ends)
        looks: set[Look] = {"main"} if drawn.main else set()
        looks |= {"weak"} if ends == weakest else set()
        looks |= {"untaken"} if actual is not None and edge is None else set()
        lines = () if actual is None else (words.say("nobody"),) if edge is None else arrow_lines(edge, words)
        yield Arrow(
            source=drawn.source,
            target=drawn.target,
            lines=lines,
            title=_title(drawing, ends, lines),
            weight=0.3 if actual is None else 0.0 if edge is None else edge.count / most,
            looks=frozenset(looks),
        )


def _undrawn(comparison: Comparison | None, weakest: tuple[str, str] | None, words: Words) -> Iterator[Arrow]:
    if comparison is None:
        return
    taken = [arrow.taken.count for arrow in comparison.arrows if arrow.taken is not None]
    most = max([*taken, *(edge.count for edge in comparison.undrawn), 1])
    for edge in comparison.undrawn:
        if edge.share >= _RARE:
            yield _undrawn_arrow(edge, most, weakest, words)


def _undrawn_arrow(edge: Edge, most: int, weakest: tuple[str, str] | None, words: Words) -> Arrow:
    ends, lines = (edge.source, edge.target), arrow_lines(edge, words)
    return Arrow(
        source=edge.source,
        target=edge.target,
        lines=lines,
        title=words.say("nobody drew this: {what}", what=", ".join(lines)),
        weight=edge.count / most,
        looks=frozenset[Look]({"undrawn", "weak"} if ends == weakest else {"undrawn"}),
    )


def _title(drawing: Drawing, ends: tuple[str, str], lines: tuple[str, ...]) -> str:
    names = [node.label for step in ends if (node := drawing.node(step)) is not None]
    return ": ".join([" → ".join(names), *([", ".join(lines)] if lines else [])])


def _sentence(drawing: Drawing, comparison: Comparison | None, words: Words) -> str:
    if comparison is not None:
        return comparison_sentence(drawing, comparison, words)
    ways = drawing.main_ways()
    if ways is None:
        return words.say("{steps:steps}; no main way is marked.", steps=len(drawing.nodes))
    first = next((step for step in ways.following if step not in ways.following.values()), ways.goal)
    labels = {node.id: node.label for node in drawing.nodes}
    way = " → ".join(labels.get(step, step) for step in (first, *ways.onward(first)))
    return words.say("{steps:steps}; the main way: {way}.", steps=len(drawing.nodes), way=way)
