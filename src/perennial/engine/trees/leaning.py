"""How customers of a channel, source, region or product lean: more or fewer orders than the model expects."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perennial.engine.histories import Floats, Ints
from perennial.engine.traits import NO_LEVEL, Traits

__all__ = ["Leaning", "find_leanings", "leaning_columns"]

_DOUBT = 20.0  # orders as expected that each level is given beforehand, so that few customers lean little
_FEWEST = 5.0  # orders expected of a level from which on it is told from the others


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """The leanings of one trait.

    Attributes
    ----------
    trait
        Its name, as in `Traits.names`.
    levels
        Values that were met often enough.
    ratio
        Shape (levels,): log of orders that came over those expected, against all customers; shrunk.
    """

    trait: str
    levels: tuple[str, ...]
    ratio: Floats


def find_leanings(traits: Traits, code: Ints, came: Floats, expected: Floats) -> tuple[Leaning, ...]:
    """Find how the levels of each trait lean.

    Parameters
    ----------
    traits
        Names and levels.
    code
        Shape (m, k): levels of the customers looked at, one row a look.
    came, expected
        Shape (m,): orders.
    """
    return tuple(
        _leaning(name, levels, code[:, place], came, expected)
        for place, (name, levels) in enumerate(zip(traits.names, traits.levels, strict=True))
    )


def leaning_columns(leanings: Sequence[Leaning], traits: Traits | None, customers: int) -> Floats:
    """Give the leaning of n customers by each trait; shape (n, k), 0 where nothing is known of it."""
    columns = np.zeros((customers, len(leanings)))
    for place, each in enumerate(leanings):
        if traits is not None and each.trait in traits.names:
            levels, code = traits.of(each.trait)
            known = dict(zip(each.levels, each.ratio.tolist(), strict=True))
            # The last entry is for those without a level.
            table = np.array([*(known.get(level, 0.0) for level in levels), 0.0])
            columns[:, place] = table[code]
    return columns


def _leaning(name: str, levels: tuple[str, ...], code: Ints, came: Floats, expected: Floats) -> Leaning:
    there = code != NO_LEVEL
    sums = [np.bincount(code[there], weights=each[there], minlength=len(levels)) for each in (came, expected)]
    level = float(came.sum()) / max(float(expected.sum()), 1e-9)
    ratio = np.log((sums[0] + _DOUBT) / (sums[1] * level + _DOUBT))
    kept = np.flatnonzero(sums[1] >= _FEWEST)
    return Leaning(trait=name, levels=tuple(levels[each] for each in kept), ratio=ratio[kept])
