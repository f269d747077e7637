"""One cut of the past: what was known, what each candidate would have said, and what came."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from perennial.engine.backtest.baselines import fit_baselines
from perennial.engine.backtest.candidates import CountModel, fit_attrition
from perennial.engine.backtest.tree_looks import looks_before, tree_features
from perennial.engine.calendar.business_time import BusinessTime, ahead_in_business_time, business_time_of
from perennial.engine.calendar.fit import fit_calendar
from perennial.engine.calendar.results import EVEN, SpecialDays
from perennial.engine.customer_facts import NO_FACTS, CustomerFacts
from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.lifetime.attrition import AttritionModel
from perennial.engine.purchases import PurchaseLog, count_between, histories_at
from perennial.engine.recent import recent_at
from perennial.engine.trees.fit import fit_trees
from perennial.engine.trees.leaning import leaning_columns
from perennial.engine.trees.model import BASE, TREES, TreeModel, ask_trees

__all__ = ["Past", "look_again", "look_back"]

_TENURE_SAMPLE = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What was known at `cut`, and the candidates fitted on it.

    `index` holds the positions of the histories' customers in `log`, and `facts` are those of all its
    customers; `time` is the clock as known then, and `measured` the histories by that clock, on which the
    attrition models are fitted. `trees` correct one of them; None where they were not grown. `answers`
    remembers what all these were asked, since each is asked the same for every horizon learnt and reported.
    """

    log: PurchaseLog
    cut: int
    histories: Histories
    time: BusinessTime
    measured: Histories
    index: NDArray[np.intp]
    attrition: Mapping[str, AttritionModel]
    baselines: Mapping[str, CountModel]
    trees: TreeModel | None = None
    facts: CustomerFacts = NO_FACTS
    answers: dict[tuple[str, str, int], Floats] = field(default_factory=dict, compare=False, repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the candidates that can be asked."""
        return (*self.attrition, *(() if self.trees is None else (TREES,)))

    def came(self, horizon: int) -> Ints:
        """Count the purchases in the next `horizon` days; shape (n,)."""
        return count_between(self.log, self.cut, self.cut + horizon)[self.index]

    def came_new(self, horizon: int) -> int:
        """Count the purchases in the next `horizon` days by customers first seen after the cut."""
        everyone = int(count_between(self.log, self.cut, self.cut + horizon).sum())
        return everyone - int(self.came(horizon).sum())

    def expected(self, names: Sequence[str], horizon: int) -> Floats:
        """Give some candidates' expected purchases; shape (n, models)."""
        return np.stack([self._asked("expected_orders", name, horizon) for name in names], axis=1)

    def p_order(self, names: Sequence[str], horizon: int) -> Floats:
        """Give some candidates' chances of an order; shape (n, models)."""
        return np.stack([self._asked("p_order", name, horizon) for name in names], axis=1)

    def _asked(self, what: str, name: str, horizon: int) -> Floats:
        if (what, name, horizon) not in self.answers:
            ask = self._ask_trees if name == TREES else self._ask_attrition
            self.answers[what, name, horizon] = ask(what, name, horizon)
        return self.answers[what, name, horizon]

    def _ask_attrition(self, what: str, name: str, horizon: int) -> Floats:
        h = self.measured
        ask: Callable[..., Floats] = getattr(self.attrition[name], what)
        return ahead_in_business_time(
            lambda days: ask(h.frequency, h.recency, h.silence, horizon=days),
            self.time.ahead(self.cut, horizon),
        )

    def _ask_trees(self, what: str, name: str, horizon: int) -> Floats:
        # Where there was too little to grow them from, nothing is corrected.
        if self.trees is None:
            return self._asked(what, BASE, horizon)
        if ("features", name, 0) not in self.answers:
            leaning = leaning_columns(self.trees.leanings, self.facts.traits, len(self.log))
            recent = recent_at(self.log, self.cut, self.index, leaning, self.facts.touches)
            self.answers["features", name, 0] = tree_features(
                self.attrition[BASE], self.measured, self.histories, recent
            )
        return ask_trees(
            self.trees,
            what,
            self.answers["features", name, 0],
            base=lambda days: self._asked(what, BASE, days),
            pace=lambda days: self.time.ahead(self.cut, days) / days,
            horizon=horizon,
        )


def look_back(
    log: PurchaseLog,
    cut: int,
    candidates: Sequence[str],
    rng: np.random.Generator,
    special: SpecialDays = EVEN,
    *,
    horizons: Sequence[int] = (),
    facts: CustomerFacts = NO_FACTS,
) -> Past:
    """Fit the calendar and the candidates on what was known at the end of day `cut`.

    `horizons` are the days ahead for which trees are grown, where these are among the candidates; `facts`
    those of the log's customers.
    """
    histories, index = histories_at(log, cut)
    time = business_time_of(fit_calendar(log, cut, special), special)
    measured = time.histories(histories)
    attrition: dict[str, AttritionModel] = {}
    for name in candidates:
        if name == TREES:
            continue
        first = attrition.get("mbg-cnbd-k")
        if name == "mbg-nbd" and first is not None and first.regularity == 1:
            attrition[name] = first
        else:
            k = None if first is None else first.regularity
            attrition[name] = fit_attrition(name, _fewer(measured, name, rng), rng, regularity=k)
    trees = None
    if TREES in candidates and horizons:
        looks = looks_before(log, cut, attrition[BASE], time, horizons=horizons, facts=facts, rng=rng)
        trees = fit_trees(looks, horizons, facts.traits)
    return Past(
        log=log,
        cut=cut,
        histories=histories,
        time=time,
        measured=measured,
        index=index,
        attrition=attrition,
        baselines=fit_baselines(histories),
        trees=trees,
        facts=facts,
    )


def look_again(past: Sequence[Past], day: int) -> Past | None:
    """Give the past as known on another day, with the candidates of the latest cut before it; else None."""
    before = [at for at in past if at.cut <= day]
    if not before or before[-1].cut == day:
        return before[-1] if before else None
    histories, index = histories_at(before[-1].log, day)
    measured = before[-1].time.histories(histories)
    return replace(before[-1], cut=day, histories=histories, measured=measured, index=index, answers={})


def _fewer(histories: Histories, name: str, rng: np.random.Generator) -> Histories:
    # The tenure model is the dear one; a sample tells its place among the others as well.
    if name != "tenure" or len(histories) <= _TENURE_SAMPLE:
        return histories
    return histories.take(np.sort(rng.choice(len(histories), _TENURE_SAMPLE, replace=False)))
