import numpy as np
import pytest

from perennial.engine.traits import Traits
from perennial.engine.trees.leaning import find_leanings, leaning_columns

TRAITS = Traits(
    names=("channel", "product"),
    levels=(("shop", "web"), ("coffee", "filters", "mugs")),
    code=np.array([[0, 0], [1, 0], [1, 1], [-1, 2]], np.int32),
)


@pytest.fixture
def leanings():
    code = np.repeat(TRAITS.code[:3], 1_000, axis=0)
    expected = np.full(3_000, 0.1)
    came = np.repeat([0.1, 0.2, 0.2], 1_000)
    return find_leanings(TRAITS, code, came, expected)


def test_levels_lean_against_all_customers(leanings):
    channel = dict(zip(leanings[0].levels, leanings[0].ratio, strict=True))
    assert channel["web"] > 0.1
    assert channel["shop"] < -0.3


def test_few_orders_lean_little(leanings):
    some = find_leanings(TRAITS, TRAITS.code, np.array([5.0, 0, 0, 0]), np.array([6.0, 6, 6, 6]))
    assert abs(some[0].ratio).max() < 0.3
    assert abs(leanings[0].ratio).max() > 0.3


def test_a_level_hardly_met_is_not_told_from_the_others(leanings):
    assert "mugs" not in leanings[1].levels
    assert leaning_columns(leanings, TRAITS, 4)[3].tolist() == [0, 0]


def test_levels_are_found_by_name_when_others_have_come_between(leanings):
    later = Traits(
        names=("channel",), levels=(("fair", "shop", "web"),), code=np.array([[2], [1], [0]], np.int32)
    )
    columns = leaning_columns(leanings, later, 3)
    before = leaning_columns(leanings, TRAITS, 4)
    assert columns[:, 0].tolist() == [before[1, 0], before[0, 0], 0]
    assert (columns[:, 1] == 0).all()


def test_nothing_is_known_without_traits(leanings):
    assert leaning_columns(leanings, None, 2).tolist() == [[0, 0], [0, 0]]
    assert leaning_columns((), TRAITS, 4).shape == (4, 0)
