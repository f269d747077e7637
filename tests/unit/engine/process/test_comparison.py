import pytest

from perennial.core.errors import UserError
from perennial.engine.process.comparison import compare
from perennial.engine.process.drawing import drawing_from, drawing_json
from perennial.engine.process.second_order import after_first_order


def drawn(*arrows, main=()):
    steps = dict.fromkeys(step for arrow in arrows for step in arrow.split(">"))
    return drawing_from(
        {
            "nodes": [{"id": step, "label": step.title()} for step in steps],
            "edges": [
                {"source": arrow.split(">")[0], "target": arrow.split(">")[1], "main": arrow in main}
                for arrow in arrows
            ],
        }
    )


def test_arrows_that_nobody_takes_and_ways_that_nobody_drew(map_of):
    drawing = drawn("a>b", "b>c", "c>d")
    found = compare(drawing, map_of(*["a b c"] * 6, *["a c"] * 3, "b a"))
    assert [(arrow.source, arrow.target) for arrow in found.untaken] == [("c", "d")]
    assert [(edge.source, edge.target, edge.count) for edge in found.undrawn] == [
        ("a", "c", 3),
        ("b", "a", 1),
    ]
    assert found.absent == ("d",)
    assert (found.followed, found.moves) == (12, 16)


def test_skipped_steps_are_those_on_the_drawn_way_between(map_of):
    found = compare(drawn("a>b", "b>c", "c>d"), map_of(*["a d"] * 5, *["b d"] * 2, *["a b c d"] * 9))
    assert [(each.activity, each.count, each.ways) for each in found.skipped] == [
        ("c", 7, (("a", "d"), ("b", "d"))),
        ("b", 5, (("a", "d"),)),
    ]


def test_main_way_decides_which_step_was_skipped(map_of):
    arrows = ("a>x", "x>c", "a>b", "b>c")
    found = compare(drawn(*arrows, main=("a>b", "b>c")), map_of("a c", "a b c"))
    assert [each.activity for each in found.skipped] == ["b"]


def test_steps_that_nobody_drew_are_told_from_the_whole_map(map_of):
    drawing = drawn("a>b")
    found = compare(drawing, map_of("a b"), map_of("a t b", "a t t b"))
    assert [(node.activity, node.count) for node in found.beside] == [("t", 3)]


def test_a_step_that_comes_again_is_no_way_of_its_own(map_of):
    found = compare(drawn("a>b"), map_of("a a b"))
    assert found.undrawn == ()
    assert (found.followed, found.moves) == (1, 1)


def test_drawing_goes_through_json_and_back():
    drawing = drawn("a>b", "b>c", main=("a>b", "b>c"))
    assert drawing_from(drawing_json(drawing)) == drawing
    assert not drawing.placed
    assert drawing.main_ways().onward("a") == ("b", "c")


def test_circle_of_main_arrows_leads_nowhere():
    drawing = drawn("a>b", "b>a", "c>d", main=("a>b", "b>a", "c>d"))
    assert drawing.main_ways().following == {"c": "d"}
    assert drawn("a>b", "b>a", main=("a>b", "b>a")).main_ways() is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "no list of nodes"),
        ({"nodes": [], "edges": "x"}, "no list of edges"),
        ({"nodes": [{"id": " "}], "edges": []}, "has no id"),
        ({"nodes": [{"id": "a"}, {"id": "a"}], "edges": []}, "Two steps of the drawing have the id a"),
        ({"nodes": [{"id": "a", "kind": "odd"}], "edges": []}, "unknown kind: odd"),
        ({"nodes": [{"id": "a", "x": "left"}], "edges": []}, "no number as its x"),
        ({"nodes": [{"id": "a", "y": float("nan")}], "edges": []}, "no number as its y"),
        ({"nodes": [{"id": "a"}], "edges": [{"source": "a", "target": "b"}]}, "there is no step b"),
    ],
)
def test_drawing_that_cannot_be_read_is_refused_with_a_sentence(data, said):
    with pytest.raises(UserError, match=said):
        drawing_from(data)


LADDER = "1st order>2nd order"


def test_nothing_after_the_first_order_is_found_in_the_drawing(map_of):
    whole = map_of(*["1st_order touch_after_1st_order 2nd_order"] * 9, "1st_order")
    assert after_first_order(whole, drawn("offer>1st order", LADDER)).nothing == "drawn"
    with_a_call = drawn("1st order>call", "call>2nd order", LADDER)
    assert after_first_order(whole, with_a_call).nothing == ""
    a_dead_end = drawn("1st order>call", "call>lost", LADDER)
    assert after_first_order(whole, a_dead_end).nothing == "drawn"


def test_nothing_after_the_first_order_is_found_in_what_is_done(map_of):
    bare = map_of(*["1st_order 2nd_order"] * 60, *["1st_order"] * 39, "1st_order call 2nd_order")
    found = after_first_order(bare)
    assert found.nothing == "done"
    assert (found.customers, found.touched.value) == (100, 0.01)
    busy = map_of(*["1st_order call 2nd_order"] * 60, *["1st_order"] * 40)
    assert after_first_order(busy).nothing == ""


def test_log_of_orders_alone_says_nothing_about_what_is_done_between_them(map_of):
    ladder = map_of(*["1st_order 2nd_order"] * 60)
    assert not after_first_order(ladder).touched.known
    assert after_first_order(ladder).nothing == ""
    assert after_first_order(map_of("offer 1st_order 2nd_order")).nothing == "done"


def test_log_without_orders_says_nothing_about_the_second(map_of):
    assert after_first_order(map_of("a b")) is None
    assert after_first_order(map_of("a b"), drawn(LADDER)).nothing == "drawn"
