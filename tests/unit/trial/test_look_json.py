"""A look is kept as JSON and read again."""

import json
from dataclasses import replace

import numpy as np
from trial_samples import read_trial

from perennial.trial.by_group import readings_by
from perennial.trial.look import Given, Look
from perennial.trial.look_json import look_from_json, look_to_json
from perennial.trial.reading import reading_of


def _look() -> Look:
    before, followed, _ = read_trial(300)
    return Look(
        horizon=270,
        followed=270.0,
        reading=reading_of(before, followed),
        sample_ratio_p=0.5,
        swapped=0,
        smallest_effect=0.2,
        verdict="cannot_tell",
        needed_customers=900,
        groups=readings_by(before, followed, ["new"] * 280 + ["left"] * 20),
        given=Given(times_control=0, times_treatment=3, cost_control=0.0, cost_treatment=30.0),
    )


def test_what_was_kept_is_read_again() -> None:
    look = _look()
    told = json.loads(json.dumps(look_to_json(look)))
    found = look_from_json(told)
    assert found is not None
    assert look_to_json(found) == told
    assert found.reading.orders == look.reading.orders
    assert replace(found, reading=look.reading) == look


def test_curves_are_thinned_out_and_keep_their_ends() -> None:
    look = _look()
    found = look_from_json(look_to_json(look))
    assert found is not None
    curve, whole = found.reading.curves, look.reading.curves
    assert len(curve.days) <= 61
    assert np.allclose(curve.treatment[[0, -1]], whole.treatment[[0, -1]], atol=1e-5)


def test_nothing_kept_is_no_look() -> None:
    assert look_from_json({"reason": "no money"}) is None
