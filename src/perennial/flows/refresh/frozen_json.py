"""Frozen results written as JSON and read back the same: dataclasses, arrays, tuples, infinite numbers."""

import math
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import numpy as np

from perennial.core.errors import PerennialError

__all__ = ["UnreadableStateError", "freeze", "thaw"]


class UnreadableStateError(PerennialError):
    """The state was written by another version, and does not fit this one."""


def freeze(value: object) -> Any:  # noqa: ANN401 - whatever JSON knows
    """Give a value in the types that JSON knows.

    Raises
    ------
    TypeError
        The value holds something that is not a result.
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else {"number": repr(value)}
    if is_dataclass(value) and not isinstance(value, type):
        of = {field.name: freeze(getattr(value, field.name)) for field in fields(value)}
        return {"is": type(value).__name__, "of": of}
    return _freeze_many(value)


def _freeze_many(value: object) -> Any:  # noqa: ANN401
    if isinstance(value, np.ndarray):
        cells = [freeze(cell) for cell in value.ravel().tolist()]
        return {"array": cells, "type": str(value.dtype), "shape": list(value.shape)}
    if isinstance(value, np.generic):
        return freeze(value.item())
    if isinstance(value, tuple):
        return {"tuple": [freeze(each) for each in value]}
    if isinstance(value, Mapping):
        return {"map": [[freeze(key), freeze(each)] for key, each in value.items()]}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    raise TypeError(f"{type(value).__name__} is no result that can be kept")


def thaw(said: Any, classes: Mapping[str, type]) -> Any:  # noqa: ANN401
    """Read a value back.

    Parameters
    ----------
    said
        What `freeze` gave.
    classes
        The dataclasses that may stand in it, by name.

    Raises
    ------
    UnreadableStateError
        It does not fit the classes.
    """
    if not isinstance(said, dict):
        return said
    try:
        if "is" in said:
            of = {name: thaw(each, classes) for name, each in said["of"].items()}
            return classes[said["is"]](**of)
        return next(thawed(said, classes) for key, thawed in _THAWED.items() if key in said)
    except (KeyError, TypeError, ValueError, StopIteration) as error:
        raise UnreadableStateError(f"The state cannot be read: {error}") from error


def _array(said: Any, classes: Mapping[str, type]) -> Any:  # noqa: ANN401
    cells = [thaw(cell, classes) for cell in said["array"]]
    return np.array(cells, dtype=said["type"]).reshape(said["shape"])


_THAWED: Mapping[str, Callable[[Any, Mapping[str, type]], Any]] = {
    "number": lambda said, _: float(said["number"]),
    "array": _array,
    "tuple": lambda said, classes: tuple(thaw(each, classes) for each in said["tuple"]),
    "map": lambda said, classes: {thaw(k, classes): thaw(v, classes) for k, v in said["map"]},
    "date": lambda said, _: date.fromisoformat(said["date"]),
}
