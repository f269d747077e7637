import numpy as np
import pytest

from perennial.simulate.trial import TrialLaw, history_before, simulate_trial

SHIFTED = simulate_trial(3_000, TrialLaw(shift=30.0, held_out=0.2), np.random.default_rng(1))


def test_a_trial_has_the_customers_and_the_share_asked_for() -> None:
    assert len(SHIFTED.histories) == 3_000
    assert (~SHIFTED.treated).mean() == pytest.approx(0.2, abs=0.03)
    assert SHIFTED.histories.silence.max() <= 63


def test_leaving_is_put_off_only_for_those_still_there() -> None:
    gone = SHIFTED.stay_control == 0
    assert 0.05 < gone.mean() < 0.25
    assert (SHIFTED.stay_treatment[gone] == 0).all()
    within = ~gone & (SHIFTED.stay_control < 240)
    assert (SHIFTED.stay_treatment - SHIFTED.stay_control)[within] == pytest.approx(30.0)
    assert SHIFTED.stay_treatment.max() == 270


def test_nobody_buys_after_leaving() -> None:
    assert SHIFTED.day.min() >= 1
    assert (SHIFTED.day <= np.minimum(np.floor(SHIFTED.stay[SHIFTED.customer]) + 1, 270)).all()


def test_the_treated_buy_faster_where_asked_for() -> None:
    trial = simulate_trial(3_000, TrialLaw(faster=1.5), np.random.default_rng(2))
    orders = np.bincount(trial.customer, minlength=3_000)
    ratio = orders[trial.treated].mean() / orders[~trial.treated].mean()
    assert ratio == pytest.approx(1.5, abs=0.12)


def test_the_history_before_holds_those_long_gone_too() -> None:
    histories = history_before(2_000, TrialLaw(), np.random.default_rng(3))
    assert len(histories) == 2_000
    assert (histories.silence > 200).mean() > 0.15


def test_more_are_drawn_where_few_bought_lately() -> None:
    trial = simulate_trial(300, TrialLaw(most_silence=5), np.random.default_rng(1))
    assert len(trial.histories) == 300


def test_too_few_recent_buyers_are_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        simulate_trial(500, TrialLaw(most_silence=-1), np.random.default_rng(1))
