from dataclasses import replace

import numpy as np
import pytest
from trial_samples import read_trial, true_model

from perennial.simulate.trial import TrialLaw, simulate_trial
from perennial.trial.before import before_of
from perennial.trial.days_gained import gained
from perennial.trial.pace_change import faster_by
from perennial.trial.reading import orders_effect, reading_of


def test_later_leaving_is_found() -> None:
    before, seen, trial = read_trial(4_000, TrialLaw(shift=30.0), seed=2)
    found = gained(before, seen)
    error = float(np.sqrt(np.square(found.contrast.influence).sum()))
    assert error < 3.0
    assert found.contrast.value == pytest.approx(trial.truth, abs=2.5 * error)
    control, treatment = found.mean_stay
    assert treatment - control == pytest.approx(found.contrast.value)
    assert control == pytest.approx(trial.stay_control.mean(), rel=0.04)


def test_buying_faster_is_not_staying_longer() -> None:
    before, seen, _ = read_trial(4_000, TrialLaw(faster=1.25), seed=3)
    found = gained(before, seen)
    error = float(np.sqrt(np.square(found.contrast.influence).sum()))
    assert 1.15 < faster_by(before, seen) < 1.3
    assert abs(found.contrast.value) < 2.5 * error
    assert orders_effect(before, seen).low > 0


def test_curves_fall_from_the_share_there_at_assignment() -> None:
    before, seen, trial = read_trial(1_000, TrialLaw(shift=30.0))
    curves = gained(before, seen).curves
    assert curves.days[0] == 0
    assert curves.days[-1] == 270
    assert curves.control[0] == curves.treatment[0]
    assert curves.control[0] == pytest.approx((trial.stay_control > 0).mean(), abs=0.03)
    assert (np.diff(curves.control) <= 0).all()
    assert (np.diff(curves.treatment) <= 0).all()


def test_customers_followed_for_less_are_read_as_far_as_they_go() -> None:
    before, seen, trial = read_trial(4_000, TrialLaw(shift=30.0), seed=4)
    until = np.random.default_rng(1).integers(120, 271, 4_000)
    kept = seen.day <= until[seen.customer]
    cut = replace(
        seen, until=until, customer=seen.customer[kept], day=seen.day[kept], orders=seen.orders[kept]
    )
    found = gained(before, cut)
    error = float(np.sqrt(np.square(found.contrast.influence).sum()))
    assert found.contrast.value == pytest.approx(trial.truth, abs=2.5 * error)


@pytest.mark.parametrize("customers", [6, 30])
def test_a_handful_of_customers_gives_wide_limits_and_no_failure(customers) -> None:
    law = TrialLaw()
    trial = simulate_trial(300, law, np.random.default_rng(5))
    before = before_of(true_model(law), trial.histories, horizon=law.horizon)
    _, seen, _ = read_trial(300, seed=5)
    few = np.flatnonzero(np.arange(300) < customers)
    mine = np.isin(seen.customer, few)
    small = replace(
        seen,
        treated=np.arange(customers) % 3 > 0,
        until=seen.until[few],
        customer=seen.customer[mine],
        day=seen.day[mine],
        orders=seen.orders[mine],
    )
    reading = reading_of(
        replace(
            before,
            frequency=before.frequency[few],
            recency=before.recency[few],
            silence=before.silence[few],
            gone=before.gone[few],
            ahead=before.ahead[few],
        ),
        small,
    )
    effect = reading.days_gained
    assert effect.low < effect.planned_low < effect.value < effect.planned_high < effect.high
    assert effect.planned_high - effect.planned_low > 40


def test_nobody_back_is_read_too() -> None:
    before, seen, _ = read_trial(200)
    nobody = replace(
        seen, customer=seen.customer[:0], day=seen.day[:0], orders=seen.orders[:0], amount=np.zeros(0)
    )
    reading = reading_of(before, nobody)
    assert reading.orders.value == 0
    assert reading.money is not None
    assert reading.control.mean_days_to_next_order == 270
    assert np.isfinite([reading.days_gained.low, reading.days_gained.high]).all()


def test_an_early_look_reads_the_days_seen() -> None:
    before, seen, trial = read_trial(2_000, TrialLaw(shift=30.0), seed=6)
    early = seen.seen_by(91)
    so_far = replace(early, horizon=270)
    reading = reading_of(before, so_far, seen=91 / 270)
    stay = [np.minimum(days, 91.0) for days in (trial.stay_control, trial.stay_treatment)]
    assert reading.curves.days[-1] == 91
    assert reading.control.mean_stay == pytest.approx(stay[0].mean(), abs=4.0)
    assert reading.days_gained.planned_low < (stay[1] - stay[0]).mean() < reading.days_gained.planned_high
    assert reading.control.mean_days_to_next_order < 91
