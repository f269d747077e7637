"""A seller's last weeks against their own past: the change, its limits, and whether it is worth a word."""

import math
from dataclasses import dataclass

import numpy as np
from scipy.stats import t as student

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.pay.columns import Floats
from perennial.pay.drift.measures import Kind
from perennial.pay.drift.scatter import Past, Scatter
from perennial.pay.drift.settings import DriftSettings
from perennial.pay.intervals import rate, share

__all__ = ["Change", "change_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a measure changed.

    Attributes
    ----------
    now, before
        The measure in the recent weeks and in the past ones.
    change
        Points of a share; of a number a day, the share by which it grew (-0.4: 40% fewer).
    beyond
        Standard errors by which the change for the worse exceeds the smallest worth a word, less those
        that weekly looks ask for; an alarm where positive, nan where it cannot be said.
    fine
        Whether a serious change for the worse is ruled out.
    """

    now: Estimate
    before: Estimate
    change: Estimate
    beyond: float = math.nan
    fine: bool = False


def change_of(
    recent: Past,
    past: Past,
    *,
    kind: Kind,
    scatter: Scatter,
    false_alarm: float,
    settings: DriftSettings,
) -> Change:
    """Compare the recent weeks of one measure with the past ones.

    Parameters
    ----------
    recent, past
        Weeks of both spans.
    kind
        How the measure is read.
    scatter
        How much it scatters from week to week.
    false_alarm
        Chance allowed of a false alarm at this one look.
    settings
        Changes worth a word.
    """
    sums = np.array([recent.part.sum(), recent.whole.sum(), past.part.sum(), past.whole.sum()])
    inflated = scatter.of_sum(len(recent.part)), scatter.of_sum(len(past.part))
    read = share if kind.is_share else rate
    now = read(float(sums[0]), float(sums[1]), dispersion=inflated[0])
    before = read(float(sums[2]), float(sums[3]), dispersion=inflated[1])
    if not now.known or not before.known or sums[2] + sums[0] <= 0:
        return Change(now=now, before=before, change=UNKNOWN)
    difference, error = (_of_shares if kind.is_share else _of_rates)(sums, inflated)
    half = float(student.ppf(0.975, scatter.freedom)) * error
    needed = float(student.ppf(1 - false_alarm, scatter.freedom))
    worse = difference if kind.worse_up else -difference
    return Change(
        now=now,
        before=before,
        change=_change(difference - half, _plain(now, before, kind), difference + half, kind),
        beyond=(worse - _size(settings.smallest_share, settings.smallest_rate, kind)) / error - needed,
        fine=worse + half < _size(settings.serious_share, settings.serious_rate, kind),
    )


def _size(of_share: float, of_rate: float, kind: Kind) -> float:
    """Put a change worth a word on the scale of the differences: points, or the log of a ratio."""
    return of_share if kind.is_share else -math.log1p(-of_rate)


def _change(low: float, value: float, high: float, kind: Kind) -> Estimate:
    if not kind.is_share:
        low, high = math.expm1(low), math.expm1(high)
    return Estimate(value=min(max(value, low), high), low=low, high=high)


def _plain(now: Estimate, before: Estimate, kind: Kind) -> float:
    """Give the change as a reader would work it out from the two figures."""
    assert now.value is not None
    assert before.value is not None
    if kind.is_share:
        return now.value - before.value
    return now.value / before.value - 1 if before.value > 0 else math.inf


def _of_shares(sums: Floats, dispersion: tuple[float, float]) -> tuple[float, float]:
    """Give the difference of two shares and its standard error; half an event is added to each side."""
    part, whole = sums[[0, 2]], sums[[1, 3]]
    unit = np.array(dispersion)
    level = (part + unit / 2) / (whole + unit)
    variance = unit * level * (1 - level) / (whole + unit)
    return float(level[0] - level[1]), float(np.sqrt(variance.sum()))


def _of_rates(sums: Floats, dispersion: tuple[float, float]) -> tuple[float, float]:
    """Give the log ratio of two rates and its standard error; half an event is added to each."""
    unit = np.array(dispersion)
    part, whole = sums[[0, 2]] + unit / 2, sums[[1, 3]]
    logs = np.log(part / whole)
    return float(logs[0] - logs[1]), float(np.sqrt((unit / part).sum()))
