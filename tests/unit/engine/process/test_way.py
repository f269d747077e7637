from perennial.engine.process.process_map import ProcessMap
from perennial.engine.process.way import goal_of, likeliest_ways, main_way


def test_goal_is_the_last_order_there_is(map_of):
    whole = map_of("contact 1st_order 2nd_order", "contact lost later_still and_more")
    assert goal_of(whole) == "2nd order"


def test_goal_without_orders_is_the_deepest_step_that_is_not_rare(map_of):
    whole = map_of(*["call meet sign"] * 60, *["call no"] * 40, "call meet sign odd odder oddest")
    assert goal_of(whole, ()) == "sign"


def test_goal_where_every_case_is_a_rarity_is_the_deepest_step_of_all(map_of):
    whole = map_of(*(f"call{n} sign{n}" for n in range(60)))
    assert goal_of(whole, ()).startswith("sign")
    assert goal_of(ProcessMap(nodes=(), edges=(), cases=0)) is None


def test_way_takes_the_likeliest_arrows(map_of):
    whole = map_of(*["a b c d"] * 6, *["a c x"] * 3, "a x")
    ways = likeliest_ways(whole, "d")
    assert ways.onward("a") == ("b", "c", "d")
    assert "x" not in ways.following
    assert ways.onward("d") == ()


def test_main_way_comes_by_the_commonest_arrows_back_from_the_goal(map_of):
    # The shop is the largest single source, but more come over contact and offer.
    whole = map_of(*["shop order"] * 4, *["fair contact offer order"] * 3, *["call contact offer order"] * 2)
    assert main_way(whole, "order") == ("fair", "contact", "offer", "order")


def test_main_way_does_not_go_round_a_step_that_comes_again(map_of):
    whole = map_of(*["a b t b t b t b"] * 5, "a b")
    assert main_way(whole, "b") == ("a", "b")


def test_main_way_begins_where_more_begin_than_come(map_of):
    whole = map_of(*["b c"] * 9, "a b c")
    assert main_way(whole, "c") == ("b", "c")
