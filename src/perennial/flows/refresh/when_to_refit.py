"""When the fitted models are to be fitted again."""

from typing import Literal

import numpy as np

from perennial.engine.customer_facts import NO_FACTS, CustomerFacts
from perennial.engine.histories import Floats
from perennial.engine.purchases import count_between, histories_at
from perennial.engine.recent import recent_at
from perennial.engine.trees.leaning import leaning_columns
from perennial.flows.customer_models import CustomerModels, GroupModels, Rows, by_part
from perennial.flows.refresh.model_state import ModelState
from perennial.flows.refresh.settings import RefreshSettings
from perennial.flows.refresh.snapshot import Snapshot
from perennial.flows.rhythm_parts import places_in_groups
from perennial.store.log import OrderLog

__all__ = ["RefitReason", "reason_to_refit"]

RefitReason = Literal["first", "asked", "version", "setting", "month", "drift"]

_LOOKED_AT = 20_000  # customers
_EARLIEST = 7  # days after which a record of the fit tells something
_FEW = 5.0  # orders expected and come anyway, so that small businesses say little
_SURE = 3.0  # standard errors
_DISPERSION = 2.0  # counts vary about twice as much as Poisson's


def reason_to_refit(
    log: OrderLog,
    previous: Snapshot | None,
    settings: RefreshSettings,
    beside: CustomerFacts = NO_FACTS,
    *,
    today: int,
    asked: bool,
) -> RefitReason | None:
    """Say why the models are to be fitted again, or None where they can be gone on with.

    `beside` is what is known of all customers of the log beside their orders.
    """
    if previous is None:
        return "first"
    if asked:
        return "asked"
    model = previous.model
    if model is None:
        return "version"
    if model.settings_digest != settings.digest:
        return "setting"
    if today - model.fitted_on >= settings.refit_every:
        return "month"
    return (
        "drift" if settings.drift is not None and _has_drifted(log, model, beside, settings.drift) else None
    )


def _has_drifted(log: OrderLog, model: ModelState, beside: CustomerFacts, share: float) -> bool:
    """Hold the orders that came since the fit against those expected then, of customers known then."""
    days = log.facts.as_of - model.fitted_on
    if days < _EARLIEST:
        return False
    sample = log.purchases(most=_LOOKED_AT)
    known, index = histories_at(sample, model.fitted_on)
    if not len(known):
        return False
    groups = places_in_groups(log, [each.group for each in model.groups])
    models = CustomerModels(groups=model.groups, group=groups[log.sampled(_LOOKED_AT)][index])
    facts = beside.with_traits(log.traits()).take(log.sampled(_LOOKED_AT))

    def expect(group: GroupModels, rows: Rows) -> Floats:
        trees = group.forecaster.trees
        leaning = leaning_columns(trees.leanings, facts.traits, len(sample)) if trees else None
        recent = recent_at(sample, model.fitted_on, index[rows], leaning, facts.touches)
        return group.forecaster.expected_orders(known.take(rows), horizon=days, recent=recent)

    orders = by_part(models, expect)
    expected = float(orders.sum()) + _FEW
    came = float(count_between(sample, model.fitted_on, log.facts.as_of)[index].sum()) + _FEW
    is_sure = abs(came - expected) > _SURE * np.sqrt(_DISPERSION * expected)
    return bool(is_sure and abs(np.log(came / expected)) > np.log1p(share))
