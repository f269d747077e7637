"""Bins of tenure: narrow where customers leave, and a first guess of how fast they do."""

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Ints
from perennial.engine.lifetime.tenure_rows import Rows
from perennial.engine.numerics.dot import dot

__all__ = ["bins_of", "first_hazard"]

_BY_LEAVING = 16
_BY_TIME = 8
_SILENT_GAPS = 3.0  # mean gaps of silence after which a first guess counts a customer as gone


def bins_of(rows: Rows, gap: float) -> Ints:
    """Cut the ages seen into about two dozen bins.

    Parameters
    ----------
    rows
        Customers.
    gap
        Mean gap between purchases, in the rows' unit of time.

    Returns
    -------
    edges
        Rising whole numbers from 0 to the largest age, at least 1.
    """
    last = max(int(rows.age.max(initial=0)), 1)
    end, gone = _guessed_end(rows, gap)
    wanted = np.linspace(0.0, last, _BY_TIME + 1)[1:-1]
    if gone.any():
        wanted = np.concatenate([wanted, _quantiles(end[gone], rows.weight[gone])])
    edges = [0]
    for edge in np.unique(np.rint(wanted)):
        if edge - edges[-1] >= max(2.0, 0.15 * gap) and last - edge >= 2:
            edges.append(int(edge))
    return np.array([*edges, last], np.int32)


def first_hazard(rows: Rows, edges: Ints, gap: float) -> Floats:
    """Guess the hazard in each bin from customers long silent; shape (bins,)."""
    end, gone = _guessed_end(rows, gap)
    left = np.histogram(end[gone], edges, weights=rows.weight[gone])[0]
    low, width = edges[:-1], np.diff(edges)
    exposure = np.array([dot(rows.weight, np.clip(end - a, 0.0, w)) for a, w in zip(low, width, strict=True)])
    mean_age = max(float(np.average(rows.age, weights=rows.weight)), 1.0)
    return np.asarray((left + 0.5) / (exposure + 0.5 * mean_age))


def _guessed_end(rows: Rows, gap: float) -> tuple[Floats, NDArray[np.bool_]]:
    # Half a gap after the last purchase for those long silent; the others are there until T.
    gone = (rows.frequency > 0) & (rows.age - rows.recency > _SILENT_GAPS * gap)
    end = np.where(gone, rows.recency + 0.5 * gap, rows.age)
    return end.astype(np.float64), gone


def _quantiles(end: Floats, weight: Floats) -> Floats:
    order = np.argsort(end)
    share = np.cumsum(weight[order])
    return np.interp(np.arange(1, _BY_LEAVING) / _BY_LEAVING, share / share[-1], end[order])
