from perennial.engine.traits import NO_LEVEL, joined, one_trait

CHANNEL = one_trait("channel", ["shop", "", "site", "shop"])
SOURCE = one_trait("source", ["", "ярмарка", "fair", ""])


def said(traits, name):
    levels, code = traits.of(name)
    return [None if each == NO_LEVEL else levels[each] for each in code]


def test_levels_of_a_trait_are_sorted_by_their_bytes():
    assert SOURCE.levels == (("fair", "ярмарка"),)
    assert said(SOURCE, "source") == [None, "ярмарка", "fair", None]
    assert said(one_trait("source", ["b", "a"]), "source") == ["b", "a"]


def test_a_trait_of_nobody_is_none():
    assert one_trait("source", ["", ""]) is None
    assert one_trait("source", []) is None


def test_traits_stand_side_by_side_in_their_order():
    both = joined(SOURCE, CHANNEL)
    assert both.names == ("channel", "source")
    assert said(both, "channel") == ["shop", None, "site", "shop"]
    assert said(both, "source") == said(SOURCE, "source")


def test_of_a_trait_that_both_have_the_first_is_kept():
    other = one_trait("source", ["x", "x", "x", "x"])
    assert said(joined(SOURCE, other), "source") == said(SOURCE, "source")
    assert joined(None, SOURCE) is joined(SOURCE, None) is SOURCE
    assert joined(None, None) is None
