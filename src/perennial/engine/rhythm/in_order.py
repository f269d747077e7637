"""Results of parts of the customers, put together in the order of all."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = ["in_order"]

_Result = TypeVar("_Result")


def in_order(rows: Sequence[NDArray[np.intp]], parts: Sequence[_Result]) -> _Result:
    """Put results of one kind together.

    Parameters
    ----------
    rows
        For each part the numbers of its customers; together every number from 0 to n - 1 once.
    parts
        One array, mapping of arrays, dataclass of these, or None, for each part; all of one kind.

    Returns
    -------
    The same kind for all n customers; the part itself where there is only one.
    """
    if len(parts) == 1:
        # One part holds everybody, in their order.
        return parts[0]
    joined: _Result = _joined(rows, parts)
    return joined


def _joined(rows: Sequence[NDArray[np.intp]], parts: Sequence[Any]) -> Any:  # noqa: ANN401
    first = parts[0]
    if first is None:
        return None
    if isinstance(first, np.ndarray):
        joined = np.empty(sum(map(len, rows)), dtype=np.result_type(*parts))
        for place, part in zip(rows, parts, strict=True):
            joined[place] = part
        return joined
    if isinstance(first, Mapping):
        return {key: _joined(rows, [part[key] for part in parts]) for key in first}
    columns = {
        each.name: _joined(rows, [getattr(part, each.name) for part in parts]) for each in fields(first)
    }
    return type(first)(**columns)
