from dataclasses import replace

import pytest

from perennial.engine.backtest.pooled_record import pooled_record
from perennial.engine.backtest.results import Record, RecordRow

ROW = RecordRow(
    model="auto",
    cut=100,
    horizon_days=90,
    customers=100,
    rmse=1.0,
    mae=0.5,
    deviance=0.4,
    bias=0.1,
    brier=0.1,
    log_score=0.3,
    slope=1.0,
    expected=110.0,
    came=100,
    said_left=10,
    stayed_away=9,
    came_new=3,
)


def record(*rows, weights=(("tenure", 1.0),), model="tenure", sampled=None):
    return Record(rows=rows, attrition_model=model, weights=weights, sampled=sampled)


@pytest.fixture
def pooled():
    def made(*others):
        other = record(*others, weights=(("mbg-nbd", 1.0),), model="mbg-cnbd-k")
        return pooled_record([("filters", 300, record(ROW)), ("coffee", 100, other)])

    return made


def test_counts_are_added_and_errors_are_means_over_customers(pooled):
    row = pooled(replace(ROW, customers=300, rmse=2.0, brier=0.2, expected=90.0, came=80, said_left=5)).rows[
        0
    ]
    assert (row.group, row.customers, row.came, row.came_new) == (None, 400, 180, 6)
    assert row.expected == pytest.approx(200)
    assert row.bias == pytest.approx(200 / 180 - 1)
    assert row.brier == pytest.approx(0.175)
    assert row.rmse**2 == pytest.approx((100 * 1 + 300 * 4) / 400)
    assert (row.said_left, row.stayed_away, row.slope) == (15, 18, None)


def test_rows_of_groups_follow_under_their_names(pooled):
    found = pooled(replace(ROW, came=80)).rows
    assert [(row.group, row.came) for row in found] == [(None, 180), ("filters", 100), ("coffee", 80)]


def test_horizons_that_one_group_alone_was_asked_are_told_of_it_alone(pooled):
    found = pooled(ROW, replace(ROW, horizon_days=365)).rows
    assert [row.horizon_days for row in found if row.group is None] == [90]
    assert [row.horizon_days for row in found if row.group == "coffee"] == [90, 365]


def test_a_cut_before_a_group_began_counts_the_others(pooled):
    found = pooled(replace(ROW, cut=200)).rows
    assert [(row.cut, row.customers) for row in found if row.group is None] == [(100, 100), (200, 100)]


def test_who_left_is_not_told_where_a_group_was_not_followed(pooled):
    row = pooled(replace(ROW, said_left=None, stayed_away=None)).rows[0]
    assert (row.said_left, row.stayed_away) == (None, None)


def test_the_largest_group_names_the_model_and_customers_weigh(pooled):
    found = pooled(ROW)
    assert found.attrition_model == "tenure"
    assert dict(found.weights) == pytest.approx({"tenure": 0.75, "mbg-nbd": 0.25})
    assert found.sampled is None
