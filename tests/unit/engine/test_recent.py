import numpy as np

from perennial.engine.purchases import PurchaseLog, histories_at
from perennial.engine.recent import recent_at
from perennial.engine.touches import touches_of

#: Three customers: five purchases, one, and two of which the second comes after the cut.
LOG = PurchaseLog(
    offsets=np.array([0, 5, 6, 8]),
    day=np.array([100, 250, 330, 350, 380, 390, 395, 450], np.int32),
    amount=np.ones(8),
)
CUT = 400


def test_purchases_are_counted_in_each_window_up_to_the_cut():
    _, index = histories_at(LOG, CUT)
    found = recent_at(LOG, CUT, index)
    assert found.counts.tolist() == [[1, 2, 3, 4], [1, 1, 1, 1], [1, 1, 1, 1]]


def test_last_two_gaps_are_those_known_at_the_cut():
    _, index = histories_at(LOG, CUT)
    found = recent_at(LOG, CUT, index)
    assert found.last_gap[0] == 30
    assert found.gap_before[0] == 20
    assert np.isnan(found.last_gap[1:]).all()


def test_a_purchase_on_the_edge_of_a_window_is_outside_it():
    _, index = histories_at(LOG, 378)
    assert recent_at(LOG, 378, index).counts[0].tolist() == [0, 2, 2, 3]


def test_some_of_the_customers_are_taken_in_the_order_named():
    _, index = histories_at(LOG, CUT)
    found = recent_at(LOG, CUT, index).take(np.array([1, 0]))
    assert found.counts[:, 3].tolist() == [1, 4]
    assert len(found) == 2


def test_touches_are_those_known_at_the_cut():
    touches = touches_of(np.array([0, 0, 2]), np.array([375, 401, 360], np.int32), 3)
    _, index = histories_at(LOG, CUT)
    found = recent_at(LOG, CUT, index, touches=touches)
    assert found.touched.tolist() == [1, 0, 0]
    assert found.since_touch[[0, 2]].tolist() == [25, 40]
    assert np.isnan(found.since_touch[1])


def test_without_touches_nobody_was_touched():
    _, index = histories_at(LOG, CUT)
    found = recent_at(LOG, CUT, index)
    assert not found.touched.any()
    assert np.isnan(found.since_touch).all()
