"""Who is held out: a lot drawn by a stable hash, which anybody can draw again and see that it is the same."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["CONTROL", "TREATMENT", "Arm", "Lot", "disagreeing", "draw"]

Arm = Literal["treatment", "control"]
TREATMENT: Arm = "treatment"
CONTROL: Arm = "control"

#: A lot is a whole number below this, taken from the first bytes of the hash.
_LOTS = 2**64
_BYTES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """All that a lot depends on besides whom it is drawn for.

    Attributes
    ----------
    trial
        Id of the trial.
    seed
        So that two trials of one id can be told apart.
    held_out
        Chance of being held out, above 0 and below 1.

    Raises
    ------
    ValueError
        `held_out` is not between 0 and 1.
    """

    trial: str
    seed: int
    held_out: float

    def __post_init__(self) -> None:
        if not 0 < self.held_out < 1:
            raise ValueError(f"held_out is above 0 and below 1, not {self.held_out}")

    def arm(self, lot_key: str) -> Arm:
        """Draw for one person.

        Parameters
        ----------
        lot_key
            Opaque id of the person: records of one person have one lot.
        """
        told = json.dumps([self.trial, self.seed, lot_key], ensure_ascii=False, separators=(",", ":"))
        number = int.from_bytes(hashlib.sha256(told.encode()).digest()[:_BYTES], "big")
        return CONTROL if number < self.held_out * _LOTS else TREATMENT


def draw(lot: Lot, lot_keys: Iterable[str]) -> list[Arm]:
    """Draw for many, in their order; each has the same lot whenever and in whatever company it is drawn."""
    return [lot.arm(key) for key in lot_keys]


def disagreeing(lot: Lot, lot_keys: Sequence[str], arms: Sequence[str]) -> NDArray[np.intp]:
    """Give the positions at which arms are not those of the lot."""
    told = enumerate(zip(lot_keys, arms, strict=True))
    return np.array([at for at, (key, arm) in told if lot.arm(key) != arm], dtype=np.intp)
