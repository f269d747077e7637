"""Money kept comes from finished trials alone."""

import pytest
from trial_house import make_trial
from trial_samples import read_trial

from perennial.records.queries.trials.kept import money_kept
from perennial.trial.limits import Effect
from perennial.trial.look import Look
from perennial.trial.look_json import look_to_json
from perennial.trial.reading import reading_of


def result(value, half, verdict="works"):
    before, followed, _ = read_trial(100)
    told = look_to_json(
        Look(
            horizon=270,
            followed=270.0,
            reading=reading_of(before, followed),
            sample_ratio_p=0.5,
            swapped=0,
            smallest_effect=0.2,
            verdict=verdict,
            needed_customers=None,
        )
    )
    low, high = value - half, value + half
    effect = Effect(value=value, low=low, high=high, planned_low=low, planned_high=high, standard_error=half)
    told["money"] = {name: getattr(effect, name) for name in Effect.__slots__}
    return told


def test_trials_add_up_with_their_limits(house):
    assert money_kept() is None
    make_trial(house, [], key="a", state="finished", result=result(10.0, 3.0))
    make_trial(house, [], key="b", state="finished", result=result(5.0, 4.0))
    make_trial(house, [], key="c", state="finished", result=result(99.0, 1.0, "not_by_lot"))
    make_trial(house, [], key="d", state="stopped", result=result(99.0, 1.0))
    make_trial(house, [], key="e", play="remind", state="running")
    kept = money_kept()
    treated = kept.treated / 2
    assert kept.trials == 2
    assert kept.money.value == pytest.approx(15 * treated)
    assert kept.money.high - kept.money.value == pytest.approx(5 * treated)
    assert kept.is_sure
