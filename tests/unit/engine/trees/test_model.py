import numpy as np
import pytest

from perennial.engine.trees.fit import Look, fit_trees, horizons_apart
from perennial.engine.trees.model import ask_trees

RATE = 0.02
ROWS = 4_000


def _base(days):
    return np.full(2, RATE * days)


def _chance(days):
    return 1 - np.exp(-_base(days))


def _look(seed, pace=1.0):
    """Customers of whom those with the first feature buy three times as often as the others."""
    rng = np.random.default_rng(seed)
    features = np.stack([rng.integers(0, 2, ROWS), rng.integers(0, 9, ROWS)], axis=1).astype(float)
    rate = RATE * (1 + 2 * features[:, 0]) * pace
    came = {days: rng.poisson(rate * days).astype(np.int32) for days in (14, 28)}
    return _looked(features, came, pace)


def _looked(features, came, pace=1.0, code=None):
    return Look(
        features=features,
        expected=np.full(len(features), RATE),
        code=np.zeros((len(features), 0), np.int32) if code is None else code,
        came=came,
        pace=dict.fromkeys(came, pace),
    )


@pytest.fixture(scope="module")
def model():
    found = fit_trees([_look(1), _look(2)], (14, 28))
    assert found is not None
    return found


FEATURES = np.array([[0.0, 4.0], [1.0, 4.0]])


def _ask(model, what, horizon, pace=1.0):
    base = _base if what == "expected_orders" else _chance
    return ask_trees(model, what, FEATURES, base=base, pace=lambda _: pace, horizon=horizon)


def test_orders_are_those_of_the_customers_alike(model):
    assert _ask(model, "expected_orders", 28) == pytest.approx([0.56, 1.68], rel=0.1)


def test_chances_are_those_of_the_customers_alike(model):
    assert _ask(model, "p_order", 14) == pytest.approx([1 - np.exp(-0.28), 1 - np.exp(-0.84)], rel=0.1)


def test_a_longer_horizon_keeps_what_the_first_days_bring_and_goes_on_as_the_attrition_model(model):
    first, year = _ask(model, "expected_orders", 28), _ask(model, "expected_orders", 365)
    assert year - first == pytest.approx(np.full(2, RATE * (365 - 28)))


def test_a_shorter_horizon_is_in_proportion(model):
    assert _ask(model, "expected_orders", 7) == pytest.approx(_ask(model, "expected_orders", 14) / 2)


def test_chances_of_other_horizons_lie_in_order(model):
    said = [_ask(model, "p_order", days) for days in (7, 14, 28, 60, 200)]
    assert (np.diff(said, axis=0) > 0).all()


def test_what_lies_far_ahead_is_nearly_what_the_attrition_model_says(model):
    assert _ask(model, "p_order", 280)[0] == pytest.approx(_chance(280)[0], abs=0.02)


def test_a_busy_window_brings_more_of_both(model):
    assert _ask(model, "expected_orders", 28, pace=1.5) == pytest.approx(
        1.5 * _ask(model, "expected_orders", 28)
    )
    none = 1 - _ask(model, "p_order", 28)
    assert 1 - _ask(model, "p_order", 28, pace=2.0) == pytest.approx(none**2)


def test_busy_windows_of_the_past_are_not_taken_for_eager_customers():
    busy = fit_trees([_look(1, pace=1.5), _look(2, pace=1.5)], (14, 28))
    assert _ask(busy, "expected_orders", 28) == pytest.approx([0.56, 1.68], rel=0.1)


def test_too_little_is_not_learnt_from():
    few = _look(1)
    few = _looked(few.features[:200], {28: few.came[28][:200]})
    nobody = _looked(few.features, {28: np.zeros(200, np.int32)})
    assert fit_trees([few], (28,)) is None
    assert fit_trees([nobody] * 20, (28,)) is None
    assert fit_trees([], (28,)) is None


def test_horizons_that_nearly_agree_share_their_trees():
    assert horizons_apart((90, 30, 14, 28)) == (14, 28, 90)
    assert horizons_apart((365,)) == (365,)
