"""Pieces of long arrays are what the whole is."""

import numpy as np
import pytest

from perennial.engine.numerics.chunks import by_chunk, pieces_of


@pytest.mark.parametrize("rows", [0, 1, 32_768, 300_001])
def test_formula_by_pieces_gives_what_it_gives_of_the_whole(rows):
    x, days = np.arange(rows, dtype=np.int32), np.linspace(0, 9, rows)
    np.testing.assert_array_equal(by_chunk(lambda a, b: np.exp(-b) * a, x, days), np.exp(-days) * x)


def test_what_fails_in_some_piece_fails():
    rows = 400_000

    def formula(x):
        if x[-1] == rows - 1:
            raise ValueError("the last piece")
        return x

    with pytest.raises(ValueError, match="the last piece"):
        by_chunk(formula, np.arange(rows, dtype=np.float64))


def test_pieces_follow_each_other_to_the_end():
    assert [(each.start, each.stop) for each in pieces_of(10, 4)] == [(0, 4), (4, 8), (8, 10)]
    assert list(pieces_of(0, 4)) == []
