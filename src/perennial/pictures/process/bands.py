"""A long process in several rows, like lines of text: what leads on from above starts from a ghost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from perennial.pictures.process.engine import RawLayout, lay_out
from perennial.pictures.process.parts import Arrow, Card, Direction, Line, Sizes, sizes_for
from perennial.pictures.process.placed import Placed, PlacedArrow, PlacedCard
from perennial.pictures.process.routes import routed

__all__ = ["place"]

_GHOST = "\N{START OF TEXT}ghost "
_BETWEEN = 40.0
_PARTS = (1.0, 0.85, 0.7, 0.5, 0.35)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rank:
    """Cards that stand in one column: from where to where it reaches, and their ids."""

    left: float
    right: float
    ids: frozenset[str]


def place(cards: Sequence[Card], arrows: Sequence[Arrow], *, direction: Direction, room: float) -> Placed:
    """Lay out a map; one that runs left to right is broken into rows where it would be wider than the room.

    Parameters
    ----------
    arrows
        Those of one card to itself are left out.
    room
        Pixels.
    """
    by_id, sizes = {card.id: card for card in cards}, sizes_for(direction)
    arrows = [arrow for arrow in arrows if arrow.source != arrow.target]
    raw = _laid_out(by_id, arrows, direction, sizes)
    whole = routed(by_id, arrows, raw, direction, sizes)
    if direction == "TB" or whole.width <= room:
        return whole
    ranks = _ranks(by_id, raw, sizes)
    # Ghosts can make a row wider than it was reckoned.
    for part in _PARTS:
        rows = _rows(ranks, arrows, by_id, part * room, sizes)
        whole = _stacked([_row(row, rows, by_id, arrows, direction) for row in rows])
        if whole.width <= room:
            break
    return whole


def _laid_out(
    cards: Mapping[str, Card], arrows: Sequence[Arrow], direction: Direction, sizes: Sizes
) -> RawLayout:
    nodes: list[dict[str, object]] = [
        {"id": name, "width": card.width(sizes), "height": card.height(sizes)} for name, card in cards.items()
    ]
    edges: list[dict[str, object]] = [
        {
            "source": arrow.source,
            "target": arrow.target,
            "width": arrow.label_width(sizes),
            "height": arrow.label_height(sizes),
            "weight": 1 + round(8 * arrow.weight) + 8 * ("main" in arrow.looks),
        }
        for arrow in arrows
    ]
    options = {
        "rankdir": direction,
        "nodesep": sizes.between,
        "edgesep": sizes.lanes,
        "ranksep": 2 * sizes.gap,
    }
    return lay_out(nodes, edges, options)


def _ranks(cards: Mapping[str, Card], raw: RawLayout, sizes: Sizes) -> list[_Rank]:
    columns: dict[int, set[str]] = {}
    for name in cards:
        columns.setdefault(round(raw.nodes[name][0]), set()).add(name)
    return [
        _Rank(
            left=middle - max(cards[name].width(sizes) for name in ids) / 2,
            right=middle + max(cards[name].width(sizes) for name in ids) / 2,
            ids=frozenset(ids),
        )
        for middle, ids in sorted(columns.items())
    ]


def _rows(
    ranks: Sequence[_Rank], arrows: Sequence[Arrow], cards: Mapping[str, Card], room: float, sizes: Sizes
) -> list[frozenset[str]]:
    """Choose where to break: as few rows as fit, then as few ghosts, then rows of like widths."""

    @cache
    def best(first: int) -> tuple[tuple[float, ...], tuple[int, ...]]:
        """Give the cost of all ranks from one on, and where they are broken."""
        if first == len(ranks):
            return (0.0, 0.0, 0.0), ()
        found = []
        for last in range(first, len(ranks)):
            ghosts = _ghosts(first, last)
            width = ranks[last].right - ranks[first].left + (_ghost_column(ghosts) if ghosts else 0.0)
            if width > room and last > first:
                break
            (rows, further, widest), breaks = best(last + 1)
            cost = (rows + 1, further + len(ghosts), max(widest, width))
            found.append((cost, (first, *breaks)))
        return min(found)

    @cache
    def _ghosts(first: int, last: int) -> frozenset[str]:
        inside = frozenset[str]().union(*(rank.ids for rank in ranks[first : last + 1]))
        above = frozenset[str]().union(*(rank.ids for rank in ranks[:first]))
        ends = ({arrow.source, arrow.target} for arrow in arrows)
        return frozenset(name for end in ends if end & inside for name in end & above)

    def _ghost_column(ghosts: frozenset[str]) -> float:
        leading = (arrow for arrow in arrows if ghosts & {arrow.source, arrow.target})
        labels = max((arrow.label_width(sizes) for arrow in leading), default=0.0)
        return max(_ghost(cards[name]).width(sizes) for name in ghosts) + labels + 2 * sizes.gap

    _, breaks = best(0)
    return [
        frozenset[str]().union(*(rank.ids for rank in ranks[first:following]))
        for first, following in pairwise([*breaks, len(ranks)])
    ]


def _row(
    row: frozenset[str],
    rows: Sequence[frozenset[str]],
    cards: Mapping[str, Card],
    arrows: Sequence[Arrow],
    direction: Direction,
) -> Placed:
    """Lay out one row: an arrow between two rows is drawn in the lower one, from or to a ghost."""
    above = frozenset[str]().union(*rows[: rows.index(row)])
    here = {name: card for name, card in cards.items() if name in row}
    drawn = []
    for arrow in arrows:
        ends = {arrow.source, arrow.target}
        if ends & row and ends <= row | above:
            for name in ends & above:
                here[_GHOST + name] = _ghost(cards[name])
            drawn.append((_to_ghosts(arrow, above), arrow))
    sizes = sizes_for(direction)
    shown = [shown for shown, _ in drawn]
    placed = routed(here, shown, _laid_out(here, shown, direction, sizes), direction, sizes)
    originals = [original for _, original in drawn]
    return replace(
        placed,
        arrows=tuple(
            replace(each, arrow=original) for each, original in zip(placed.arrows, originals, strict=True)
        ),
    )


def _to_ghosts(arrow: Arrow, above: frozenset[str]) -> Arrow:
    source, target = (_GHOST + name if name in above else name for name in (arrow.source, arrow.target))
    return replace(arrow, source=source, target=target)


def _ghost(card: Card) -> Card:
    titles = tuple(line for line in card.lines if line.kind == "title")
    return replace(card, lines=titles or (Line(text=card.title, kind="title"),), ghost=True)


def _stacked(rows: Sequence[Placed]) -> Placed:
    cards: list[PlacedCard] = []
    arrows: list[PlacedArrow] = []
    down = 0.0
    for row in rows:
        cards += [card.moved(0, down) for card in row.cards]
        arrows += [arrow.moved(0, down) for arrow in row.arrows]
        down += row.height + _BETWEEN
    return Placed.of(cards, arrows)
