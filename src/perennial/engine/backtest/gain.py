"""What one candidate adds to a blend."""

from collections.abc import Sequence

from perennial.engine.backtest.forecaster import HorizonPlan, blended_counts, blended_p
from perennial.engine.backtest.learning import plan_for
from perennial.engine.backtest.past import Past
from perennial.engine.backtest.scores import log_score, poisson_deviance

__all__ = ["gain_of"]


def gain_of(name: str, at: Past, until: int, horizons: Sequence[int], plans: Sequence[HorizonPlan]) -> float:
    """Say by which share the best helped forecast of a cut is better with a candidate than without it.

    Both blends are weighed on the cut that judges them, so that the share is rather too large.

    Parameters
    ----------
    until
        Day up to which outcomes are known.
    plans
        Learnt at this cut with the candidate, one a horizon.
    """
    others = [each for each in at.names if each != name]
    gains = []
    for horizon, plan in zip(horizons, plans, strict=True):
        days = min(horizon, until - at.cut)
        without = _losses(at, plan_for(horizon, [at], until, others), days)
        with_it = _losses(at, plan, days)
        gains += [1 - mine / max(other, 1e-9) for mine, other in zip(with_it, without, strict=True)]
    return max(gains)


def _losses(at: Past, plan: HorizonPlan, days: int) -> tuple[float, float]:
    came = at.came(days)
    expected = blended_counts(plan, lambda name: at.expected([name], days)[:, 0])
    chance = blended_p(plan, lambda name: at.p_order([name], days)[:, 0])
    return poisson_deviance(expected, came), log_score(chance, came > 0)
