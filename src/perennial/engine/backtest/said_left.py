"""Of those said to have left at an earlier day, how many stayed away."""

import numpy as np

from perennial.engine.backtest.candidates import fit_attrition
from perennial.engine.backtest.past import Past
from perennial.engine.lifetime.leaving_dates import FALLEN_TO
from perennial.engine.lifetime.leaving_dates_curve import LONGEST, curves_of, days_of_silence, leaving_silence
from perennial.engine.lifetime.returns import fit_returns
from perennial.engine.numerics.grouping import distinct

__all__ = ["count_left"]


def count_left(
    at: Past, name: str, *, horizon: int, usual_gap: float | None, rng: np.random.Generator
) -> tuple[int, int]:
    """Count the customers past their leaving date at the cut, and those of them without an order since.

    Leaving dates are made with what was known at the cut.

    Parameters
    ----------
    at
        The cut, at least `horizon` days before the end of observation.
    name
        Attrition model that the return probability starts from.
    horizon
        The return horizon R in days.
    usual_gap
        Of the business, in days.
    """
    returns = fit_returns(
        at.log,
        at.cut,
        at.attrition[name],
        lambda histories, generator: fit_attrition(name, histories, generator),
        horizon=horizon,
        usual_gap=usual_gap,
        rng=rng,
    )
    (x, recency), kind = distinct(at.histories.frequency, at.histories.recency)
    curves = curves_of(returns, x.astype(np.int32), recency.astype(np.int32), days_of_silence(LONGEST))
    left = at.histories.silence >= leaving_silence(curves, fallen_to=FALLEN_TO)[kind]
    return int(left.sum()), int((left & (at.came(horizon) == 0)).sum())
