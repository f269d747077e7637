"""The fitted models and what was learnt with them: all that is needed to go on without fitting again."""

from dataclasses import dataclass
from typing import Any

from perennial import __version__
from perennial.core.estimate import Estimate
from perennial.core.message import Message
from perennial.engine.backtest.forecaster import Forecaster, HorizonPlan
from perennial.engine.backtest.recalibrate import LogOddsShift
from perennial.engine.backtest.results import Record, RecordRow
from perennial.engine.calendar.business_time import BusinessTime
from perennial.engine.calendar.results import Calendar, EventWorth
from perennial.engine.covariates.results import COVARIATE_CLASSES, NOTHING, Covariates
from perennial.engine.lifetime.mbg_cnbd import MbgCnbd
from perennial.engine.lifetime.results import LeavingWindow
from perennial.engine.lifetime.returns import ReturnModel
from perennial.engine.lifetime.spend import SpendModel
from perennial.engine.lifetime.tenure import Tenure
from perennial.engine.rhythm.groups import RhythmGroup
from perennial.engine.rhythm.product_rhythms import ProductRhythms
from perennial.engine.trees.features import FEATURES
from perennial.engine.trees.grown import GrownTrees
from perennial.engine.trees.leaning import Leaning
from perennial.engine.trees.model import TreeModel
from perennial.flows.customer_models import GroupModels
from perennial.flows.refresh.frozen_json import UnreadableStateError, freeze, thaw
from perennial.flows.refresh.settings import RefreshSettings
from perennial.flows.understand import Learnt
from perennial.flows.understanding import ProductLifetime

__all__ = ["ModelState", "model_from_state", "model_state", "state_of"]

_CLASSES = {
    each.__name__: each
    for each in (
        *COVARIATE_CLASSES,
        BusinessTime,
        Calendar,
        Estimate,
        EventWorth,
        Forecaster,
        GrownTrees,
        GroupModels,
        HorizonPlan,
        Leaning,
        LeavingWindow,
        LogOddsShift,
        MbgCnbd,
        Message,
        ProductLifetime,
        ProductRhythms,
        Record,
        RecordRow,
        ReturnModel,
        RhythmGroup,
        SpendModel,
        Tenure,
        TreeModel,
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelState:
    """Fitted models, and where they come from.

    Attributes
    ----------
    fitted_on
        Day number of the end of observation at the fit.
    seed, version, input_hash
        What the fit can be repeated with.
    settings_digest
        `RefreshSettings.digest` of then.
    groups
        The models of each rhythm group, one where all are forecast together.
    return_horizon
        R of the business in days.
    record, calendar, lifetime, lifetime_by_product, notes
        What was said with the fit.
    regular_from, ladder_decided
        Purchases from which a customer is regular, and whether the ladder decided it.
    products
        The rhythms of products; None where the log named none, or an earlier version fitted the models.
    covariates
        What went with buying often and with leaving; nothing where an earlier version fitted the models.
    """

    fitted_on: int
    seed: int
    version: str
    input_hash: str
    settings_digest: str
    groups: tuple[GroupModels, ...]
    return_horizon: int
    record: Record
    calendar: Calendar
    lifetime: LeavingWindow
    lifetime_by_product: tuple[ProductLifetime, ...]
    regular_from: int
    ladder_decided: bool
    notes: tuple[Message, ...]
    products: ProductRhythms | None = None
    covariates: Covariates = NOTHING


def state_of(
    learnt: Learnt, settings: RefreshSettings, *, input_hash: str, products: ProductRhythms | None = None
) -> ModelState:
    """Keep what a fit has learnt."""
    found, said = learnt.forecasts, learnt.understanding
    return ModelState(
        fitted_on=said.facts.as_of,
        seed=settings.seed,
        version=__version__,
        input_hash=input_hash,
        settings_digest=settings.digest,
        groups=found.models.groups,
        return_horizon=found.return_horizon,
        record=said.record,
        calendar=said.calendar,
        lifetime=said.lifetime,
        lifetime_by_product=said.lifetime_by_product,
        regular_from=said.ladder.regular_from,
        ladder_decided=said.ladder.decided,
        notes=found.notes,
        products=products,
        covariates=said.covariates,
    )


def model_state(model: ModelState) -> dict[str, Any]:
    """Give the state in the types that JSON knows."""
    return dict(freeze(model))


def model_from_state(said: dict[str, Any]) -> ModelState:
    """Read a state back.

    Raises
    ------
    UnreadableStateError
        It was written by another version of the models: they are to be fitted again.
    """
    found = thaw(said, {**_CLASSES, ModelState.__name__: ModelState})
    if not isinstance(found, ModelState) or found.version != __version__ or not _are_trees_of_today(found):
        raise UnreadableStateError("The models were fitted by another version")
    return found


def _are_trees_of_today(model: ModelState) -> bool:
    # Trees name what they look at by its place.
    grown = [group.forecaster.trees for group in model.groups]
    return all(len(each.typical) == len(FEATURES) + len(each.leanings) for each in grown if each is not None)
