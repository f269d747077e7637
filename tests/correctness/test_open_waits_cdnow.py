"""Waits open at a cut of the CDNOW log, followed to the end of the data."""

from datetime import date

import numpy as np
import pytest

from perennial.core.days import day_of
from perennial.engine.lifetime.mbg_cnbd import fit
from perennial.engine.lifetime.open_waits import open_waits
from perennial.engine.purchases import first_after, histories_at


@pytest.mark.parametrize("cut", ["1997-09-30", "1997-12-31"])
@pytest.mark.parametrize("horizon", [90, 120, 180])
def test_share_of_open_waits_that_end_is_within_four_points(cdnow, cut, horizon):
    at = day_of(date.fromisoformat(cut))
    histories, index = histories_at(cdnow, at)
    model = fit(histories, rng=np.random.default_rng(0))
    said = open_waits(model, histories, horizon=horizon, rng=np.random.default_rng(0))
    back = first_after(cdnow, at)[index]
    is_open = histories.silence < horizon
    came = (back > at) & (back - histories.last_day <= horizon)
    assert said.waits == is_open.sum()
    assert said.share_returning.value == pytest.approx(came[is_open].mean(), abs=0.04)


def test_no_open_wait_says_nothing(cdnow):
    histories, _ = histories_at(cdnow, day_of(date(1998, 6, 30)))
    model = fit(histories, rng=np.random.default_rng(0))
    old = histories.take(histories.silence > 30)
    said = open_waits(model, old, horizon=30, rng=np.random.default_rng(0))
    assert said.waits == 0
    assert said.share_returning.value is None
