"""CDNOW, cut on 30 September 1997: figures of an independent analysis of the same log."""

from datetime import date
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from perennial.core.days import day_of
from perennial.engine.purchases import PurchaseLog
from perennial.engine.waits.gap_counting import gap_table_of
from perennial.engine.waits.ladder import ladder
from perennial.engine.waits.next_purchase import next_purchase
from perennial.engine.waits.survival import waits_within

CUT = day_of(date(1997, 9, 30))
END = day_of(date(1998, 6, 30))


@pytest.fixture(scope="module")
def log():
    source = Path(find_spec("lifetimes").origin).parent / "datasets" / "CDNOW_sample.txt"
    cells = [line.split() for line in source.read_text(encoding="utf-8").splitlines()]
    days = {
        (row[1], day_of(date(int(row[2][:4]), int(row[2][4:6]), int(row[2][6:])))) for row in cells if row
    }
    ordered = sorted(days)
    customer = np.unique([name for name, _ in ordered], return_inverse=True)[1]
    offsets = np.concatenate([[0], np.cumsum(np.bincount(customer))])
    day = np.array([when for _, when in ordered], dtype=np.int32)
    return PurchaseLog(offsets=offsets, day=day, amount=np.full(len(day), np.nan))


def said_of(log, horizon):
    return next_purchase(
        gap_table_of(log, CUT),
        gap_table_of(log, CUT, "month"),
        (),
        horizon=horizon,
        rng=np.random.default_rng(0),
    )


def test_waits_on_cdnow(log):
    said = said_of(log, 180)
    assert said.purchases == 4814
    assert said.naive_mean_days == pytest.approx(46.0, abs=0.05)
    assert said.share_returning.value == pytest.approx(0.527, abs=0.0005)
    assert said.mean_wait_days.value == pytest.approx(43.7, abs=0.05)
    assert said.share_returning.low < 0.527 < said.share_returning.high
    assert said.share_returning.high - said.share_returning.low < 0.06


def test_waits_on_cdnow_followed_to_the_end_of_the_data(log):
    # The same gaps with nine months more: 55.4% return within 180 days, after 46.0 days on average.
    kept = log.day <= CUT
    last = np.append(log.customer[1:] != log.customer[:-1], True)
    duration = np.where(last, END, np.append(log.day[1:], END)) - log.day
    ended, closed = (
        np.bincount(np.minimum(duration[rows], 181), minlength=182) for rows in (kept, kept & ~last)
    )
    followed = waits_within(ended.astype(float), closed.astype(float))
    assert followed.share == pytest.approx(0.554, abs=0.0005)
    assert followed.mean == pytest.approx(46.0, abs=0.05)
    said = said_of(log, 180)
    assert abs(said.share_returning.value - followed.share) < 0.03
    assert abs(said.mean_wait_days.value - followed.mean) < 2.5


def test_median_over_all_on_cdnow(log):
    # Half of all purchases are followed by another within 144 days; of completed gaps, half took 27.
    said = said_of(log, 210)
    day, share, *_ = np.array(said.curve.points).T
    assert day[(share >= 0.5).argmax()] == 144
    table = gap_table_of(log, CUT)
    closed = np.repeat(table.duration[table.closed], table.count[table.closed].astype(int))
    assert np.median(closed) == 27


def test_restricted_mean_on_cdnow(log):
    table = gap_table_of(log, CUT)
    ended, closed = np.zeros((2, 182))
    np.add.at(ended, np.minimum(table.duration, 181), table.count)
    np.add.at(closed, np.minimum(table.duration, 181)[table.closed], table.count[table.closed])
    assert waits_within(ended, closed).survival[:180].sum() == pytest.approx(108.1, abs=0.05)


def test_ladder_on_cdnow_rises_from_four_in_ten(log):
    found = ladder(gap_table_of(log, CUT, "rung"), horizon=180, rng=np.random.default_rng(0))
    assert [rung.customers for rung in found.rungs[:3]] == [2357, 946, 507]
    assert found.rungs[0].share.value == pytest.approx(0.376, abs=0.001)
    shares = [rung.share.value for rung in found.rungs[:5]]
    assert shares == sorted(shares)
