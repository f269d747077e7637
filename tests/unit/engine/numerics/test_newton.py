"""Minimisation from a curvature that is only nearly right."""

import numpy as np

from perennial.engine.histories import Floats
from perennial.engine.numerics.newton import floored_inverse, hessian, polish
from perennial.engine.numerics.quasi_newton import minimise

CENTRE = np.array([1.0, -2.0])


def bowl(at: Floats) -> tuple[float, Floats]:
    off = at - CENTRE
    return float(np.cosh(off[0]) + np.cosh(2 * off[1])), np.array([np.sinh(off[0]), 2 * np.sinh(2 * off[1])])


def test_hessian_of_a_known_function() -> None:
    assert np.allclose(hessian(bowl, CENTRE), [[1, 0], [0, 4]], atol=1e-6)


def test_polish_reaches_the_minimum_from_a_rough_curvature() -> None:
    found = polish(bowl, CENTRE + np.array([0.4, -0.3]), np.diag([0.5, 8.0]), steps=30)
    assert found.gradient_norm < 1e-8
    assert np.allclose(found.at, CENTRE, atol=1e-7)


def test_polish_shortens_steps_that_go_too_far() -> None:
    found = polish(bowl, CENTRE + np.array([3.0, 2.0]), np.diag([0.01, 0.01]), steps=60)
    assert np.allclose(found.at, CENTRE, atol=1e-7)


def test_minimise_from_afar() -> None:
    found = minimise(bowl, CENTRE + 5, CENTRE - 9, CENTRE + 9, tolerance=1e-8)
    assert np.allclose(found.at, CENTRE, atol=1e-6)


def test_floored_inverse_of_a_flat_direction_is_finite() -> None:
    inverse = floored_inverse(np.diag([2.0, 0.0]), floor=1e-3)
    assert np.allclose(inverse, np.diag([0.5, 500.0]))
