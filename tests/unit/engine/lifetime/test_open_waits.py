import pytest

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.engine.lifetime.open_waits import OpenWaits, pooled_waits


def waits(count, share, half):
    return OpenWaits(
        horizon_days=90,
        waits=count,
        share_returning=Estimate(value=share, low=share - half, high=share + half),
    )


def test_pooled_waits_count_each_wait_once():
    found = pooled_waits([waits(300, 0.4, 0.04), waits(100, 0.8, 0.12)])
    assert found.waits == 400
    assert found.share_returning.value == pytest.approx(0.5)
    # 0.75 * 0.04 and 0.25 * 0.12, unrelated.
    assert found.share_returning.high == pytest.approx(0.5 + 0.03 * 2**0.5)
    assert found.share_returning.low == pytest.approx(0.5 - 0.03 * 2**0.5)


def test_pooled_waits_pass_over_a_group_without_open_waits():
    none = OpenWaits(horizon_days=90, waits=0, share_returning=UNKNOWN)
    some = waits(10, 0.5, 0.2)
    assert pooled_waits([none, some]) == some
    assert pooled_waits([none, none]) == none
