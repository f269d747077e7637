"""Rows of the database as arrays, read in pieces."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

__all__ = ["arrays_of"]

_AT_ONCE = 20_000


def arrays_of(rows: "QuerySet[Any, Any]", columns: Sequence[str]) -> list[NDArray[Any]]:
    """Give columns as arrays of objects, one row an entry, without holding all rows as tuples at once."""
    read = rows.values_list(*columns).iterator(chunk_size=_AT_ONCE)
    pieces: list[list[NDArray[Any]]] = [[] for _ in columns]
    for piece in _pieces(read):
        table = np.empty((len(piece), len(columns)), dtype=object)
        table[:] = piece
        for at in range(len(columns)):
            pieces[at].append(table[:, at])
    return [np.concatenate(each) if each else np.empty(0, dtype=object) for each in pieces]


def _pieces(rows: Iterable[Any]) -> Iterable[list[Any]]:
    read = iter(rows)
    while piece := list(islice(read, _AT_ONCE)):
        yield piece
