import numpy as np
import pytest
from trial_samples import followed

from perennial.trial.next_order import waited, waits_of


def test_without_censoring_it_is_the_mean_of_the_days() -> None:
    seen = followed([True] * 3 + [False] * 2, [(2,), (4, 6), (), (1,), (3,)], horizon=10)
    treated = waits_of(seen, seen.treated)
    days = np.array([2.0, 4.0, 10.0])
    assert treated.mean_days == pytest.approx(days.mean())
    assert treated.moves == pytest.approx((days - days.mean()) / 3)
    assert treated.returned_share == pytest.approx(2 / 3)


def test_who_was_followed_for_less_counts_while_followed() -> None:
    # Kaplan and Meier by hand: 4 at risk on day 2, 2 on day 5; S is 1, 3/4, 3/8.
    seen = followed([True] * 4 + [False], [(2,), (), (5,), (), ()], horizon=10, until=[10, 3, 10, 10, 10])
    treated = waits_of(seen, seen.treated)
    assert treated.mean_days == pytest.approx(2 * 1.0 + 3 * 0.75 + 5 * 0.375)
    assert treated.moves.sum() == pytest.approx(0.0, abs=1e-12)


def test_the_difference_is_that_of_the_arms_and_its_moves_have_their_variance() -> None:
    rng = np.random.default_rng(1)
    first = rng.integers(1, 15, 200)
    seen = followed(np.arange(200) < 120, [(day,) if day <= 10 else () for day in first], horizon=10)
    contrast = waited(seen)
    days = np.minimum(first, 10).astype(float)
    assert contrast.value == pytest.approx(days[:120].mean() - days[120:].mean())
    variance = days[:120].var(ddof=1) / 120 + days[120:].var(ddof=1) / 80
    assert np.square(contrast.influence).sum() == pytest.approx(variance)


def test_all_back_on_one_day_leaves_nothing_to_vary() -> None:
    seen = followed([True, True, False], [(4,), (4,), (4,)], horizon=10)
    assert waited(seen).value == 0
    assert waited(seen).influence == pytest.approx(np.zeros(3))


def test_moves_are_those_of_leaving_one_customer_out() -> None:
    rng = np.random.default_rng(2)
    until = rng.integers(5, 21, 150)
    first = rng.integers(1, 40, 150)
    bought = [(day,) if day <= end else () for day, end in zip(first, until, strict=True)]
    seen = followed(np.arange(150) < 149, bought, horizon=20, until=until)
    whole = waits_of(seen, seen.treated)
    for out in (0, 7, 50):
        fewer = seen.treated.copy()
        fewer[out] = False
        moved = 148 * (whole.mean_days - waits_of(seen, fewer).mean_days)
        assert moved == pytest.approx(149 * whole.moves[out], rel=0.15, abs=0.3)
