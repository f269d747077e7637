"""Traits of customers, from the rows of their first day of purchase."""

from collections.abc import Sequence

import numpy as np

from perennial.engine.histories import Ints
from perennial.engine.traits import NO_LEVEL, Traits
from perennial.store.engine import Engine

__all__ = ["traits_of"]


def traits_of(engine: Engine, customers: int, *, first_rows: str, columns: Sequence[str]) -> Traits | None:
    """Look up what the first purchase says of each of n customers; None where it never says anything.

    Parameters
    ----------
    first_rows
        Name of the text that makes the table of their rows.
    columns
        Traits that any row of the log names.
    """
    if not columns:
        return None
    engine.make(first_rows)
    found = [(name, *_trait(engine, customers, name)) for name in columns]
    engine.drop("first_rows")
    said = [(name, levels, code) for name, levels, code in found if levels]
    if not said:
        return None
    names, levels, codes = zip(*said, strict=True)
    return Traits(names=names, levels=levels, code=np.stack(codes, axis=1))


def _trait(engine: Engine, customers: int, name: str) -> tuple[tuple[str, ...], Ints]:
    engine.make("first_levels", trait=name)
    levels = tuple(level for (level,) in engine.rows("names_of_levels"))
    code = np.full(customers, NO_LEVEL, np.int32)
    if levels:
        found = engine.columns("level_codes")
        code[found["customer"]] = found["code"]
    engine.drop("first_levels")
    return levels, code
