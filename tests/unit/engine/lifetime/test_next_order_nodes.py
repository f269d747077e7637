"""Reading many customers off few nodes."""

import numpy as np
import pytest

from perennial.engine.lifetime.next_order_nodes import axes_for, points_of, read_off, state_at

STATE = (
    np.array([0, 3, 40, 200], np.int32),
    np.array([0, 17, 800, 1500], np.int32),
    np.array([5, 0, 90, 2000]),
)


def test_what_is_linear_between_nodes_is_read_off_exactly():
    axes = axes_for(*STATE)
    x, recency, silence = np.meshgrid(*axes, indexing="ij")

    def linear(x, recency, silence):
        return 2 * np.log1p(x) + 0.01 * recency - np.log1p(silence)

    table = np.stack([linear(x, recency, silence).ravel(), np.ones(x.size)], axis=1)
    found = read_off(axes, table, points_of(*STATE))
    assert found[:, 0] == pytest.approx(linear(*STATE))
    assert found[:, 1] == pytest.approx(1.0)


@pytest.mark.parametrize("coarse", [False, True])
def test_nodes_cover_everybody(coarse):
    for axis, column in zip(axes_for(*STATE, coarse=coarse), STATE, strict=True):
        assert axis[0] == 0
        assert axis[-1] >= column.max()
        assert (np.diff(axis) > 0).all()


def test_nodes_stand_where_they_stood_with_more_customers():
    few, many = axes_for(*(column[:2] for column in STATE)), axes_for(*STATE)
    for one, other in zip(few, many, strict=True):
        assert np.array_equal(one, other[: len(one)])


def test_no_node_has_more_repeat_purchases_than_days():
    x, recency, _ = state_at(axes_for(*STATE))
    assert (recency >= x).all()
    assert (recency[x == 0] == 0).all()
