"""Customers of the same history, of whom the same is said: worked out once for all of them."""

from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Histories, Ints
from perennial.engine.numerics.grouping import distinct

__all__ = ["Kinds", "each_apart", "kinds_of", "spread"]

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """The m distinct histories (x, t_x, T) among n customers.

    Attributes
    ----------
    histories
        Of m kinds, sorted by T first; their sums of log gaps, which no latent model looks at, are 0.
    kind
        Shape (n,): the kind of each customer.
    """

    histories: Histories
    kind: Ints


def kinds_of(histories: Histories) -> Kinds:
    """Find the distinct histories: ten million customers share some three million.

    Where customers come in the order of their first day, kinds of neighbours lie close together.
    """
    (T, x, recency), kind = distinct(histories.T, histories.frequency, histories.recency)
    rows = Histories(
        as_of=histories.as_of,
        frequency=x.astype(np.int32),
        recency=recency.astype(np.int32),
        T=T.astype(np.int32),
        sum_log_gap=np.zeros(len(x)),
    )
    return Kinds(histories=rows, kind=kind.astype(np.int32))


def each_apart(histories: Histories) -> Kinds:
    """Take every customer for a kind of their own: more is looked at than x, t_x and T."""
    return Kinds(histories=histories, kind=np.arange(len(histories), dtype=np.int32))


def spread(result: _Result, rows: NDArray[np.integer] | NDArray[np.bool_] | slice) -> _Result:
    """Give what was said of kinds, in arrays of shape (m,), for the customers of the kinds `rows`.

    Parameters
    ----------
    result
        An array, or a mapping or dataclass of these.
    """
    found: _Result = _spread(result, rows)
    return found


def _spread(result: Any, rows: Any) -> Any:  # noqa: ANN401
    if isinstance(result, dict):
        return {name: _spread(each, rows) for name, each in result.items()}
    if is_dataclass(result) and not isinstance(result, type):
        return type(result)(
            **{each.name: _spread(getattr(result, each.name), rows) for each in fields(result)}
        )
    return result[rows]
