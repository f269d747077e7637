"""The actual process as a picture."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from perennial.engine.process.process_map import Edge, Node
from perennial.pictures.process.bands import place
from perennial.pictures.process.contents import MapContents, ProcessFindings, map_contents
from perennial.pictures.process.described import folded_note, map_sentence
from perennial.pictures.process.labels import arrow_lines, arrow_words, leak_line, loop_line
from perennial.pictures.process.parts import Arrow, Card, Direction, Line, Look, sizes_for
from perennial.pictures.process.placed import Placed
from perennial.pictures.process.step_names import full_name, step_name
from perennial.pictures.process.svg import MARGINS, write_svg
from perennial.pictures.process.text_width import wrapped
from perennial.pictures.words import Words

__all__ = ["RARE", "ROOMS", "ProcessPicture", "fitting_map", "map_picture"]

#: Width in pixels that a map is made for.
ROOMS: Final[Mapping[Direction, float]] = {"LR": 1240.0, "TB": 358.0}

#: Arrows that carry less of their step are rare.
RARE: Final = 0.05

_LEAST_WIDTHS: Final[Mapping[Direction, float]] = {"LR": 760.0, "TB": 358.0}
#: Sources that may have room beside each other, to be tried one after the other.
_SOURCES: Final[Mapping[Direction, tuple[int, ...]]] = {"LR": (6,), "TB": (4, 3, 2)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessPicture:
    """A drawn map, and the sentence that says what it shows."""

    svg: Markup
    sentence: str


def map_picture(
    found: ProcessFindings,
    words: Words,
    *,
    title: str,
    share: float = RARE,
    direction: Direction = "LR",
    heading: tuple[str, ...] = (),
    standalone: bool = False,
) -> ProcessPicture:
    """Draw the actual process.

    What leads to the end without an order stands in the card of the step that it leaves, and so does a step
    that follows itself; all else is arrows with their counts, shares and median days.

    Parameters
    ----------
    title
        What it is, for those who do not see it.
    share
        Arrows that carry less of the events of their source are folded away.
    heading
        Lines above the map, in the picture.
    standalone
        A file of its own, with style and notes.
    """
    contents, placed = fitting_map(found, words, share, direction)
    sentence = map_sentence(contents, words)
    svg = write_svg(
        placed,
        direction,
        title=title,
        sentence=sentence,
        heading=heading,
        notes=_notes(contents, words) if standalone else (),
        standalone=standalone,
        least_width=_LEAST_WIDTHS[direction] if standalone else 0.0,
    )
    return ProcessPicture(svg=svg, sentence=sentence)


def fitting_map(
    found: ProcessFindings, words: Words, share: float, direction: Direction
) -> tuple[MapContents, Placed]:
    """Place a map; sources are put together until it fits into its room, or no more can be.

    Parameters
    ----------
    share
        Arrows that carry less of the events of their source are folded away.
    """
    room = ROOMS[direction] - 2 * MARGINS[direction]
    for most_sources in _SOURCES[direction]:
        contents = map_contents(found, share=share, most_sources=most_sources)
        cards, arrows = list(_cards(contents, direction, words)), list(_arrows(contents, words))
        placed = place(cards, arrows, direction=direction, room=room)
        if placed.width <= room:
            break
    return contents, placed


def _notes(contents: MapContents, words: Words) -> tuple[str, ...]:
    meaning = words.say(
        "On the arrows: how many, their share of the step they leave, and the median time; "
        "↻ comes again, ↘ ends."
    )
    return meaning, *folded_note(contents, words)


def _cards(contents: MapContents, direction: Direction, words: Words) -> Iterator[Card]:
    shown = contents.folded.shown
    for node in shown.nodes:
        if not _is_leak(contents, node.activity):
            yield _card(node, contents, direction, words)


def _card(node: Node, contents: MapContents, direction: Direction, words: Words) -> Card:
    sizes, kind = sizes_for(direction), contents.kinds[node.activity]
    name = step_name(node.activity, words.language)
    titles = wrapped(name, sizes.title, sizes.card, bold=True)
    lines = [Line(text=line, kind="title") for line in titles]
    lines.append(Line(text=words.fact(node.count, "number"), kind="count"))
    shown = contents.folded.shown
    for edge in shown.edges:
        if edge.source == node.activity and edge.loops:
            lines.append(Line(text=loop_line(edge, words), kind="small"))
        elif edge.source == node.activity and _is_leak(contents, edge.target):
            label = step_name(edge.target, words.language)
            lines.append(Line(text=leak_line(edge, words, label), kind="small"))
    full = full_name(node.activity, words.language)
    title = words.say("{step}: {count:times}", step=full, count=node.count)
    title = "; ".join([title, *(line.text for line in lines if line.kind == "small")])
    return Card(id=node.activity, kind=kind, lines=tuple(lines), title=title)


def _is_leak(contents: MapContents, step: str) -> bool:
    return contents.kinds[step] == "lost"


def _arrows(contents: MapContents, words: Words) -> Iterator[Arrow]:
    edges = [
        edge
        for edge in contents.folded.shown.edges
        if not edge.loops and not _is_leak(contents, edge.target) and not _is_leak(contents, edge.source)
    ]
    most = max((edge.count for edge in edges), default=1)
    main, weak = set(pairwise(contents.main_way)), _weak(contents)
    for edge in edges:
        arrow = edge.source, edge.target
        looks: set[Look] = {"main"} if arrow in main else set()
        looks |= {"weak"} if arrow in weak else set()
        yield Arrow(
            source=edge.source,
            target=edge.target,
            lines=arrow_lines(edge, words),
            title=_title(edge, words),
            weight=edge.count / most,
            looks=frozenset(looks),
        )


def _weak(contents: MapContents) -> set[tuple[str, str]]:
    """Give the weakest arrow, and the detour over touches between its ends."""
    weakest = contents.weakest.weakest if contents.weakest is not None else None
    if weakest is None:
        return set()
    source, target = weakest.source, weakest.target
    shown = contents.folded.shown
    touches = [
        node.activity
        for node in shown.nodes
        if contents.kinds[node.activity] == "touch"
        and shown.edge(source, node.activity)
        and shown.edge(node.activity, target)
    ]
    return {(source, target)}.union(*({(source, touch), (touch, target)} for touch in touches))


def _title(edge: Edge, words: Words) -> str:
    names = (full_name(step, words.language) for step in (edge.source, edge.target))
    return f"{' → '.join(names)}: {arrow_words(edge, words)}"
