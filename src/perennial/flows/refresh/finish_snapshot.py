"""From what was learnt to a snapshot: dates that people know better, stages, columns, the summary."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from perennial.core.days import date_of
from perennial.core.message import Message
from perennial.engine.customer_facts import NO_FACTS, CustomerFacts
from perennial.engine.forecast import CustomerForecast
from perennial.engine.histories import Floats
from perennial.engine.lifetime.results import LeavingDates
from perennial.engine.lifetime.stages import find_stages
from perennial.flows.plan_week import group_paces, parts_of_plan, situation_of
from perennial.flows.products_due import KnownPairs, products_due
from perennial.flows.refresh.chance_because import chance_because
from perennial.flows.refresh.matching import Matched
from perennial.flows.refresh.model_state import ModelState
from perennial.flows.refresh.named_ends import name_ends
from perennial.flows.refresh.product_column import product_column
from perennial.flows.refresh.returned import find_returned, is_returned
from perennial.flows.refresh.settings import Circumstances, RefreshSettings
from perennial.flows.refresh.snapshot import Snapshot, pace_of
from perennial.flows.refresh.snapshot_columns import snapshot_columns
from perennial.flows.summary import summary_of
from perennial.flows.understand import Learnt
from perennial.flows.understanding import Understanding
from perennial.pictures.report.covariates_section import drift_sentence
from perennial.pictures.words import Words
from perennial.plan.apart import week_plan_apart
from perennial.plan.touch import Plan
from perennial.store.log import OrderLog

__all__ = ["finish_snapshot"]


def finish_snapshot(
    log: OrderLog,
    learnt: Learnt,
    *,
    model: ModelState,
    matched: Matched,
    ids: NDArray[np.str_],
    said: Circumstances,
    settings: RefreshSettings,
    input_hash: str,
    products: KnownPairs | None,
    beside: CustomerFacts = NO_FACTS,
) -> tuple[Snapshot, Understanding]:
    """Let people's knowledge name dates, find the stages, and put it all together.

    Parameters
    ----------
    log, learnt
        The log and what was learnt of it.
    model
        The models that it was learnt with.
    matched
        The customers against the snapshot before.
    ids
        Of the n customers.
    said, settings, input_hash
        As in `perennial.flows.refresh.refresh_forecasts`.
    products
        What is known of the products that customers buy.
    beside
        What is known of the n customers beside their orders.

    Returns
    -------
    The snapshot, and what was learnt with the dates as they are shown.
    """
    histories, by_models = learnt.understanding.histories, learnt.understanding.forecast.whole
    models = learnt.understanding.models
    named = name_ends(by_models, histories, models, ids, said, lead=settings.promise_lead)
    returned_at = find_returned(log, models, matched)
    stage = find_stages(
        histories,
        _dates(named.forecast, learnt.understanding.return_at_order),
        is_returned(returned_at, histories),
        regular_from=model.regular_from,
    )
    named = replace(named, forecast=replace(named.forecast, stage=stage))
    understanding = replace(learnt.understanding, forecast=named.forecast)
    objects = np.isin(ids, list(said.objections)) if said.objections else np.zeros(len(ids), np.bool_)
    notes = _notes(understanding)
    snapshot = Snapshot(
        as_of=histories.as_of,
        input_hash=input_hash,
        columns=snapshot_columns(
            learnt,
            by_models=by_models,
            named=named,
            returned_at=returned_at,
            ids=ids,
            objects=objects,
            because=chance_because(log, histories, models, beside),
            products=product_column(products, len(ids)),
        ),
        summary=summary_of(
            understanding,
            _plan(understanding, settings, ~objects),
            _sentences(notes, understanding, settings.language),
            products=None if products is None else products_due(products),
            drift=drift_sentence(understanding.covariates, _words(understanding, settings.language)),
            seed=settings.seed,
            content_hash=input_hash,
        ),
        pace=pace_of(situation_of(understanding).settings, group_paces(understanding)),
        notes=notes,
        model=model,
    )
    return snapshot, understanding


def _dates(forecast: CustomerForecast, return_at_order: Floats) -> LeavingDates:
    return LeavingDates(
        churn_date=forecast.churn_date,
        churn_early=forecast.churn_early,
        churn_late=forecast.churn_late,
        return_at_order=return_at_order,
        return_at_churn=forecast.return_at_churn,
        return_probability=forecast.return_probability,
        offer_from=forecast.offer_from,
        offer_until=forecast.offer_until,
        fixed_median=forecast.fixed_median,
        fixed_75=forecast.fixed_75,
        fixed_90=forecast.fixed_90,
    )


def _plan(understanding: Understanding, settings: RefreshSettings, among: NDArray[np.bool_]) -> Plan:
    rows = np.flatnonzero(among)
    now = situation_of(understanding).take(rows)
    return week_plan_apart(parts_of_plan(understanding, now, rows), capacity=settings.capacity)


def _notes(found: Understanding) -> tuple[Message, ...]:
    return (*found.facts.notes, *found.next_purchase.warnings, *found.lifetime.warnings, *found.notes)


def _sentences(notes: tuple[Message, ...], found: Understanding, language: str) -> list[str]:
    words = _words(found, language)
    return [words.say(note) for note in notes]


def _words(found: Understanding, language: str) -> Words:
    return Words(language, found.facts.currency, year=date_of(found.facts.as_of).year)
