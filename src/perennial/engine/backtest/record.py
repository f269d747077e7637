"""The record: what every model would have said at a cut, against what came."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from perennial.engine.backtest.forecaster import HorizonPlan, blended_counts, blended_p
from perennial.engine.backtest.past import Past
from perennial.engine.backtest.results import RecordRow
from perennial.engine.backtest.scores import log_score, score
from perennial.engine.trees.model import TREES

__all__ = ["AUTO", "best_attrition", "record_rows"]

#: Name of the blend in `Record.rows`.
AUTO = "auto"

_NEARLY = 0.01  # a log score as close as this share is as good: dates shall not jump between models
_CHANCE = 28  # days: the chance of an order on which the attrition model is chosen


def record_rows(at: Past, plan: HorizonPlan, horizon: int) -> list[RecordRow]:
    """Report the blend, made with a plan that was learnt before the cut, and all models."""
    came, h = at.came(horizon), at.histories
    blend = (
        blended_counts(plan, lambda name: at.expected([name], horizon)[:, 0]),
        blended_p(plan, lambda name: at.p_order([name], horizon)[:, 0]),
    )
    rows = [score(*blend, came, name=AUTO, cut=at.cut, horizon=horizon)]
    for name in at.names:
        told = at.expected([name], horizon)[:, 0], at.p_order([name], horizon)[:, 0]
        rows.append(score(*told, came, name=name, cut=at.cut, horizon=horizon))
    for name, model in at.baselines.items():
        forecast = (
            model.expected_orders(h.frequency, h.recency, h.silence, horizon=horizon),
            model.p_order(h.frequency, h.recency, h.silence, horizon=horizon),
        )
        rows.append(score(*forecast, came, name=name, cut=at.cut, horizon=horizon))
    new = at.came_new(horizon)
    return [replace(row, came_new=new) for row in rows]


def best_attrition(past: Sequence[Past], until: int, candidates: Sequence[str]) -> str:
    """Name the attrition model with the best log score of P(order in 28 days) over some cuts.

    Of those as good, the first; where there is no past, the first candidate. MBG/NBD is left to the counts:
    it is MBG/CNBD-k with k = 1, and the likelihood of the waits has chosen k.
    """
    latent = [name for name in candidates if name != TREES]
    names = [name for name in latent if name != "mbg-nbd"] or latent
    windows = [(at, min(_CHANCE, until - at.cut)) for at in past if until > at.cut]
    if not windows or len(names) == 1:
        return names[0]
    tables = [(at.p_order(names, days), at.came(days) > 0) for at, days in windows]
    scores = np.mean([[log_score(p, came) for p in table.T] for table, came in tables], axis=0)
    good = scores <= scores.min() * (1 + _NEARLY)
    return names[int(good.argmax())]
