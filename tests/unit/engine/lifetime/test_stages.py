"""Stages, the first that holds, and the return replayed from the past."""

import numpy as np
import pytest

from perennial.core.days import NO_DAY
from perennial.engine.forecast import STAGES
from perennial.engine.histories import Histories
from perennial.engine.lifetime.mbg_cnbd import MbgCnbd
from perennial.engine.lifetime.results import LeavingDates
from perennial.engine.lifetime.returns import uncalibrated
from perennial.engine.lifetime.stages import came_back, find_stages
from perennial.engine.purchases import PurchaseLog

AS_OF = 20_000


def stage(*, purchases=1, silence=5, churn=None, offer=None, returned=False):
    days = np.array([AS_OF if day is None else day for day in (churn, offer)], np.int32)
    one = np.ones(1)
    leaving = LeavingDates(
        churn_date=np.array([NO_DAY if churn is None else days[0]], np.int32),
        churn_early=days[:1],
        churn_late=days[:1],
        return_at_order=one,
        return_at_churn=one,
        return_probability=one,
        offer_from=np.array([NO_DAY if offer is None else days[1]], np.int32),
        offer_until=days[1:],
        fixed_median=20 * one,
        fixed_75=40 * one,
        fixed_90=60 * one,
    )
    histories = Histories(
        as_of=AS_OF,
        frequency=np.array([purchases - 1], np.int32),
        recency=np.array([30 * (purchases - 1)], np.int32),
        T=np.array([30 * (purchases - 1) + silence], np.int32),
        sum_log_gap=np.zeros(1),
    )
    return STAGES[find_stages(histories, leaving, np.array([returned]), regular_from=4)[0]]


@pytest.mark.parametrize(
    ("customer", "name"),
    [
        ({}, "new"),
        ({"silence": 20}, "new"),
        ({"silence": 21}, "one_time"),
        ({"purchases": 2, "silence": 300}, "repeat"),
        ({"purchases": 4}, "regular"),
        ({"purchases": 4, "offer": AS_OF, "churn": AS_OF + 9}, "leaving"),
        ({"purchases": 4, "offer": AS_OF + 1, "churn": AS_OF + 9}, "regular"),
        ({"churn": AS_OF}, "left"),
        ({"purchases": 9, "churn": AS_OF - 50, "returned": True}, "returned"),
    ],
)
def test_stage_is_the_first_that_holds(customer, name):
    assert stage(**customer) == name


def returns():
    model = MbgCnbd(
        r=2.0, alpha=30.0, a=0.8, b=2.0, k=1, log_likelihood=0.0, gradient_norm=0.0,
        covariance=np.eye(4), customers=1, identified=True,
    )  # fmt: skip
    return uncalibrated(model, horizon=90)


def came_back_after(*days, as_of=AS_OF):
    log = PurchaseLog(
        offsets=np.array([0, len(days)]), day=np.array(days, np.int32), amount=np.ones(len(days))
    )
    return bool(came_back(log, as_of, returns())[0])


def test_came_back_needs_a_gap_beyond_the_leaving_date():
    assert came_back_after(18_000, 18_700)
    assert not came_back_after(18_000, 18_030)


def test_came_back_ends_with_two_more_purchases():
    assert came_back_after(18_000, 18_700, 18_720)
    assert not came_back_after(18_000, 18_700, 18_720, 18_740)


def test_came_back_does_not_look_past_the_day():
    assert not came_back_after(18_000, 18_700, as_of=18_500)
