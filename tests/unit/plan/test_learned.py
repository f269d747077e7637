"""What finished trials teach a plan."""

import pytest

from perennial.pictures.words import Words
from perennial.plan.learned import Taught, learned_of, priors_after
from perennial.plan.priors import PRIORS_WITH_PEOPLE


def _taught(days: float, error: float, play: str = "offer", customers: int = 620) -> Taught:
    return Taught(play=play, days_gained=days, standard_error=error, customers=customers)


def test_without_a_trial_nothing_is_learned() -> None:
    assert learned_of([], 14) is None
    assert priors_after([], PRIORS_WITH_PEOPLE) == PRIORS_WITH_PEOPLE


def test_a_trial_as_sure_as_the_assumption_meets_it_half_way() -> None:
    found = learned_of([_taught(0.0, 14.0)], 14)
    assert found is not None
    assert found.counted == pytest.approx(7.0)


def test_a_large_trial_is_believed() -> None:
    found = learned_of([_taught(3.0, 0.1)], 14)
    assert found is not None
    assert found.counted == pytest.approx(3.0, abs=0.01)


def test_two_trials_are_pooled_by_precision() -> None:
    found = learned_of([_taught(6.0, 2.0), _taught(12.0, 4.0)], 14)
    assert found is not None
    assert found.said == pytest.approx((6 * 4 + 12) / 5)
    assert (found.trials, found.customers) == (2, 1240)
    assert found.high - found.low == pytest.approx(2 * 1.96 / (1 / 4 + 1 / 16) ** 0.5, rel=1e-3)


def test_harm_counts_as_nothing_gained() -> None:
    found = learned_of([_taught(-20.0, 1.0)], 14)
    assert found is not None
    assert found.counted == 0.0
    assert found.said < 0


def test_only_the_play_of_the_trial_changes_and_says_why() -> None:
    after = priors_after([_taught(9.0, 2.5)], PRIORS_WITH_PEOPLE)
    assert {play for play in after if after[play] != PRIORS_WITH_PEOPLE[play]} == {"offer"}
    assert after["offer"].cost_orders == PRIORS_WITH_PEOPLE["offer"].cost_orders
    said = Words("ru").say(after["offer"].because)
    assert said.startswith(
        "Предполагалось 14 дней; 1 эксперимент (620 клиентов)\N{NO-BREAK SPACE}— получилось 9 (от 4,1 до 14)"
    )
    assert "14 days were assumed; 1 trial with 620 customers" in Words("en").say(after["offer"].because)


def test_a_trial_without_an_error_is_passed_over() -> None:
    assert learned_of([_taught(5.0, 0.0)], 14) is None
