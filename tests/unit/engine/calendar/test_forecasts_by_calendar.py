"""Forecasts of a seasonal business, with the calendar and without it."""

from datetime import date

import numpy as np
import pytest

from perennial.core.days import NO_DAY, day_of
from perennial.engine.backtest.past import look_back
from perennial.engine.backtest.scores import log_score
from perennial.engine.calendar.business_time import business_time_of
from perennial.engine.calendar.fit import fit_calendar
from perennial.engine.calendar.results import EVEN
from perennial.engine.lifetime import mbg_cnbd
from perennial.engine.lifetime.leaving_by_calendar import leaving_dates_by_calendar
from perennial.engine.lifetime.returns import uncalibrated
from perennial.engine.purchases import histories_at

END = day_of(date(2024, 1, 1)) - 1
SEASON = (0.4, 0.7, 0.9, 1.0, 1.1, 0.9, 0.8, 0.8, 1.0, 1.1, 1.3, 2.4)


def test_the_month_after_a_busy_one_is_expected_to_be_quiet(business):
    log = business(2_000, season=SEASON, after=60, regularity=2, gap=20.0)
    at = look_back(log, END, ["mbg-cnbd-k"], np.random.default_rng(0))
    came = at.came(28)
    said = at.expected(["mbg-cnbd-k"], 28)[:, 0]
    plain = mbg_cnbd.fit(at.histories, rng=np.random.default_rng(0))
    h = at.histories
    without = plain.p_order(h.frequency, h.recency, h.silence, horizon=28)
    with_it = at.p_order(["mbg-cnbd-k"], 28)[:, 0]
    assert said.sum() == pytest.approx(came.sum(), rel=0.15)
    assert log_score(with_it, came > 0) < 0.8 * log_score(without, came > 0)


def test_leaving_dates_of_a_quiet_season_lie_later(business):
    log = business(2_000, season=SEASON)
    time = business_time_of(fit_calendar(log, END), EVEN)
    histories, _ = histories_at(log, END)
    rng = np.random.default_rng(0)
    returns = uncalibrated(mbg_cnbd.fit(time.histories(histories), rng=rng), horizon=90)
    found = leaving_dates_by_calendar(histories, returns, time, draws=4, rng=rng)
    there = (found.churn_date != NO_DAY) & (histories.frequency > 0)
    silence = found.churn_date - histories.last_day
    month = histories.last_day.astype("datetime64[D]").astype("datetime64[M]").astype(int) % 12
    after_december, before_december = (month == 11) & there, (month == 9) & there
    assert np.median(silence[after_december]) > 1.3 * np.median(silence[before_december])
    assert (found.churn_date[there] > histories.last_day[there]).all()
    assert (found.churn_early[there] <= found.churn_date[there]).all()
    late = found.churn_late[there]
    assert ((late == NO_DAY) | (late >= found.churn_date[there])).all()
    assert ((found.return_probability >= 0) & (found.return_probability <= 1)).all()
