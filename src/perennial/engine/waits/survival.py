"""The Kaplan-Meier curve of waits, for one set of counts or for many drawn sets at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats

__all__ = ["Waits", "waits_within"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Waits within a horizon of h days; every array has the leading shape of the counts it came from.

    Attributes
    ----------
    survival
        Shape (..., h + 1): share of gaps still open after each day, from day 0.
    at_risk
        Shape (..., h + 1): gaps that lasted at least as long.
    """

    survival: Floats
    at_risk: Floats

    @property
    def share(self) -> Floats:
        """Share of purchases followed by another within h days; nan without gaps."""
        share: Floats = np.where(self.at_risk[..., 0] > 0, 1 - self.survival[..., -1], np.nan)
        return share

    @property
    def mean(self) -> Floats:
        """Mean wait in days of those who return within h; nan where none does."""
        within = (self.survival - self.survival[..., -1:]).sum(axis=-1)
        returned = 1 - self.survival[..., -1]
        mean: Floats = np.divide(within, returned, out=np.full(np.shape(within), np.nan), where=returned > 0)
        return mean

    @property
    def median(self) -> Floats:
        """Median wait in whole days of those who return within h; nan where none does."""
        returned = 1 - self.survival
        half = returned[..., -1:] / 2
        day = (returned >= half - 1e-12).argmax(axis=-1)
        median: Floats = np.where(half[..., 0] > 0, day, np.nan)
        return median

    @property
    def followed(self) -> NDArray[np.bool_]:
        """Whether some gap was followed for all h days, so that the curve is known to its end."""
        followed: NDArray[np.bool_] = (self.at_risk[..., -1] > 0) | (self.survival[..., -1] <= 0)
        return followed


def waits_within(ended: Floats, closed: Floats) -> Waits:
    """Estimate the curve by the product-limit formula (Kaplan and Meier 1958, equation 2b).

    Parameters
    ----------
    ended
        Shape (..., h + 2): gaps that ended on each day since their start, closed or open; the last place
        holds those that lasted longer than h.
    closed
        The same shape: those closed by a purchase.
    """
    at_risk = np.cumsum(ended[..., ::-1], axis=-1)[..., ::-1][..., :-1]
    stay = 1 - np.divide(closed[..., :-1], at_risk, out=np.zeros_like(at_risk), where=at_risk > 0)
    return Waits(survival=np.cumprod(np.maximum(stay, 0), axis=-1), at_risk=at_risk)
