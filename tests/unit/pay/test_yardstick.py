import numpy as np
import pytest

from perennial.core.estimate import UNKNOWN
from perennial.pay.yardstick import HandedOver, yardsticks


def handed(*farmers):
    """Give customers of farmers, each a pair of lists: expected and came."""
    return HandedOver(
        farmer=np.repeat(np.arange(len(farmers)), [len(each[0]) for each in farmers]),
        expected=np.concatenate([np.array(each[0], dtype=float) for each in farmers]),
        came=np.concatenate([np.array(each[1], dtype=np.int64) for each in farmers]),
    )


def drawn(rng, customers, factor, heterogeneity=0.5):
    expected = rng.gamma(2.0, 1.5, customers)
    own = rng.gamma(1 / heterogeneity, heterogeneity, customers)
    return expected, rng.poisson(expected * factor * own)


def test_more_fewer_and_within_chance():
    rng = np.random.default_rng(1)
    found = yardsticks(handed(*(drawn(rng, 300, factor) for factor in (1.4, 0.6, 1.0))), farmers=3)
    assert [each.verdict for each in found] == ["more", "fewer", "cannot_tell"]
    assert found[0].sentence.text.startswith("More orders came")
    assert found[1].sentence.text.startswith("Fewer orders came")
    assert "it cannot be told" in str(found[2].sentence)


def test_the_value_is_what_came_less_what_was_expected():
    found = yardsticks(handed(([1.0, 2.0], [2, 3])), farmers=1)[0]
    assert (found.customers, found.expected, found.came, found.beyond.value) == (2, 3.0, 5, 2.0)
    assert found.beyond.low < 0 < found.beyond.high
    assert found.verdict == "cannot_tell"


def test_limits_of_chance_alone_are_those_of_a_poisson_count():
    found = yardsticks(handed(([10.0], [10])), farmers=1, forecast_error=0.0)[0]
    assert (found.beyond.low, found.beyond.high) == pytest.approx((4.795 - 10, 18.39 - 10), abs=1e-3)


def test_a_forecast_that_may_be_off_widens_the_limits():
    rng = np.random.default_rng(2)
    rows = handed(drawn(rng, 300, 1.1))
    sure = yardsticks(rows, farmers=1, forecast_error=0.0)[0].beyond
    unsure = yardsticks(rows, farmers=1, forecast_error=0.1)[0].beyond
    assert unsure.low < sure.low
    assert unsure.high > sure.high


def test_a_farmer_without_customers_is_unknown():
    found = yardsticks(handed(([1.0], [1])), farmers=2)[1]
    assert (found.customers, found.beyond, found.verdict) == (0, UNKNOWN, "cannot_tell")


def test_fair_farmers_are_told_apart_from_chance_rarely():
    rng = np.random.default_rng(3)
    told = sum(
        each.verdict != "cannot_tell"
        for _ in range(60)
        for each in yardsticks(handed(*(drawn(rng, 60, 1.0) for _ in range(4))), farmers=4)
    )
    assert told <= 20
