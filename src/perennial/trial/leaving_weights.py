"""How likely what each customer did after assignment is, had they left at one time or another.

A customer with q = r + k x (x all repeat purchases, before and after assignment), last seen at age t, is
silent for s days of custom with the chance

    I(s) in proportion to (1 - z)**q * sum_{j < k} C(q + j - 1, j) z**j,   z = s / (alpha + t + s)

(Platzer and Reutterer 2016, the sum in equation 11). For those with no purchase since assignment it is taken
relative to the silence already run on that day, since the probability of having been gone counts it. Where an
arm buys m times as fast since assignment, its days since count m-fold.
"""

import numpy as np

from perennial.engine.histories import Floats
from perennial.engine.numerics.erlang import phase_sum
from perennial.trial.before import Before
from perennial.trial.followed import Followed
from perennial.trial.leaving_grid import Grid

__all__ = ["leaving_weights"]


def leaving_weights(before: Before, followed: Followed, grid: Grid, pace: Floats) -> Floats:
    """Weigh the edges of the cells for every customer, given that they were one at assignment.

    Parameters
    ----------
    before, followed
        Of the same n customers, in one order.
    grid
        C cells of the days since assignment.
    pace
        Shape (n,): how much faster each buys since assignment than before.

    Returns
    -------
    steps
        Shape (n, C + 1): ``steps @ survival`` is the likelihood, in proportion; that is the sum over leaving
        in each cell and over staying to the end, summed by parts.
    """
    begin, end = grid.edges[:-1], grid.edges[1:]
    seen = np.maximum(followed.last - 0.5, 0.0)[:, None]  # a purchase falls in the middle of its day
    middle = np.column_stack([0.5 * (np.maximum(begin, seen) + end), np.full(len(seen), grid.edges[-1])])
    days = np.maximum(np.minimum(middle, followed.until[:, None]) - seen, 0.0)
    chance = _silence(before, followed, days * pace[:, None], pace)
    chance[:, :-1] *= np.clip((end - seen) / (end - begin), 0.0, 1.0)
    return np.diff(chance, axis=1, prepend=0.0)


def _silence(before: Before, followed: Followed, days: Floats, pace: Floats) -> Floats:
    last = followed.last
    silent = last == 0
    q = (before.r + before.k * (before.frequency + followed.purchases))[:, None]
    base = (before.alpha + np.where(silent, before.recency, before.age + pace * last))[:, None]
    run = np.where(silent, before.silence, 0.0)[:, None]
    return np.asarray(_chance(q, base, run + days, before.k) / _chance(q, base, run, before.k))


def _chance(q: Floats, base: Floats, silence: Floats, k: int) -> Floats:
    z = silence / (base + silence)
    return np.asarray(np.exp(q * np.log1p(-z)) * phase_sum(q, z, k))
