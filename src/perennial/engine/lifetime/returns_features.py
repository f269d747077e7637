"""What the recalibration of the return probability looks at: model, silence, rhythm and frequency."""

from dataclasses import dataclass

import numpy as np
from scipy.special import logit

from perennial.engine.histories import Floats, Ints
from perennial.engine.lifetime.attrition import AttritionModel
from perennial.engine.lifetime.next_order import waits_given_return

__all__ = ["SPREAD", "ReturnFeatures", "features_of", "usual_gaps"]

_CERTAIN = 1e-5
_KNOTS = (0.0, 0.7)  # of log(silence / gap): on time, and twice as long as usual

#: How far each coefficient may move freely: level, slope, silence, gap, frequency, one-time, knots.
SPREAD = np.array([1.5, 0.3, 0.3, 0.3, 0.3, 0.3, *(0.3 for _ in _KNOTS)])


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnFeatures:
    """Columns of shape (n, p), and the log-odds of the attrition model of shape (n,)."""

    columns: Floats
    offset: Floats


def usual_gaps(model: AttritionModel, frequency: Ints, recency: Ints, *, within: int) -> Floats:
    """Give each customer's usual gap: the median wait given return, from the day of the last order."""
    no_silence = np.zeros_like(frequency)
    return waits_given_return(model, frequency, recency, no_silence, probabilities=(0.5,), within=within)[0]


def features_of(
    model: AttritionModel, frequency: Ints, recency: Ints, silence: Ints, gap: Floats, *, horizon: int
) -> ReturnFeatures:
    """Describe customers silent for `silence` days; every argument has shape (n,)."""
    p = model.p_order(frequency, recency, silence, horizon=horizon)
    offset = logit(np.clip(p, _CERTAIN, 1 - _CERTAIN))
    ratio = np.log((silence + 1.0) / (gap + 1.0))
    columns = (
        np.ones(len(p)),
        offset / 2,
        ratio / 2,
        np.log((gap + 1.0) / horizon),
        np.log1p(frequency) - 1.0,
        (frequency == 0).astype(np.float64),
        *(np.maximum(ratio - knot, 0.0) for knot in _KNOTS),
    )
    return ReturnFeatures(columns=np.stack(columns, axis=1), offset=offset)
