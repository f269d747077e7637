"""When customers start to leave: the days by which a quarter, half and three quarters have left."""

import numpy as np

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.core.message import Message
from perennial.engine.lifetime.leaving_band import Band, band_of, day_of_share
from perennial.engine.lifetime.leaving_peak import peak_of
from perennial.engine.lifetime.results import LeavingWindow
from perennial.engine.lifetime.tenure import Tenure

__all__ = ["leaving_window"]

_SHARES = {"start": 0.25, "middle": 0.5, "end": 0.75}
_POINTS = 60
_FEW = 200
_Z = 1.959963984540054


def leaving_window(fitted: Tenure, *, rng: np.random.Generator) -> LeavingWindow:
    """Read the leaving window off a fitted tenure model.

    Parameters
    ----------
    fitted
        Tenure model of a business, a product or a category.
    rng
        Simulates how high a peak chance alone would make.

    Returns
    -------
    LeavingWindow
        `extrapolated` names the days whose upper limit lies beyond the last day that can be spoken of.
    """
    if not fitted.identified:
        return _nothing(fitted)
    band = band_of(fitted)
    days = {name: day_of_share(band, share) for name, share in _SHARES.items()}
    return LeavingWindow(
        never_return_share=_never_return(fitted),
        start_days=days["start"],
        middle_days=days["middle"],
        end_days=days["end"],
        left_by_day=band.until,
        left_by_share=band.share_left(band.until),
        extrapolated=tuple(name for name, day in days.items() if _rests_on_tail(day, band.until)),
        curve=_points(band),
        peak=peak_of(fitted, band.until, rng),
        sampled=fitted.sampled,
        warnings=_warnings(fitted),
    )


def _nothing(fitted: Tenure) -> LeavingWindow:
    said = Message("Nobody has bought twice yet, so it cannot be told when customers start to leave.")
    return LeavingWindow(
        never_return_share=UNKNOWN,
        start_days=UNKNOWN,
        middle_days=UNKNOWN,
        end_days=UNKNOWN,
        left_by_day=int(fitted.edges[-1]),
        left_by_share=UNKNOWN,
        extrapolated=(),
        curve=(),
        peak=None,
        sampled=fitted.sampled,
        warnings=(said,),
    )


def _never_return(fitted: Tenure) -> Estimate:
    odds, spread = fitted.q0 / (1.0 - fitted.q0), float(np.exp(_Z * np.sqrt(fitted.covariance[2, 2])))
    low, high = odds / spread, odds * spread
    return Estimate(value=fitted.q0, low=low / (1.0 + low), high=high / (1.0 + high))


def _rests_on_tail(day: Estimate, until: int) -> bool:
    return day.known and (day.high is None or day.high > until)


def _points(band: Band) -> tuple[tuple[int, float, float, float], ...]:
    at = np.unique(np.linspace(0, band.until, _POINTS + 1).round().astype(int))
    still, high, low = (np.exp(-hazard[at]) for hazard in (band.hazard, band.low, band.high))
    return tuple(
        (int(day), float(value), float(least), float(most))
        for day, value, least, most in zip(at, still, low, high, strict=True)
    )


def _warnings(fitted: Tenure) -> tuple[Message, ...]:
    said = []
    if fitted.sampled < fitted.customers:
        said.append(
            Message(
                "When customers leave is taken from {sampled:customers_of} drawn by lot.",
                {"sampled": fitted.sampled},
            )
        )
    if fitted.customers < _FEW:
        said.append(
            Message(
                "With {customers:customers} only, the days by which they leave are roughly known.",
                {"customers": fitted.customers},
            )
        )
    return tuple(said)
