import numpy as np

from perennial.plan.capacity import fit


def fitted(candidates, days, capacity):
    """Say which candidates (customer, first, last, priority) are chosen, and on which day."""
    customer, first, last, priority = (np.array(each) for each in zip(*candidates, strict=True))
    chosen, day = fit(customer, first, last, priority.astype(float), days=days, capacity=capacity)
    return dict(zip(chosen.tolist(), day.tolist(), strict=True))


def test_fit_takes_the_best_where_a_day_is_full():
    assert fitted([(0, 0, 0, 1), (1, 0, 0, 3), (2, 0, 0, 2)], days=1, capacity=2) == {1: 0, 2: 0}


def test_fit_makes_room_by_moving_those_who_can_wait():
    assert fitted([(0, 0, 1, 3), (1, 0, 0, 2)], days=2, capacity=1) == {0: 1, 1: 0}


def test_fit_keeps_each_inside_its_days():
    assert fitted([(0, 1, 1, 1), (1, 2, 2, 1)], days=3, capacity=5) == {0: 1, 1: 2}


def test_fit_gives_a_customer_one_touch():
    assert fitted([(7, 0, 1, 1), (7, 0, 1, 2)], days=2, capacity=5) == {1: 0}


def test_fit_falls_back_on_another_play_where_the_best_has_no_room():
    candidates = [(0, 0, 0, 9), (1, 0, 0, 8), (1, 1, 1, 5)]
    assert fitted(candidates, days=2, capacity=1) == {0: 0, 2: 1}


def test_fit_without_candidates_capacity_or_days():
    nobody = np.zeros(0, dtype=np.intp)
    chosen, day = fit(nobody, nobody, nobody, np.zeros(0), days=0, capacity=3)
    assert len(chosen) == len(day) == 0
    assert fitted([(0, 0, 1, 1)], days=2, capacity=0) == {}


def test_fit_of_many_goes_on_past_those_that_cannot_fit():
    many = [(at, 0, 0, 2) for at in range(10_000)] + [(10_000 + at, 1, 1, 1) for at in range(5)]
    found = fitted(many, days=2, capacity=3)
    assert sorted(found.items()) == [(0, 0), (1, 0), (2, 0), (10_000, 1), (10_001, 1), (10_002, 1)]
