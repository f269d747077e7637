"""Refresh the forecasts of every customer: fit the models again when it is time, else roll them forward."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from perennial.core.message import Message
from perennial.core.progress import Progress
from perennial.engine.customer_facts import CustomerFacts
from perennial.engine.rhythm.product_rhythms import ProductRhythms
from perennial.engine.traits import one_trait
from perennial.flows.products_due import KnownPairs, learn_products
from perennial.flows.refresh.date_changes import DateChange, find_changes
from perennial.flows.refresh.finish_snapshot import finish_snapshot
from perennial.flows.refresh.in_margin import in_margin
from perennial.flows.refresh.matching import match
from perennial.flows.refresh.model_state import state_of
from perennial.flows.refresh.roll_forward import roll_forward
from perennial.flows.refresh.settings import Circumstances, RefreshSettings
from perennial.flows.refresh.snapshot import Snapshot
from perennial.flows.refresh.when_to_refit import RefitReason, reason_to_refit
from perennial.flows.special_days import special_days
from perennial.flows.touches_told import number_touches
from perennial.flows.understand import Learnt, learn
from perennial.flows.understanding import Understanding
from perennial.store.log import OrderLog

__all__ = ["Refreshed", "refresh_forecasts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """A refresh that is done.

    Attributes
    ----------
    snapshot
        What is to be published.
    changes
        Leaving dates that moved, each with its cause.
    refitted
        Why the models were fitted again; None where they were rolled forward.
    understanding
        All that was learnt, for reports; those who object to being forecast are among its customers.
    """

    snapshot: Snapshot
    changes: tuple[DateChange, ...]
    refitted: RefitReason | None
    understanding: Understanding


def refresh_forecasts(
    log: OrderLog,
    *,
    previous: Snapshot | None,
    today: int,
    settings: RefreshSettings,
    circumstances: Circumstances | None = None,
    input_hash: str = "",
    refit: bool = False,
    rng: np.random.Generator,
    progress: Progress,
) -> Refreshed:
    """Refresh all forecasts as of the end of an open log.

    Expected orders, chances and next-order dates move with every silent day. Leaving dates, their bands and
    the offer windows before them move only by an order, a promise, a known end, a new fit or a setting.

    Parameters
    ----------
    log
        The open log, up to the last whole day.
    previous
        The snapshot before this one; None begins.
    today
        Day number of the day it runs on, from which the age of the fit is told.
    settings
        What the business decided.
    circumstances
        What is known of single customers.
    input_hash
        Of the orders (`Manifest.content_hash`).
    refit
        Fit the models again in any case.
    rng
        Source of samples and draws.
    """
    said = circumstances or Circumstances()
    ids = np.array(log.customer_ids(np.arange(log.facts.customers)), dtype=np.str_)
    beside = _beside(said, ids)
    reason = reason_to_refit(log, previous, settings, beside, today=today, asked=refit)
    matched = match(previous, ids, log.histories())
    if reason is None and previous is not None and previous.model is not None:
        model = previous.model
        learnt = roll_forward(
            log, model, matched, beside, horizon=settings.horizon, rng=rng, progress=progress
        )
        products = _products(log, learnt, model.products)
    else:
        learnt = learn(
            log,
            horizon=settings.horizon,
            return_horizon=settings.return_horizon,
            special=special_days(
                settings.days, first=log.facts.first, last=log.facts.as_of, language=settings.language
            ),
            beside=beside,
            rng=rng,
            progress=progress,
        )
        products = _products(log, learnt, None)
        rhythms = None if products is None else products.rhythms
        model = state_of(learnt, settings, input_hash=input_hash, products=rhythms)
    progress(Message("Putting the forecasts together"), 0.9)
    snapshot, understanding = finish_snapshot(
        log,
        in_margin(learnt, settings.margin),
        model=model,
        matched=matched,
        ids=ids,
        said=said,
        settings=settings,
        input_hash=input_hash,
        products=products,
        beside=beside,
    )
    return Refreshed(
        snapshot=snapshot,
        changes=find_changes(matched, snapshot, fitted=_cause(reason)),
        refitted=reason,
        understanding=understanding,
    )


def _beside(said: Circumstances, ids: NDArray[np.str_]) -> CustomerFacts:
    sources = [said.sources.get(each, "") for each in ids.tolist()] if said.sources else ()
    return CustomerFacts(traits=one_trait("source", sources), touches=number_touches(said.touches, ids))


def _products(log: OrderLog, learnt: Learnt, rhythms: ProductRhythms | None) -> KnownPairs | None:
    found = learnt.understanding
    return learn_products(log, found.histories, found.forecast.whole.p_alive, found.models, rhythms=rhythms)


def _cause(reason: RefitReason | None) -> Literal["refit", "setting"] | None:
    if reason is None:
        return None
    return "setting" if reason == "setting" else "refit"
