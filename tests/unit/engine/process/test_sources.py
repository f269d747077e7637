import numpy as np
import pytest

from perennial.engine.process.journeys import NO_SOURCE, Journeys
from perennial.engine.process.sources import compare_sources

NAN = np.nan


def journeys(rows, *, as_of=1000.0, sources=("fair", "web")):
    """Rows of (source, started, first, second, orders, touches before, after, cost before, after, money)."""
    columns = list(zip(*rows, strict=True))
    whole = {0, 4, 5, 6}
    arrays = [np.array(column, dtype=np.int32 if at in whole else float) for at, column in enumerate(columns)]
    names = (
        *("source", "started", "first_order", "second_order", "orders"),
        *("touches_first", "touches_repeat", "cost_first", "cost_repeat", "money"),
    )
    return Journeys(sources=sources, as_of=as_of, **dict(zip(names, arrays, strict=True)))


ROWS = [
    (0, 0.0, 10.0, 30.0, 3, 4, 2, 40.0, 10.0, 300.0),
    (0, 0.0, 20.0, NAN, 1, 2, 1, 20.0, 5.0, 100.0),
    (0, 0.0, NAN, NAN, 0, 3, 0, 30.0, 0.0, 0.0),
    (1, 0.0, 1.0, 9.0, 2, 0, 1, 0.0, 5.0, 80.0),
    (NO_SOURCE, 0.0, NAN, NAN, 0, 1, 0, 10.0, 0.0, 0.0),
]


def test_sources_stand_side_by_side_with_what_they_take_and_bring():
    found = compare_sources(journeys(ROWS))
    fair, *others = found.rows
    assert [(row.source, row.cases) for row in found.rows] == [("fair", 3), (None, 1), ("web", 1)]
    assert fair.days_to_first == 15
    assert fair.touches_first.value == 9 / 2
    assert fair.touches_repeat.value == 3 / 2
    assert fair.cost_first.value == 90 / 2
    assert fair.cost_repeat.value == 15 / 2
    assert fair.money.value == 200
    assert others[1].touches_first.value == 0
    assert others[0].days_to_first is None
    assert not others[0].touches_first.known


def test_shares_count_those_old_enough_and_quick_enough():
    rows = [(0, float(day), day + 5.0, NAN, 1, 0, 0, NAN, NAN, NAN) for day in range(10)]
    rows += [(0, 0.0, NAN, NAN, 0, 0, 0, NAN, NAN, NAN)] * 10
    rows += [(0, 98.0, NAN, NAN, 0, 0, 0, NAN, NAN, NAN)] * 50  # came too lately to be judged
    found = compare_sources(journeys(rows, as_of=100.0))
    assert found.first_days == 5
    assert found.together.to_first.value == 10 / 20
    assert found.together.to_first.low == pytest.approx(0.2993, abs=1e-4)  # Wilson 1927
    assert found.together.to_first.high == pytest.approx(0.7007, abs=1e-4)


def test_costs_and_money_that_are_not_known_are_not_said():
    rows = [(*row[:7], NAN, NAN, NAN) for row in ROWS]
    together = compare_sources(journeys(rows)).together
    assert not together.cost_first.known
    assert not together.cost_repeat.known
    assert not together.money.known
    assert together.touches_first.value == 10 / 3


def test_limits_of_how_much_dearer_a_first_order_is_hold_the_truth():
    rng = np.random.default_rng(1)
    held = 0
    for _ in range(300):
        touches = zip(rng.poisson(6, 60).tolist(), rng.poisson(2, 60).tolist(), strict=True)
        rows = [(0, 0.0, 5.0, 9.0, 3, first, repeat, NAN, NAN, NAN) for first, repeat in touches]
        dearer = compare_sources(journeys(rows)).dearer
        held += dearer.low <= 6 <= dearer.high
    assert 0.92 <= held / 300 <= 0.98


def test_limits_of_ratios_hold_the_truth_nineteen_times_in_twenty():
    rng = np.random.default_rng(2)
    held = 0
    for _ in range(300):
        bought = rng.random(80) < 0.4
        rows = [
            (0, 0.0, 5.0 if buys else NAN, NAN, int(buys), int(rng.poisson(3)), 0, NAN, NAN, NAN)
            for buys in bought
        ]
        limits = compare_sources(journeys(rows)).together.touches_first
        held += limits.low <= 3 / 0.4 <= limits.high
    assert 0.92 <= held / 300 <= 0.98
