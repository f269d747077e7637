from dataclasses import replace

import numpy as np
import pytest

from perennial.engine.trees.features import FEATURES
from perennial.engine.trees.model import TreeModel
from perennial.flows.refresh.frozen_json import UnreadableStateError
from perennial.flows.refresh.model_state import model_from_state, model_state


def _with_trees(model, typical):
    trees = TreeModel(counts={}, chances={}, pace={}, typical=typical)
    (group,) = model.groups
    return replace(model, groups=(replace(group, forecaster=replace(group.forecaster, trees=trees)),))


def test_state_is_read_back_whole(first):
    model = first.snapshot.model
    again = model_from_state(model_state(model))
    assert again.fitted_on == model.fitted_on
    assert again.covariates == model.covariates


def test_trees_that_look_at_what_today_s_do_are_read_back(first):
    model = _with_trees(first.snapshot.model, np.zeros(len(FEATURES)))
    (group,) = model_from_state(model_state(model)).groups
    assert len(group.forecaster.trees.typical) == len(FEATURES)


def test_trees_that_looked_at_less_are_grown_again(first):
    model = _with_trees(first.snapshot.model, np.zeros(len(FEATURES) - 2))
    with pytest.raises(UnreadableStateError):
        model_from_state(model_state(model))
