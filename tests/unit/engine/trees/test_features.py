import numpy as np
import pytest

from perennial.engine.purchases import PurchaseLog, histories_at
from perennial.engine.recent import recent_at
from perennial.engine.trees.features import FEATURES, features_of

LOG = PurchaseLog(offsets=np.array([0, 3, 4]), day=np.array([0, 10, 30, 36], np.int32), amount=np.ones(4))
NAMES = [name for name, _ in FEATURES]


def _features(as_of):
    histories, index = histories_at(LOG, as_of)
    half = np.full(len(histories), 0.5)
    return features_of(histories, recent_at(LOG, as_of, index), expected=half, p_order=half)


def test_what_a_customer_does_not_have_is_minus_one():
    table = _features(40)
    once = dict(zip(NAMES, table[1], strict=True))
    assert {name for name, value in once.items() if value == -1} >= {"mean_gap", "last_gap", "regularity"}
    assert np.isfinite(table).all()


def test_a_window_longer_than_twice_the_past_is_not_counted():
    old, new = (dict(zip(NAMES, row, strict=True)) for row in _features(40))
    assert old["purchases_56"] == 3
    assert old["purchases_91"] == -1
    assert new["purchases_28"] == -1


def test_silence_is_held_against_both_gaps():
    old = dict(zip(NAMES, _features(40)[0], strict=True))
    assert old["silence"] == 10
    assert old["silence_by_mean_gap"] == pytest.approx(10 / 15, abs=1e-6)
    assert old["silence_by_last_gap"] == 10 / 20
    assert old["log_odds"] == 0
