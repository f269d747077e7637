"""Linear recursions over thousands of steps in a few dozen array operations."""

import numpy as np

from perennial.engine.histories import Floats

__all__ = ["scan"]


def scan(mix: Floats, carry: Floats, held: Floats) -> Floats:
    """Run ``held[t + 1] += carry[t] * (mix[t] @ held[t])`` for t = 0, 1, ...; shape (D + 1, s, U).

    The steps are cut into blocks of about their square root. All blocks run side by side as if nothing came
    in, what each passes on is then carried from block to block, and is at last added within each.

    Parameters
    ----------
    mix
        Shape (D, s, s).
    carry
        Shape (D, U).
    held
        Shape (D + 1, s, U): what each step adds; not changed.
    """
    steps, size, columns = len(mix), held.shape[1], held.shape[2]
    length = max(1, int(np.sqrt(steps)))
    blocks = -(-steps // length)
    mixes = _padded(mix, blocks * length).reshape(blocks, length, size, size)
    carries = _padded(carry, blocks * length).reshape(blocks, length, 1, columns)
    answer = _padded(held, blocks * length + 1)
    inner = answer[1:].reshape(blocks, length, size, columns)
    across = mixes.copy()
    for at in range(1, length):
        inner[:, at] += carries[:, at] * (mixes[:, at] @ inner[:, at - 1])
        across[:, at] = mixes[:, at] @ across[:, at - 1]
        carries[:, at] *= carries[:, at - 1]
    entering = answer[0]
    for block in range(blocks):
        inner[block] += carries[block] * (across[block] @ entering)
        entering = inner[block, -1]
    return answer[: steps + 1]


def _padded(values: Floats, length: int) -> Floats:
    # Always a copy, so that the caller's array stays as it is.
    more = np.zeros((length, *values.shape[1:]))
    more[: len(values)] = values
    return more
