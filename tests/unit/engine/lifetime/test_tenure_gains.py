"""Purchases in parts of the time ahead."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from perennial.engine.lifetime.leaving_curve import LeavingCurve
from perennial.engine.lifetime.tenure_gains import (
    Parts,
    counts_of_parts,
    first_orders_of_parts,
    in_a_row,
)

AGE, SIZE = np.array([0, 90]), np.array([2.0, 5.0])
DAYS = np.array([[0.0, 1.0, 7.0, 30.0, 120.0]])


@dataclass(frozen=True, kw_only=True)
class Known:
    """Waits of mean 30 days; leavings at an even hazard."""

    k: int
    hazard: float
    r: float = 2.0
    alpha: float = 60.0
    q0: float = 0.0
    curve: LeavingCurve = field(init=False)

    def __post_init__(self) -> None:
        curve = LeavingCurve(
            knots=np.array([0.0, 1.0]), cumulative=np.array([0.0, self.hazard]), tail=self.hazard
        )
        object.__setattr__(self, "curve", curve)


def test_first_orders_where_nobody_leaves_are_the_closed_form() -> None:
    at = Known(k=1, hazard=0.0)
    gains = first_orders_of_parts(at, AGE, SIZE, in_a_row(DAYS))[0]
    began = at.alpha + AGE[:, None]
    silent = (began / (began + DAYS)) ** SIZE[:, None]
    assert gains == pytest.approx(silent[:, :-1] - silent[:, 1:], rel=1e-9)


def test_purchases_where_nobody_leaves_are_size_times_odds() -> None:
    at = Known(k=1, hazard=0.0)
    counts = counts_of_parts(at, AGE, SIZE, in_a_row(DAYS))[0]
    expected = SIZE * DAYS[0, -1] / (at.alpha + AGE)
    assert counts.sum(axis=1) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("k", [1, 3])
def test_purchases_are_never_fewer_than_first_orders(k: int) -> None:
    at = Known(k=k, hazard=0.01)
    first = first_orders_of_parts(at, AGE, SIZE, in_a_row(DAYS))
    assert first.shape == (k, 2, 4)
    assert (counts_of_parts(at, AGE, SIZE, in_a_row(DAYS)) >= first).all()


def test_parts_in_any_order_are_those_in_a_row() -> None:
    at = Known(k=2, hazard=0.01)
    order = np.array([2, 0, 3])
    picked = Parts(days=DAYS, low=order, high=order + 1)
    for gains_of in (first_orders_of_parts, counts_of_parts):
        row = gains_of(at, AGE, SIZE, in_a_row(DAYS))
        assert (gains_of(at, AGE, SIZE, picked) == row[:, :, order]).all()
