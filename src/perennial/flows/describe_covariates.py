"""Measure what goes with buying often and with leaving, and whether customers who come now differ."""

import numpy as np

from perennial.engine.covariates.cohorts import compare_cohorts
from perennial.engine.covariates.results import NOTHING, Cohorts, Covariates, TraitEffects
from perennial.engine.covariates.trait_effects import effects_of_traits
from perennial.engine.histories import Histories, Ints
from perennial.flows.customer_models import CustomerModels, GroupModels
from perennial.flows.rhythm_parts import SAMPLE
from perennial.ingest.suspicions import find_left_truncation
from perennial.store.log import OrderLog

__all__ = ["describe_covariates"]

_ENOUGH = 200  # customers seen later, who are then looked at alone


def describe_covariates(log: OrderLog, models: CustomerModels, *, usual_gap: float | None) -> Covariates:
    """Compare customers by what their first purchase says, and by when it was.

    Where the log starts mid-life, customers who may have bought before are left out as far as possible: the
    purchase that looks like their first is not, and they have stayed already.

    Parameters
    ----------
    models
        Regularity and clock are those of the group with most customers.
    usual_gap
        In days; None where nobody came back, and nothing is compared.
    """
    histories, group = log.histories(), models.groups[0]
    if usual_gap is None or not histories.frequency.any():
        return NOTHING
    start = _seen_from(log, histories)
    return Covariates(
        traits=_traits(log, group, histories, start),
        cohorts=_cohorts(log, group, _since(log, start, usual_gap), usual_gap),
    )


def _seen_from(log: OrderLog, histories: Histories) -> int:
    # The day from which those first seen are taken for new.
    facts = log.facts
    truncation = find_left_truncation(histories.first_day, start=facts.first, as_of=facts.as_of)
    return facts.first if truncation is None else truncation.until + 1


def _since(log: OrderLog, start: int, usual_gap: float) -> int:
    # The last of those who had bought before are still seen a usual gap later.
    return start if start == log.facts.first else start + round(usual_gap)


def _traits(log: OrderLog, group: GroupModels, histories: Histories, start: int) -> tuple[TraitEffects, ...]:
    traits = log.traits()
    if traits is None:
        return ()
    later = np.flatnonzero(histories.first_day >= start)
    if len(later) >= _ENOUGH:
        traits, histories = traits.take(later), histories.take(later)
    return effects_of_traits(traits, group.measured(histories), regularity=group.returns.model.regularity)


def _cohorts(log: OrderLog, group: GroupModels, since: int, usual_gap: float) -> Cohorts | None:
    return compare_cohorts(
        log.purchases(most=SAMPLE),
        log.facts.as_of,
        since=since,
        usual_gap=usual_gap,
        regularity=group.returns.model.regularity,
        clock=_as_they_are if group.time is None else group.time.days,
    )


def _as_they_are(day: Ints) -> Ints:
    return day
