import numpy as np
import pytest
from trial_samples import followed

from perennial.trial.followed import Costs
from perennial.trial.order_counts import counted, per_customer


def test_followed_to_the_end_it_is_the_mean() -> None:
    seen = followed([True, True, False, False], [(1, 2, 3), (4,), (), (5,)], horizon=10, amounts=True)
    assert per_customer(seen, seen.orders) == pytest.approx((0.5, 2.0))
    assert per_customer(seen, seen.amount) == pytest.approx((5.0, 20.0))
    contrast = counted(seen, seen.orders)
    assert contrast.value == pytest.approx(1.5)
    # Welch's variance: 2/2 + 0.5/2.
    assert np.square(contrast.influence).sum() == pytest.approx(1.25)


def test_later_purchases_stand_for_those_no_longer_followed() -> None:
    seen = followed([True, True, False], [(8,), (), (2,)], horizon=10, until=[10, 5, 10])
    assert per_customer(seen, seen.orders)[1] == pytest.approx(1.0)
    early = followed([True, True, False], [(3,), (), (2,)], horizon=10, until=[10, 5, 10])
    assert per_customer(early, early.orders)[1] == pytest.approx(0.5)


def test_moves_of_either_arm_cancel() -> None:
    rng = np.random.default_rng(1)
    until = rng.integers(20, 61, 300)
    bought = [tuple(rng.choice(np.arange(1, end + 1), 3, replace=False)) for end in until]
    seen = followed(rng.random(300) < 0.5, bought, horizon=60, until=until)
    contrast = counted(seen, seen.orders)
    assert contrast.influence[seen.treated].sum() == pytest.approx(0.0, abs=1e-9)
    assert contrast.influence[~seen.treated].sum() == pytest.approx(0.0, abs=1e-9)


def test_what_was_given_is_taken_off_the_money() -> None:
    seen = followed([True, True, False, False], [(1, 2), (4,), (), (5,)], horizon=10, amounts=True)
    gifts = Costs(customer=np.array([0, 2]), day=np.array([0, 3]), amount=np.array([4.0, 2.0]))
    assert per_customer(seen, seen.amount, gifts) == pytest.approx((4.0, 13.0))
    assert counted(seen, seen.amount, gifts).value == pytest.approx(9.0)
