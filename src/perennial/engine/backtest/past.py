"""One cut of the past: what was known, what each candidate would have said, and what came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perennial.engine.backtest.baselines import fit_baselines
from perennial.engine.backtest.blend import count_weights, probability_weights
from perennial.engine.backtest.candidates import CountModel, fit_attrition
from perennial.engine.backtest.forecaster import HorizonPlan
from perennial.engine.backtest.recalibrate import count_level, fit_log_odds_shift
from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.lifetime.attrition import AttritionModel
from perennial.engine.purchases import PurchaseLog, count_between, histories_at

__all__ = ["Past", "look_back", "plan_for"]

_LEAST_WINDOW = 7
_TENURE_SAMPLE = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What was known at `cut`, and the candidates fitted on it.

    `index` holds the positions of the histories' customers in `log`.
    """

    log: PurchaseLog
    cut: int
    histories: Histories
    index: NDArray[np.intp]
    attrition: Mapping[str, AttritionModel]
    baselines: Mapping[str, CountModel]

    def came(self, horizon: int) -> Ints:
        """Count the purchases in the next `horizon` days; shape (n,)."""
        return count_between(self.log, self.cut, self.cut + horizon)[self.index]

    def expected(self, names: Sequence[str], horizon: int) -> Floats:
        """Give some attrition models' expected purchases; shape (n, models)."""
        models = [self.attrition[name] for name in names]
        return np.stack([m.expected_orders(*self._state, horizon=horizon) for m in models], axis=1)

    def p_order(self, names: Sequence[str], horizon: int) -> Floats:
        """Give some attrition models' chances of an order; shape (n, models)."""
        models = [self.attrition[name] for name in names]
        return np.stack([m.p_order(*self._state, horizon=horizon) for m in models], axis=1)

    @property
    def _state(self) -> tuple[Ints, Ints, Ints]:
        return self.histories.frequency, self.histories.recency, self.histories.silence


def look_back(log: PurchaseLog, cut: int, candidates: Sequence[str], rng: np.random.Generator) -> Past:
    """Fit the candidates on what was known at the end of day `cut`."""
    histories, index = histories_at(log, cut)
    attrition: dict[str, AttritionModel] = {}
    for name in candidates:
        first = attrition.get("mbg-cnbd-k")
        if name == "mbg-nbd" and first is not None and first.regularity == 1:
            attrition[name] = first
        else:
            k = None if first is None else first.regularity
            attrition[name] = fit_attrition(name, _fewer(histories, name, rng), rng, regularity=k)
    return Past(
        log=log,
        cut=cut,
        histories=histories,
        index=index,
        attrition=attrition,
        baselines=fit_baselines(histories),
    )


def plan_for(horizon: int, past: Sequence[Past], until: int, candidates: Sequence[str]) -> HorizonPlan:
    """Learn weights and corrections for one horizon from cuts whose outcomes are known up to day `until`.

    A window that would end later is cut short there. One candidate alone is taken as it is; where there is
    no past to learn from, the first is.
    """
    windows = [(at, min(horizon, until - at.cut)) for at in past]
    windows = [(at, days) for at, days in windows if days >= min(_LEAST_WINDOW, horizon)]
    if not windows or len(candidates) == 1:
        alone = ((candidates[0], 1.0),)
        return HorizonPlan(count_weights=alone, p_weights=alone)
    came = [at.came(days) for at, days in windows]
    expected = [at.expected(candidates, days) for at, days in windows]
    chances = [at.p_order(candidates, days) for at, days in windows]
    by_count = count_weights(expected, came)
    by_chance = probability_weights(chances, [y > 0 for y in came])
    return HorizonPlan(
        count_weights=tuple(zip(candidates, by_count.tolist(), strict=True)),
        p_weights=tuple(zip(candidates, by_chance.tolist(), strict=True)),
        level=count_level(
            [float((table @ by_count).sum()) for table in expected], [float(y.sum()) for y in came]
        ),
        shift=fit_log_odds_shift([table @ by_chance for table in chances], [y > 0 for y in came]),
    )


def _fewer(histories: Histories, name: str, rng: np.random.Generator) -> Histories:
    # The tenure model is the dear one; a sample tells its place among the others as well.
    if name != "tenure" or len(histories) <= _TENURE_SAMPLE:
        return histories
    return histories.take(np.sort(rng.choice(len(histories), _TENURE_SAMPLE, replace=False)))
