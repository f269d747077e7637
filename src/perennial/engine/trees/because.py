"""Why the trees say of a customer what they say: the part of the history that speaks loudest."""

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Ints
from perennial.engine.trees.features import FEATURES
from perennial.engine.trees.grown import GrownTrees

__all__ = ["BECAUSE", "because"]

_PARTS = ("recent", "silence", "history", "traits", "touches")

#: Reasons by their code: a part of the history, and whether it raises (+) or lowers (-) the chance of an
#: order; the first is none.
BECAUSE = ("", *(f"{part}{sign}" for part in _PARTS for sign in "+-"))

_LOUD = 0.3  # log-odds by which a part must move the chance to be named


def because(trees: GrownTrees, features: Floats, typical: Floats) -> Ints:
    """Name the part of the history that moves the chance of an order most; shape (n,), codes of `BECAUSE`.

    A part moves it by what the log-odds lose where its features are those of a typical customer instead
    (one part at a time: an ablation, not a proof of cause).

    Parameters
    ----------
    trees
        Of a chance.
    features
        Shape (n, f + k): `FEATURES`, and leanings by trait.
    typical
        Shape (f + k,).
    """
    said = trees.total(features)
    moves = np.stack([said - trees.total(_ordinary(features, typical, part)) for part in _PARTS])
    loudest = np.abs(moves).argmax(axis=0)
    move = np.take_along_axis(moves, loudest[None], axis=0)[0]
    code = 1 + 2 * loudest + (move < 0)
    return np.where(np.abs(move) >= _LOUD, code, 0).astype(np.int32)


def _ordinary(features: Floats, typical: Floats, part: str) -> Floats:
    parts = [of for _, of in FEATURES] + ["traits"] * (features.shape[1] - len(FEATURES))
    columns: NDArray[np.bool_] = np.array([of == part for of in parts])
    return np.where(columns, typical, features)
