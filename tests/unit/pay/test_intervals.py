import pytest

from perennial.core.estimate import UNKNOWN
from perennial.pay.intervals import rate, share


def test_share_has_the_limits_of_wilson():
    found = share(20, 100)
    assert (found.value, found.low, found.high) == pytest.approx((0.2, 0.1334, 0.2888), abs=1e-4)


def test_share_of_all_or_nothing_stays_between_none_and_all():
    assert share(0, 10).low == 0
    assert share(0, 10).high == pytest.approx(0.2775, abs=1e-4)
    assert share(10, 10).high == 1


def test_rate_has_the_exact_limits_of_a_poisson_count():
    found = rate(10, 2)
    assert (found.value, found.low, found.high) == pytest.approx((5, 4.7954 / 2, 18.3904 / 2), abs=1e-4)
    assert rate(0, 1).low == 0
    assert rate(0, 1).high == pytest.approx(3.6889, abs=1e-4)


def test_limits_widen_with_the_scatter():
    assert share(20, 100, dispersion=3).high > share(20, 100).high
    assert rate(10, 1, dispersion=3).low < rate(10, 1).low


def test_nothing_to_divide_by_is_unknown():
    assert share(0, 0) == UNKNOWN
    assert rate(0, 0) == UNKNOWN
