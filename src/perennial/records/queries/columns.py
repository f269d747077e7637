"""Rows of the database as arrays, read in pieces and without an object a value."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, Literal

import numpy as np
from django.db.models import BigIntegerField, F, FloatField, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce
from numpy.typing import NDArray

__all__ = ["MISSING", "Kind", "arrays_of"]

#: What a column holds: a number (`MISSING` where there is none), an amount (nan), a day (a number of days,
#: very low where there is none), yes or no, a word.
Kind = Literal["number", "amount", "day", "flag", "word"]

MISSING = -1
_AT_ONCE = 50_000


def arrays_of(rows: "QuerySet[Any, Any]", columns: Mapping[str, Kind]) -> list[NDArray[Any]]:
    """Give columns as arrays, in their order.

    Days and amounts come as plain texts and floats: turning each into an object first would take most of
    the time.
    """
    asked = {f"_{at}": _expression(name, kind) for at, (name, kind) in enumerate(columns.items())}
    read = rows.annotate(**asked).values_list(*asked).iterator(chunk_size=_AT_ONCE)
    pieces: list[list[NDArray[Any]]] = [[_array((), kind)] for kind in columns.values()]
    for piece in _pieces(read):
        for into, values, kind in zip(pieces, zip(*piece, strict=True), columns.values(), strict=True):
            into.append(_array(values, kind))
    return [np.concatenate(each) for each in pieces]


def _expression(name: str, kind: Kind) -> Any:
    if kind == "day":
        return Coalesce(Cast(F(name), TextField()), Value("NaT"), output_field=TextField())
    if kind == "amount":
        return Cast(F(name), FloatField())
    return Coalesce(F(name), Value(MISSING), output_field=BigIntegerField()) if kind == "number" else F(name)


def _array(values: Iterable[Any], kind: Kind) -> NDArray[Any]:
    found = list(values)
    if kind == "day":
        return np.array(found, dtype="datetime64[D]").astype(np.int64)
    types: Mapping[Kind, Any] = {"number": np.int64, "amount": float, "flag": bool, "word": object}
    return np.array(found, dtype=types[kind])


def _pieces(rows: Iterable[Any]) -> Iterable[list[Any]]:
    read = iter(rows)
    while piece := list(islice(read, _AT_ONCE)):
        yield piece
