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

__all__ = ["describe_covariates", "seen_from", "since_when"]

_ENOUGH = 200  # customers seen later, who are then looked at alone
_LATER = 3.0  # usual gaps after which hardly anybody who had bought before is still seen for the first time


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
    first = log.facts.first
    start = seen_from(histories.first_day, first=first, as_of=log.facts.as_of)
    return Covariates(
        traits=_traits(log, group, histories, start),
        cohorts=_cohorts(log, group, since_when(start, first=first, usual_gap=usual_gap), usual_gap),
    )


def seen_from(first_day: Ints, *, first: int, as_of: int) -> int:
    """Give the day from which those first seen are taken for new: the first, unless the log starts mid-life.

    Parameters
    ----------
    first_day
        Shape (n,): of each customer.
    first, as_of
        First and last day of the log.
    """
    truncation = find_left_truncation(first_day, start=first, as_of=as_of)
    return first if truncation is None else truncation.until + 1


def since_when(start: int, *, first: int, usual_gap: float) -> int:
    """Give the day from which cohorts are compared: of those who had bought before, some come later still."""
    return start if start == first else start + round(_LATER * usual_gap)


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
