import numpy as np
import pytest
from trial_samples import followed, read_trial

from perennial.trial.before import Before
from perennial.trial.leaving_grid import grid_of
from perennial.trial.leaving_likelihood import Block, scores_of, still_there
from perennial.trial.leaving_weights import leaving_weights
from perennial.trial.prospects import prospects_of


def block_of(before, seen, grid, group=0):
    prospects = prospects_of(before.ahead)[group]
    who = prospects.who
    steps = leaving_weights(before, seen, grid, np.ones(len(before)))[who]
    return Block(who=who, steps=steps, gone=before.gone[who], silent=seen.last[who] == 0, prospects=prospects)


def test_slope_and_curvature_are_those_of_the_value() -> None:
    before, seen, _ = read_trial(200)
    grid = grid_of(seen.horizon, 21.0)
    block = block_of(before, seen, grid, group=1)
    at = np.append(np.linspace(-0.5, 0.3, 9), [0.2, 0.1])

    def scores(theta):
        return scores_of(block, grid, theta[:-1], theta[-1])

    near = [(scores(at + 1e-5 * e), scores(at - 1e-5 * e)) for e in np.eye(len(at))]
    slope = [(up.value - down.value) / 2e-5 for up, down in near]
    bend = [(up.slopes.sum(axis=0) - down.slopes.sum(axis=0)) / 2e-5 for up, down in near]
    found = scores(at)
    assert found.slopes.sum(axis=0) == pytest.approx(slope, abs=1e-6)
    assert found.curvature == pytest.approx(np.array(bend), abs=1e-5)


def test_one_silent_customer_has_the_likelihood_by_hand() -> None:
    # k = 1: the chance of silence is ((alpha + t) / (alpha + t + s))**q.
    ahead = np.full((2, 9), 0.01)
    before = Before(
        frequency=np.array([2.0, 2.0]),
        recency=np.array([60.0, 60.0]),
        silence=np.array([30.0, 30.0]),
        gone=np.array([0.3, 0.3]),
        ahead=ahead,
        r=1.5,
        alpha=20.0,
        k=1,
    )
    seen = followed([True, False], [(), ()], horizon=90)
    grid = grid_of(90, 0.1)
    block = block_of(before, seen, grid)
    found = scores_of(block, grid, np.zeros(10), 0.0)
    days = np.linspace(0, 90, 9_001)
    silent = (110.0 / (110.0 + days)) ** 3.5
    left = np.trapezoid(0.01 * np.exp(-0.01 * days) * silent, days)
    there = left + np.exp(-0.9) * silent[-1]
    assert np.exp(found.value / 2) == pytest.approx(0.3 + 0.7 * there, rel=2e-3)


def test_who_bought_was_not_gone() -> None:
    before, seen, _ = read_trial(200)
    grid = grid_of(seen.horizon, 21.0)
    block = block_of(before, seen, grid)
    found = scores_of(block, grid, np.zeros(10), 0.0)
    there = still_there(block.gone, 0.0)
    bought = ~block.silent
    assert found.slopes[bought, -1] == pytest.approx(1.0 - there[bought], abs=1e-12)
    assert (found.slopes[block.silent, -1] < 0).all()


def test_a_shift_moves_the_log_odds() -> None:
    assert still_there(np.array([0.2, 0.0, 1.0]), np.log(2.0)) == pytest.approx([8 / 9, 1.0, 0.0], abs=1e-8)
