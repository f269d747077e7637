from hypothesis import given, settings
from hypothesis import strategies as st

from perennial.engine.process.folded import fold
from perennial.store.memory.events import EventRow, open_events


def arrows(process_map):
    return {(edge.source, edge.target) for edge in process_map.edges}


def test_rare_arrow_is_folded_and_counted(map_of):
    whole = map_of(*["a b c"] * 97, *["a c"] * 3)
    folded = fold(whole, 0.05)
    assert arrows(folded.shown) == {("a", "b"), ("b", "c")}
    assert [(edge.source, edge.target, edge.count) for edge in folded.folded] == [("a", "c", 3)]
    assert folded.moves == 3
    assert folded.shown.nodes == whole.nodes


def test_share_of_zero_folds_nothing(map_of):
    whole = map_of("a b c", "a c", "b a")
    assert fold(whole, 0).shown == whole


def test_only_way_to_a_rare_step_stays(map_of):
    whole = map_of(*["a b"] * 99, "a x b")
    assert {("a", "x"), ("x", "b")} <= arrows(fold(whole, 0.5).shown)


def test_commonest_of_several_rare_ways_stays(map_of):
    whole = map_of(*["a b"] * 90, *["c b"] * 90, *["a x"] * 2, "c x")
    assert ("a", "x") in arrows(fold(whole, 0.5).shown)
    assert ("c", "x") not in arrows(fold(whole, 0.5).shown)


@st.composite
def maps(draw):
    cases = draw(
        st.lists(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=7), min_size=1, max_size=25)
    )
    from datetime import datetime, timedelta

    rows = [
        EventRow(
            row=0,
            case_id=str(number),
            activity=step,
            moment=datetime(2026, 1, 1) + timedelta(hours=place),  # noqa: DTZ001
        )
        for number, case in enumerate(cases)
        for place, step in enumerate(case)
    ]
    return open_events(rows).process_map()


@settings(max_examples=60, deadline=None)
@given(whole=maps(), share=st.floats(0, 1))
def test_every_step_stays_connected_and_nothing_is_lost(whole, share):
    folded = fold(whole, share)
    assert sorted([*folded.shown.edges, *folded.folded], key=str) == sorted(whole.edges, key=str)
    begin = {node.activity for node in whole.nodes if node.starts}
    assert reached(folded.shown.edges, begin) == {node.activity for node in whole.nodes}
    end = {node.activity for node in whole.nodes if node.ends}
    back = [(edge.target, edge.source) for edge in folded.shown.edges]
    assert spread(back, end) == {node.activity for node in whole.nodes}


@settings(max_examples=30, deadline=None)
@given(whole=maps(), share=st.floats(0, 0.5))
def test_folding_more_never_shows_more(whole, share):
    assert arrows(fold(whole, 2 * share).shown) <= arrows(fold(whole, share).shown)


def reached(edges, begin):
    return spread([(edge.source, edge.target) for edge in edges], begin)


def spread(pairs, begin):
    found = set(begin)
    while more := {target for source, target in pairs if source in found} - found:
        found |= more
    return found
