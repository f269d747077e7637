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
    at: Past,
    name: str,
    *,
    horizon: int,
    followed: tuple[int, ...],
    usual_gap: float | None,
    same_k: bool,
    rng: np.random.Generator,
) -> tuple[int, dict[int, int]]:
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
    followed
        Days for which they are followed, each at most up to the end of observation.
    usual_gap
        Of the business, in days.
    same_k
        Whether the model fitted at an earlier day takes over the regularity found at the cut, which is
        quicker, instead of choosing it anew.

    Returns
    -------
    left, away
        How many had left, and how many of them had no order in each of the followed spans of days.
    """
    k = at.attrition[name].regularity if same_k else None
    returns = fit_returns(
        at.time.log(at.log),
        at.measured.as_of,
        at.attrition[name],
        lambda histories, generator: fit_attrition(name, histories, generator, regularity=k),
        horizon=horizon,
        usual_gap=usual_gap,
        rng=rng,
    )
    (x, recency), kind = distinct(at.measured.frequency, at.measured.recency)
    curves = curves_of(returns, x.astype(np.int32), recency.astype(np.int32), days_of_silence(LONGEST))
    left = at.measured.silence >= leaving_silence(curves, fallen_to=FALLEN_TO)[kind]
    return int(left.sum()), {days: int((left & (at.came(days) == 0)).sum()) for days in followed}
