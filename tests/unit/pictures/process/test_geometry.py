"""Nothing on a map overlaps: by the sizes that texts will not exceed."""

from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import pytest
from process_samples import DRAWING, company_findings, drawn_against, random_parts, sample_points

from perennial.engine.process.comparison import compare
from perennial.pictures.process.bands import place
from perennial.pictures.process.by_hand import place_by_hand
from perennial.pictures.process.drawing_picture import drawing_parts
from perennial.pictures.process.map_picture import ROOMS, fitting_map
from perennial.pictures.process.parts import sizes_for
from perennial.pictures.process.svg import MARGINS
from perennial.pictures.words import Words


def overlaps(placed):
    cards = [card.box for card in placed.cards]
    labels = [arrow.label for arrow in placed.arrows if arrow.label is not None]
    return [(a, b) for a, b in combinations([*cards, *labels], 2) if a.overlaps(b)]


def crossed(placed):
    """Give the boxes that a line crosses and that are not its own."""
    return [
        (arrow.arrow.source, arrow.arrow.target, box)
        for arrow in placed.arrows
        for box in [
            *(card.box for card in placed.cards),
            *(other.label for other in placed.arrows if other is not arrow and other.label is not None),
        ]
        if any(
            box.left + 1 < x < box.right - 1 and box.top + 1 < y < box.bottom - 1
            for x, y in sample_points(arrow)
        )
    ]


@pytest.mark.parametrize("direction", ["LR", "TB"])
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("product", [None, 0, 1, 2])
def test_companys_map_fits_and_nothing_overlaps(language, product, direction):
    _, placed = fitting_map(company_findings(language, product), Words(language), 0.05, direction)
    assert overlaps(placed) == []
    assert crossed(placed) == []
    assert placed.width <= ROOMS[direction] - 2 * MARGINS[direction]


@pytest.mark.parametrize("direction", ["LR", "TB"])
@pytest.mark.parametrize("share", [0.0, 0.02, 0.5])
def test_nothing_overlaps_however_much_is_folded(share, direction):
    _, placed = fitting_map(company_findings("en"), Words("en"), share, direction)
    assert overlaps(placed) == []
    assert crossed(placed) == []


@pytest.mark.parametrize("seed", range(10))
def test_nothing_overlaps_on_any_map(seed):
    cards, arrows = random_parts(seed)
    for direction, room in (("LR", 1200), ("TB", 340)):
        placed = place(cards, arrows, direction=direction, room=room)
        assert {card.card.id for card in placed.cards} >= {card.id for card in cards}
        assert [arrow.arrow for arrow in placed.arrows if arrow.arrow not in arrows] == []
        assert len(placed.arrows) == len(arrows)
        assert overlaps(placed) == []
        assert crossed(placed) == []


@pytest.mark.parametrize("room", [800, 1200])
@pytest.mark.parametrize("seed", [2, 25])
def test_wide_map_is_broken_into_rows_that_fit(seed, room):
    cards, arrows = random_parts(seed)
    assert place(cards, arrows, direction="LR", room=room).width <= room


def test_labels_of_a_map_placed_by_hand_find_room():
    cards, arrows = drawing_parts(DRAWING, Words("en"), actual=drawn_against()[0], comparison=None)
    middles = {node.id: (node.x, node.y) for node in DRAWING.nodes}
    assert overlaps(place_by_hand(cards, middles, arrows, sizes_for("LR"))) == []


def test_comparison_placed_by_hand_overlaps_nothing_either():
    actual, whole = drawn_against()
    comparison = compare(DRAWING, actual, whole)
    cards, arrows = drawing_parts(DRAWING, Words("en"), actual=actual, comparison=comparison)
    assert any("undrawn" in arrow.looks for arrow in arrows)
    middles = {node.id: (node.x, node.y) for node in DRAWING.nodes}
    assert overlaps(place_by_hand(cards, middles, arrows, sizes_for("LR"))) == []


def test_cards_placed_by_hand_stay_where_they_were_put():
    cards, arrows = drawing_parts(DRAWING, Words("en"), actual=None, comparison=None)
    placed = place_by_hand(cards, {n.id: (n.x, n.y) for n in DRAWING.nodes}, arrows, sizes_for("LR"))
    where = {card.card.id: card.box.middle for card in placed.cards}
    first = DRAWING.nodes[0]
    for node in DRAWING.nodes:
        assert where[node.id][0] - where[first.id][0] == pytest.approx(node.x - first.x)
        assert where[node.id][1] - where[first.id][1] == pytest.approx(node.y - first.y)


def test_same_map_is_laid_out_the_same_for_many_at_once():
    cards, arrows = random_parts(5)
    with ThreadPoolExecutor(8) as pool:
        placed = list(pool.map(lambda _: place(cards, arrows, direction="LR", room=900), range(16)))
    assert all(each == placed[0] for each in placed)
