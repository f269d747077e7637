"""How much a measure scatters from week to week, learned from a seller and steadied by their department."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perennial.pay.columns import Floats

__all__ = ["Past", "Scatter", "scatter_of"]

#: Weeks that what the whole department shows is worth, beside a seller's own.
_BORROWED = 20.0
#: Where nothing is known: twice the scatter of chance.
_UNKNOWN = 2.0
_MOST_AFTEREFFECT = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The past weeks of one measure of one seller; shape (w,): the part and the whole of each."""

    part: Floats
    whole: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Scatter:
    """How much a measure scatters.

    Attributes
    ----------
    dispersion
        Variance of a week over that of chance (of a binomial or Poisson count).
    freedom
        Degrees of freedom it is known with.
    aftereffect
        Correlation of a week with the next.
    """

    dispersion: float
    freedom: float
    aftereffect: float

    def of_sum(self, weeks: int) -> float:
        """Give the dispersion of a sum over weeks that follow each other (an AR(1) series)."""
        lags = np.arange(1, weeks)
        return self.dispersion * float(1 + 2 * np.sum((1 - lags / weeks) * self.aftereffect**lags))


def scatter_of(pasts: Sequence[Past], *, is_share: bool, counts: bool) -> list[Scatter]:
    """Learn the scatter of one measure for all sellers of a department.

    Each seller's own dispersion (Pearson's, McCullagh & Nelder 1989, section 4.5) is drawn towards the
    department's, as a variance known with few degrees of freedom should be (Smyth 2004, equation 3).

    Parameters
    ----------
    pasts
        Past weeks of each seller.
    is_share
        Whether the part is a share of the whole; else a count in the time of the whole.
    counts
        Whether things are counted, so that the dispersion is at least that of chance.
    """
    residuals = [_residuals(past, is_share=is_share) for past in pasts]
    squares = np.array([float(np.sum(each**2)) for each in residuals])
    freedom = np.array([max(len(each) - 1.0, 0.0) for each in residuals])
    total = freedom.sum()
    shared = float(squares.sum() / total) if total > 0 else _UNKNOWN
    if counts:
        shared = max(shared, 1.0)
    borrowed = np.minimum(_BORROWED, total - freedom)
    known = freedom + borrowed
    own = (squares + borrowed * shared) / np.where(known > 0, known, 1.0)
    own = np.where(known > 0, np.maximum(own, 1.0) if counts else own, shared)
    after = _aftereffect(residuals)
    return [
        Scatter(dispersion=float(each), freedom=float(max(sure, 1.0)), aftereffect=after)
        for each, sure in zip(own, known, strict=True)
    ]


def _residuals(past: Past, *, is_share: bool) -> Floats:
    there = past.whole > 0
    part, whole = past.part[there], past.whole[there]
    level = part.sum() / whole.sum() if len(whole) else 0.0
    spread = level * (1 - level) if is_share else level
    if spread <= 0:
        return np.zeros(0)
    return np.asarray((part - level * whole) / np.sqrt(whole * spread))


def _aftereffect(residuals: Sequence[Floats]) -> float:
    """Estimate the correlation with the next week over the department, less what taking off means costs."""
    follow = sum(float(np.sum(each[1:] * each[:-1])) for each in residuals)
    square = sum(float(np.sum(each[:-1] ** 2)) for each in residuals)
    pairs = sum(max(len(each) - 1, 0) for each in residuals)
    sellers = sum(len(each) > 1 for each in residuals)
    if square <= 0:
        return 0.0
    raw = (follow / square + sellers / max(pairs, 1)) * pairs / (pairs + _BORROWED)
    return float(np.clip(raw, 0.0, _MOST_AFTEREFFECT))
