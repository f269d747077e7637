"""Learns from the past how to forecast one horizon: weights, level and slope."""

from collections.abc import Sequence

import numpy as np

from perennial.engine.backtest.blend import count_weights, probability_weights
from perennial.engine.backtest.forecaster import HorizonPlan
from perennial.engine.backtest.past import Past, look_again
from perennial.engine.backtest.recalibrate import LogOddsShift, count_level, fit_slope, with_level
from perennial.engine.histories import Floats

__all__ = ["alone", "plan_for"]

_LEAST_WINDOW = 7
_LOOKS = 8
_LOOKS_APART = 7


def alone(name: str) -> HorizonPlan:
    """Take one model as it is."""
    return HorizonPlan(count_weights=((name, 1.0),), p_weights=((name, 1.0),))


def plan_for(horizon: int, past: Sequence[Past], until: int, names: Sequence[str]) -> HorizonPlan:
    """Learn weights and corrections for one horizon from cuts whose outcomes are known up to day `until`.

    A window that would end later is cut short there. Where there is no past to learn from, the first of
    `names` is taken as it is.
    """
    windows = [(at, min(horizon, until - at.cut)) for at in past]
    windows = [(at, days) for at, days in windows if days >= min(_LEAST_WINDOW, horizon)]
    if not windows:
        return alone(names[0])
    came = [at.came(days) for at, days in windows]
    expected = [at.expected(names, days) for at, days in windows]
    chances = [at.p_order(names, days) for at, days in windows]
    by_count = count_weights(expected, came)
    by_chance = probability_weights(chances, [y > 0 for y in came])
    sums = [float((table @ by_count).sum()) for table in expected]
    shift = fit_slope([table @ by_chance for table in chances], [y > 0 for y in came])
    return HorizonPlan(
        count_weights=tuple(zip(names, by_count.tolist(), strict=True)),
        p_weights=tuple(zip(names, by_chance.tolist(), strict=True)),
        level=count_level(sums, [float(y.sum()) for y in came]),
        shift=_levelled(shift, [at for at, _ in windows], until, names, by_chance, horizon=horizon),
    )


def _levelled(
    shift: LogOddsShift,
    past: Sequence[Past],
    until: int,
    names: Sequence[str],
    weights: Floats,
    *,
    horizon: int,
) -> LogOddsShift:
    # The latest days with a whole window behind them, week by week, with the models known then.
    days = until - horizon - _LOOKS_APART * np.arange(_LOOKS)
    looks = [at for at in (look_again(past, int(day)) for day in days) if at is not None]
    if not looks:
        return shift
    kept = [name for name, weight in zip(names, weights, strict=True) if weight > 0]
    return with_level(
        shift,
        [at.p_order(kept, horizon) @ weights[weights > 0] for at in looks],
        [at.came(horizon) > 0 for at in looks],
        [until - horizon - at.cut for at in looks],
        horizon=horizon,
    )
