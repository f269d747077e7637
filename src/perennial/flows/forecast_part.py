"""Forecast the customers of one rhythm: choose the models on their past, fit them, put it together."""

from dataclasses import dataclass

import numpy as np

from perennial.core.message import Message
from perennial.core.progress import Progress
from perennial.engine.backtest.assembly import assemble
from perennial.engine.backtest.candidates import ATTRITION_MODELS, fit_attrition
from perennial.engine.backtest.choose import Beside, choose
from perennial.engine.backtest.forecaster import Forecaster, HorizonPlan, models_in
from perennial.engine.backtest.results import Record
from perennial.engine.backtest.tree_looks import looks_before
from perennial.engine.calendar.business_time import BusinessTime, business_time_of
from perennial.engine.calendar.results import Calendar
from perennial.engine.customer_facts import NO_FACTS, CustomerFacts
from perennial.engine.forecast_of_kinds import Forecast, ForecastOfKinds
from perennial.engine.histories import Floats, Histories
from perennial.engine.kinds import Kinds, each_apart, kinds_of, spread
from perennial.engine.lifetime.attrition import AttritionModel
from perennial.engine.lifetime.leaving_by_calendar import leaving_dates_by_calendar
from perennial.engine.lifetime.leaving_dates import DRAWS
from perennial.engine.lifetime.results import LeavingDates
from perennial.engine.lifetime.returns import ReturnModel, fit_returns, return_horizon
from perennial.engine.recent import Recent
from perennial.engine.trees.fit import fit_trees
from perennial.engine.trees.model import BASE, TREES, TreeModel
from perennial.flows.calendar_of import calendar_of
from perennial.flows.customer_models import GroupModels
from perennial.flows.recent_of import recent_of
from perennial.flows.rhythm_parts import RhythmPart, facts_of_sample
from perennial.flows.standing import UNASKED, Standing, standing_of, unasked
from perennial.flows.wanted import Wanted
from perennial.store.log import OrderLog

__all__ = ["PartForecast", "forecast_part"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartForecast:
    """What is said of the customers of one part, and the models behind it.

    `calendar` is None where one model was named, which takes all days to be alike. `spend_per_order` and
    `return_at_order` are as in `perennial.flows.forecast_all.Forecasts`.
    """

    models: GroupModels
    record: Record | None
    calendar: Calendar | None
    forecast: Forecast
    return_at_order: Floats
    spend_per_order: Floats | None


def forecast_part(
    log: OrderLog,
    part: RhythmPart,
    wanted: Wanted,
    *,
    span: int,
    beside: Beside | None,
    rng: np.random.Generator,
    progress: Progress,
) -> PartForecast:
    """Forecast the customers of a part.

    Parameters
    ----------
    log, part
        The open log, and whom to forecast.
    wanted
        What is to be forecast; its usual gap is that of the whole business and is not looked at.
    span
        Days from the first purchase of the log to the end of observation.
    beside
        Given where there are other parts.
    """
    everyone = log.histories()
    histories = everyone if len(part.rows) == len(everyone) else everyone.take(part.rows)
    progress(Message("Asking the log's own past which model to trust"), 0.3)
    horizon = return_horizon(part.usual_gap, span, wanted=wanted.return_horizon)
    facts = facts_of_sample(log, part, wanted.beside) if wanted.model == "auto" else NO_FACTS
    record, plans = _chosen(part, wanted, histories, horizon=horizon, beside=beside, facts=facts, rng=rng)
    progress(Message("Fitting the models"), 0.5)
    calendar = _calendar(part, wanted, histories.as_of)
    time = None if calendar is None else business_time_of(calendar, wanted.special)
    measured = time.histories(histories) if time else histories
    models, leader = _fitted(measured, plans, record, wanted, beside=beside, rng=rng)
    known_k = None if beside is None else models[leader].regularity
    sample = time.log(part.sample) if time else part.sample
    returns = fit_returns(
        sample,
        measured.as_of,
        models[leader],
        lambda known, source: fit_attrition(leader, known, source, regularity=known_k),
        horizon=horizon,
        usual_gap=part.usual_gap,
        rng=rng,
    )
    progress(Message("Finding leaving dates"), 0.6)
    draws = DRAWS if beside is None else DRAWS // 2
    kinds = kinds_of(histories)
    leaving = leaving_dates_by_calendar(kinds.histories, returns, time, draws=draws, rng=rng)
    trees = _trees(part, plans, models, time=time, learnt=wanted.learnt, facts=facts, rng=rng)
    recent = recent_of(log, part.rows, trees, wanted.beside) if trees else None
    if trees is not None:
        leaving, kinds = spread(leaving, kinds.kind), each_apart(histories)
    progress(Message("Forecasting every customer"), 0.7)
    standing = _standing(
        log, part, wanted, histories, kinds=kinds, leaving=leaving, returns=returns, time=time
    )
    fitted = GroupModels(
        group=part.group,
        customers=len(part.rows),
        usual_gap=part.usual_gap,
        second_wait=part.second_wait,
        forecaster=Forecaster(models=models, plans=plans, time=time, trees=trees),
        returns=returns,
        spend=standing.spend,
        count_weights=((leader, 1.0),) if record is None else record.weights,
    )
    return _said(
        wanted,
        kinds,
        fitted=fitted,
        record=record,
        calendar=calendar,
        leaving=leaving,
        standing=standing,
        recent=recent,
    )


def _said(
    wanted: Wanted,
    kinds: Kinds,
    *,
    fitted: GroupModels,
    record: Record | None,
    calendar: Calendar | None,
    leaving: LeavingDates,
    standing: Standing,
    recent: Recent | None,
) -> PartForecast:
    said = assemble(
        kinds.histories,
        returns=fitted.returns,
        leaving=leaving,
        forecaster=fitted.forecaster,
        stage=np.full(len(kinds.histories), UNASKED, np.int32),
        value_at_risk=np.full(len(kinds.histories), np.nan),
        count_horizons=wanted.count_horizons,
        chance_horizons=wanted.chance_horizons,
        recent=recent,
    )
    return PartForecast(
        models=fitted,
        record=record,
        calendar=calendar,
        forecast=ForecastOfKinds(
            kinds=said, kind=kinds.kind, stage=standing.stage, value_at_risk=standing.value_at_risk
        ),
        return_at_order=leaving.return_at_order[kinds.kind],
        spend_per_order=standing.spend_per_order,
    )


def _standing(
    log: OrderLog,
    part: RhythmPart,
    wanted: Wanted,
    histories: Histories,
    *,
    kinds: Kinds,
    leaving: LeavingDates,
    returns: ReturnModel,
    time: BusinessTime | None,
) -> Standing:
    if wanted.regular_from is None:
        return unasked(len(histories))
    return standing_of(
        log,
        part,
        histories,
        kinds=kinds,
        leaving=leaving,
        returns=returns,
        time=time,
        regular_from=wanted.regular_from,
    )


def _calendar(part: RhythmPart, wanted: Wanted, as_of: int) -> Calendar | None:
    # A model that was named is taken as it is, without corrections.
    return calendar_of(part.sample, as_of, wanted.special) if wanted.model == "auto" else None


def _chosen(
    part: RhythmPart,
    wanted: Wanted,
    histories: Histories,
    *,
    horizon: int,
    beside: Beside | None,
    facts: CustomerFacts,
    rng: np.random.Generator,
) -> tuple[Record | None, dict[int, HorizonPlan]]:
    if wanted.model != "auto":
        alone = ((wanted.model, 1.0),)
        return None, {days: HorizonPlan(count_weights=alone, p_weights=alone) for days in wanted.learnt}
    choice = choose(
        part.sample,
        histories.as_of,
        horizons=wanted.learnt,
        return_horizon=horizon,
        usual_gap=part.usual_gap,
        customers=len(histories),
        beside=beside,
        special=wanted.special,
        facts=facts,
        record=wanted.record,
        rng=rng,
    )
    return choice.record, dict(choice.plans)


def _trees(
    part: RhythmPart,
    plans: dict[int, HorizonPlan],
    models: dict[str, AttritionModel],
    *,
    time: BusinessTime | None,
    learnt: tuple[int, ...],
    facts: CustomerFacts,
    rng: np.random.Generator,
) -> TreeModel | None:
    """Grow trees where they have a share in some forecast."""
    if time is None or TREES not in models_in(plans.values()):
        return None
    looks = looks_before(part.sample, time.as_of, models[BASE], time, horizons=learnt, facts=facts, rng=rng)
    return fit_trees(looks, learnt, facts.traits)


def _fitted(
    histories: Histories,
    plans: dict[int, HorizonPlan],
    record: Record | None,
    wanted: Wanted,
    *,
    beside: Beside | None,
    rng: np.random.Generator,
) -> tuple[dict[str, AttritionModel], str]:
    """Fit on all customers the models that some forecast needs, and name the one that explains leaving."""
    leader = wanted.model if record is None else record.attrition_model
    needed = {leader, *models_in(plans.values())}
    needed |= {BASE} if TREES in needed else set()
    # Several fits take longer than one: of groups the tenure model takes over the k found by the quicker one,
    # as it does at the cuts of the past.
    quick = None if beside is None else fit_attrition("mbg-cnbd-k", histories, rng)
    known_k = None if quick is None else quick.regularity
    models = {
        # In a fixed order, so that the same seed gives the same fits.
        name: fit_attrition(name, histories, rng, regularity=known_k)
        for name in ATTRITION_MODELS
        if name in needed
    }
    return models, leader
