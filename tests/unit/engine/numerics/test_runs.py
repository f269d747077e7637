import numpy as np

from perennial.engine.numerics.runs import counted_until, taken

#: Three owners: of two values, of none, of one.
OFFSETS, VALUES = np.array([0, 2, 2, 3]), np.array([4, 9, 7])


def test_owners_are_taken_in_the_order_named_with_their_rows():
    offsets, rows = taken(OFFSETS, np.array([2, 1, 0]))
    assert offsets.tolist() == [0, 1, 1, 3]
    assert VALUES[rows].tolist() == [7, 4, 9]


def test_nobody_has_no_rows():
    offsets, rows = taken(OFFSETS, np.array([], np.intp))
    assert (offsets.tolist(), rows.tolist()) == ([0], [])


def test_values_up_to_the_cut_are_counted():
    assert counted_until(OFFSETS, VALUES, 7).tolist() == [1, 0, 1]
    assert counted_until(OFFSETS, VALUES, 3).tolist() == [0, 0, 0]
