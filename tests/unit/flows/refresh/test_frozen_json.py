import json
from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest

from perennial.core.message import Message
from perennial.flows.refresh.frozen_json import UnreadableStateError, freeze, thaw


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    value: object
    more: tuple[object, ...] = ()


CLASSES = {"Thing": Thing, "Message": Message}


def through(value, classes=CLASSES):
    return thaw(json.loads(json.dumps(freeze(value), allow_nan=False)), classes)


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0.1 + 0.2,
        float("inf"),
        "ещё",
        (1, (2.5, None)),
        {30: (("tenure", 0.25),), "a": {}},
        date(2026, 3, 1),
        Thing(value=Thing(value=1), more=(Message("{n:days}", {"n": 3}),)),
    ],
)
def test_values_come_back_the_same(value):
    found = through(value)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "array",
    [
        np.array([[1.0, np.nan], [-np.inf, 1e-300]]),
        np.array([3, 1], np.int32),
        np.zeros((0, 3)),
        np.array([True, False]),
    ],
)
def test_arrays_come_back_the_same(array):
    found = through(Thing(value=array)).value
    assert (found.dtype, found.shape) == (array.dtype, array.shape)
    np.testing.assert_array_equal(found, array)


def test_numbers_of_arrays_are_plain_numbers():
    assert through(np.float64(0.5)) == 0.5
    assert through(np.int32(7)) == 7


def test_what_is_no_result_is_refused():
    with pytest.raises(TypeError, match="set"):
        freeze({1, 2})


@pytest.mark.parametrize(
    "said",
    [
        {"is": "Other", "of": {}},
        {"is": "Thing", "of": {"value": 1, "unheard": 2}},
        {"is": "Thing", "of": {}},
        {"strange": 1},
        {"array": [1, 2], "type": "float64", "shape": [3]},
    ],
)
def test_state_of_another_version_is_refused(said):
    with pytest.raises(UnreadableStateError):
        thaw(said, CLASSES)
