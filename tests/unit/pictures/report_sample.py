"""Contents of a report as a shop of middling size would have them, and of a very small one."""

from dataclasses import replace
from datetime import date
from math import exp

from perennial.core.days import NO_DAY, day_of
from perennial.core.estimate import UNKNOWN, Estimate
from perennial.core.message import Message
from perennial.engine.backtest.results import Record, RecordRow
from perennial.engine.calendar.results import Calendar, EventWorth
from perennial.engine.covariates.results import Cohort, Cohorts, Covariates, Drift, LevelEffect, TraitEffects
from perennial.engine.lifetime.results import LeavingWindow
from perennial.engine.waits.results import Ladder, MonthWait, NextPurchase, Rung, SegmentWait, WaitCurve
from perennial.pictures.report.contents import (
    CustomerList,
    CustomerRow,
    FileFacts,
    PlannedTouch,
    ReportContents,
)
from perennial.pictures.strip import Rhythm
from perennial.plan.touch import Touch

AS_OF = day_of(date(2026, 6, 30))
NASTY = '<script>alert("x")</script> & Co'


def between(value, low, high):
    return Estimate(value=value, low=low, high=high)


def curve(share, last):
    return tuple(
        (day, share(day), max(0, share(day) - 0.02), min(1, share(day) + 0.02)) for day in range(0, last, 10)
    )


def customer(name, stage, purchases, *, gap, silence, at_risk):
    last = AS_OF - silence
    days = tuple(last - gap * back for back in reversed(range(min(purchases, 8))))
    leaving = last + 5 * gap // 2
    rhythm = Rhythm(
        as_of=AS_OF,
        days=days,
        amounts=tuple(10.0 + 7 * (at % 3) for at in range(len(days))),
        usual_gap=gap,
        purchases=purchases,
        next_order_early=AS_OF + 1,
        next_order_likely=AS_OF + 5,
        next_order_late=AS_OF + 20,
        offer_from=max(leaving - 14, last + gap + 1),
        offer_until=max(leaving - 7, last + gap + 1),
        churn_date=leaving,
        churn_early=leaving - 5,
        churn_late=leaving + 9,
    )
    return CustomerRow(
        id=name,
        stage=stage,
        silence=silence,
        rhythm=rhythm,
        reason=Message(
            "Usually buys every {early:number} to {late:days}; no order for {silence:days}: late, so time to "
            "remind.",
            {"early": gap, "late": 2 * gap, "silence": silence},
        ),
        value_at_risk=at_risk,
    )


def listed(*rows, total):
    return CustomerList(rows=rows, total=total, value_at_risk=sum(row.value_at_risk for row in rows))


LEAVING = listed(
    customer("Nord Café", "leaving", 23, gap=27, silence=55, at_risk=964.0),
    customer(NASTY, "leaving", 9, gap=30, silence=66, at_risk=431.0),
    customer("4f3c9a", "leaving", 1, gap=41, silence=93, at_risk=89.5),
    total=86,
)
DUE = listed(customer("Irina B.", "regular", 5, gap=26, silence=20, at_risk=410.0), total=214)
ONE_STEP = listed(customer("Second to none Ltd", "repeat", 3, gap=45, silence=40, at_risk=90.0), total=1)

NEXT_PURCHASE = NextPurchase(
    horizon_days=180,
    purchases=6696,
    share_returning=between(0.531, 0.513, 0.549),
    customers_share_returning=between(0.41, 0.39, 0.43),
    median_wait_days=between(27, 24, 31),
    mean_wait_days=between(44.2, 41, 47.6),
    naive_mean_days=35.4,
    usual_gap_days=27,
    curve=WaitCurve(points=curve(lambda day: 0.6 * (1 - exp(-day / 60)), 360)),
    by_month=tuple(
        MonthWait(
            month=f"2025-{month:02d}",
            purchases=400 - month,
            share_returning=between(0.5, 0.46, 0.54) if month < 9 else UNKNOWN,
            mean_wait_days=between(38 + month, 33 + month, 44 + month) if month < 9 else UNKNOWN,
        )
        for month in range(1, 13)
    ),
    by_product=(
        SegmentWait(
            name="Coffee",
            customers=310,
            purchases=900,
            share_returning=between(0.6, 0.5, 0.7),
            median_wait_days=between(24, 20, 29),
        ),
    ),
    warnings=(),
)

LADDER = Ladder(
    rungs=tuple(
        Rung(
            rung=rung,
            customers=2400 // rung**2,
            share=between(share, share - 0.02 * rung, share + 0.02 * rung),
            median_days=55 - 4 * rung,
            expected_orders_365=0.7 * rung,
        )
        for rung, share in ((1, 0.32), (2, 0.52), (3, 0.61), (4, 0.66), (5, 0.68), (6, 0.7))
    ),
    regular_from=4,
    decided=True,
)

COVARIATES = Covariates(
    traits=(
        TraitEffects(
            trait="channel",
            levels=tuple(
                LevelEffect(
                    level=name,
                    customers=customers,
                    rate=between(rate, 0.9 * rate, 1.1 * rate),
                    leaving=between(0.3 / rate, 0.27 / rate, 0.33 / rate),
                    leaving_odds=between(1 / rate, 0.9 / rate, 1.1 / rate),
                )
                for name, customers, rate in (("Shop", 1200, 1.3), (NASTY, 800, 0.8), (None, 357, 1.0))
            ),
            rate_homogeneity=1e-4,
            leaving_homogeneity=0.01,
        ),
    ),
    cohorts=Cohorts(
        rows=tuple(
            Cohort(
                since=day_of(date(2025, month, 1)),
                until=day_of(date(2025, month + 3, 1)) - 1,
                customers=600 - 10 * month,
                rate=between(rate, 0.9 * rate, 1.1 * rate),
                leaving=between(0.3, 0.2, 0.4),
            )
            for month, rate in ((1, 1.08), (4, 1.02), (7, 0.88))
        ),
        followed=272,
        homogeneity=0.004,
        trend=between(0.9, 0.84, 0.97),
        drift=Drift(since=day_of(date(2025, 7, 1)), rate=between(0.84, 0.76, 0.93)),
    ),
)

CALENDAR = Calendar(
    begin=day_of(date(2023, 7, 1)),
    as_of=AS_OF,
    weekday=tuple(
        between(worth, 0.9 * worth, 1.1 * worth) for worth in (1.02, 1.1, 1.3, 1.5, 1.2, 0.02, 0.86)
    ),
    season=tuple(
        between(worth, 0.9 * worth, 1.1 * worth)
        for worth in (0.4, 0.7, 0.8, 0.8, 0.8, 0.8, 0.7, 0.7, 0.9, 1.0, 1.0, 3.4)
    ),
    holidays=(
        EventWorth(name="Epiphany", worth=between(0.9, 0.5, 1.5), seen=3),
        EventWorth(name="Christmas Day", worth=between(0.1, 0.05, 0.2), seen=3),
        EventWorth(name="Moved Day", worth=between(1.0, 0.4, 2.4), seen=0),
    ),
    events=(
        EventWorth(name=NASTY, worth=between(2.5, 2.1, 3.0), seen=6),
        EventWorth(name="Autumn sale", worth=Estimate(value=4.0), seen=0, stated=True),
        EventWorth(name="First fair", worth=between(1.0, 0.3, 3.0), seen=0),
    ),
    trend=between(1.07, 1.01, 1.14),
    counted=4339,
)

LIFETIME = LeavingWindow(
    never_return_share=between(0.38, 0.33, 0.43),
    start_days=between(86, 71, 104),
    middle_days=between(231, 190, 280),
    end_days=UNKNOWN,
    left_by_day=520,
    left_by_share=between(0.71, 0.64, 0.77),
    extrapolated=(),
    curve=curve(lambda day: exp(-day / 320), 530),
    peak=(80, 110),
    sampled=2357,
)


def record_row(model, cut, expected, came, *, said_left=None, stayed_away=None):
    return RecordRow(
        model=model,
        cut=day_of(cut),
        horizon_days=90,
        customers=2357,
        rmse=0.82,
        mae=0.4,
        deviance=1.1,
        bias=0.02,
        brier=0.081,
        log_score=0.29,
        slope=0.97,
        expected=expected,
        came=came,
        said_left=said_left,
        stayed_away=stayed_away,
    )


RECORD = Record(
    rows=(
        record_row("auto", date(2025, 12, 31), 812.0, 834, said_left=240, stayed_away=226),
        record_row("auto", date(2026, 4, 1), 690.2, 671, said_left=310, stayed_away=291),
        replace(record_row("auto", date(2025, 12, 1), 2000.0, 2100), horizon_days=200),
        record_row("own-rate", date(2026, 4, 1), 990.0, 671),
    ),
    attrition_model="mbg-cnbd-k",
    weights=(("mbg-cnbd-k", 0.7), ("tenure", 0.3)),
    sampled=None,
)

FILE = FileFacts(
    name="orders.csv",
    rows=6919,
    rejected=23,
    refunds=4,
    counted=6891,
    purchases=6696,
    customers=2357,
    first=day_of(date(2025, 1, 1)),
    last=AS_OF,
    currency="EUR",
    has_amounts=True,
    reject_reasons=((Message("no customer"), 23, "940"),),
    left_out={"zero_amount": 5, "cancelled": 0},
    guesses=(("customer_id", "Контрагент"), ("ordered_at", "Дата")),
)

TOUCHES = tuple(
    PlannedTouch(
        customer=row.id,
        touch=Touch(
            day=AS_OF + 6 + at % 2,
            customer=at,
            play="offer",
            reason=Message(
                "Usually buys every {gap:days}; no order for {silence:days}.",
                {"gap": row.rhythm.usual_gap, "silence": row.silence},
            ),
            offer_from=row.rhythm.offer_from,
            offer_until=row.rhythm.offer_until,
            churn_date=row.rhythm.churn_date,
            value_at_risk=row.value_at_risk,
            expected_gain=3.2,
        ),
    )
    for at, row in enumerate(LEAVING.rows)
)

SHOP = ReportContents(
    as_of=AS_OF,
    return_horizon_days=90,
    file=FILE,
    stages={"new": 120, "one_time": 300, "repeat": 310, "regular": 260, "leaving": 86, "left": 1281},
    next_purchase=NEXT_PURCHASE,
    ladder=LADDER,
    calendar=CALENDAR,
    covariates=COVARIATES,
    lifetime=LIFETIME,
    lifetime_by_product=(("Coffee", LIFETIME),),
    due=DUE,
    leaving=LEAVING,
    one_step=ONE_STEP,
    value_at_risk=12400.0,
    week_of=AS_OF + 6,
    touches=TOUCHES,
    touches_left_out=14,
    record=RECORD,
    regularity=2,
)

#: Forty customers, one purchase each, no amounts: nearly nothing can be said.
TINY = ReportContents(
    as_of=AS_OF,
    return_horizon_days=90,
    file=FileFacts(
        name="tiny.csv",
        rows=40,
        rejected=0,
        refunds=0,
        counted=40,
        purchases=40,
        customers=40,
        first=AS_OF - 90,
        last=AS_OF,
        currency=None,
        has_amounts=False,
    ),
    stages={"new": 40},
    next_purchase=replace(
        NEXT_PURCHASE,
        purchases=40,
        share_returning=UNKNOWN,
        customers_share_returning=UNKNOWN,
        median_wait_days=UNKNOWN,
        mean_wait_days=UNKNOWN,
        naive_mean_days=None,
        usual_gap_days=None,
        curve=WaitCurve(points=()),
        by_month=(),
        by_product=(),
    ),
    ladder=Ladder(rungs=(), regular_from=4, decided=False),
    lifetime=replace(
        LIFETIME,
        never_return_share=UNKNOWN,
        start_days=UNKNOWN,
        middle_days=UNKNOWN,
        left_by_day=0,
        left_by_share=UNKNOWN,
        curve=(),
        peak=None,
        sampled=40,
    ),
    record=Record(rows=(), attrition_model="mbg-cnbd-k", weights=(), sampled=None),
    regularity=1,
    small_base=True,
    week_of=NO_DAY,
)
