import numpy as np
import pytest

from perennial.engine.covariates.calibration import corrected

#: Four cells: two parts of each of two kinds.
PARTS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


def test_what_the_model_gets_wrong_of_each_part_is_found():
    expected = np.full((1, 4), 4000.0)
    wrong = np.array([[0.5 * 0.8, 0.5 * 1.6, 1.1 * 0.8, 1.1 * 1.6]])
    assert corrected(expected * wrong, expected, PARTS) == pytest.approx(wrong, rel=0.02)


def test_few_events_correct_little():
    expected, came = np.array([[1000.0, 1000.0, 1000.0, 1.0]]), np.array([[1000.0, 1000.0, 1000.0, 4.0]])
    assert corrected(came, expected, PARTS)[0, 3] == pytest.approx(1.0, abs=0.1)


def test_each_draw_is_corrected_by_itself():
    expected = np.full((2, 4), 3000.0)
    came = expected * np.array([[1.0], [1.3]])
    found = corrected(came, expected, PARTS)
    assert found[0] == pytest.approx(1.0, abs=0.01)
    assert found[1] == pytest.approx(1.3, rel=0.02)


def test_where_nothing_came_nothing_breaks():
    assert np.isfinite(corrected(np.zeros((1, 4)), np.ones((1, 4)), PARTS)).all()
