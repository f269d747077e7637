"""Measure what goes with buying often and with leaving, and whether customers who come now differ."""

import numpy as np

from perennial.engine.covariates.after_touch import compare_touched, watch
from perennial.engine.covariates.cohorts import compare_cohorts
from perennial.engine.covariates.results import NOTHING, AfterTouch, Cohorts, Covariates, TraitEffects
from perennial.engine.covariates.trait_effects import effects_of_traits
from perennial.engine.covariates.watched_days import Ahead
from perennial.engine.customer_facts import NO_FACTS, CustomerFacts
from perennial.engine.histories import Histories, Ints
from perennial.engine.touches import Touches
from perennial.engine.traits import Traits
from perennial.flows.customer_models import CustomerModels, GroupModels
from perennial.flows.rhythm_parts import SAMPLE
from perennial.ingest.suspicions import find_left_truncation
from perennial.store.log import OrderLog

__all__ = ["describe_covariates", "seen_from", "since_when"]

_ENOUGH = 200  # customers seen later, who are then looked at alone
_WATCHED = 2_000  # touched customers of a group who are followed day by day
_LATER = 3.0  # usual gaps after which hardly anybody who had bought before is still seen for the first time


def describe_covariates(
    log: OrderLog,
    models: CustomerModels,
    beside: CustomerFacts = NO_FACTS,
    *,
    usual_gap: float | None,
    rng: np.random.Generator,
) -> Covariates:
    """Compare customers by what their first purchase says and by when it was, and say what follows a touch.

    Where the log starts mid-life, customers who may have bought before are left out as far as possible: the
    purchase that looks like their first is not, and they have stayed already.

    Parameters
    ----------
    models
        Regularity and clock are those of the group with most customers.
    beside
        What is known of all customers of the log beside their orders.
    usual_gap
        In days; None where nobody came back, and nothing is compared.
    """
    histories, group = log.histories(), models.groups[0]
    if usual_gap is None or not histories.frequency.any():
        return NOTHING
    first = log.facts.first
    start = seen_from(histories.first_day, first=first, as_of=log.facts.as_of)
    return Covariates(
        traits=_traits(beside.with_traits(log.traits()).traits, group, histories, start),
        cohorts=_cohorts(log, group, since_when(start, first=first, usual_gap=usual_gap), usual_gap),
        after_touch=_after_touch(log, models, beside.touches, rng),
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


def _traits(
    traits: Traits | None, group: GroupModels, histories: Histories, start: int
) -> tuple[TraitEffects, ...]:
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


def _after_touch(
    log: OrderLog, models: CustomerModels, touches: Touches | None, rng: np.random.Generator
) -> AfterTouch | None:
    if touches is None:
        return None
    # Each group by its own models; of many touched customers some, evenly spread.
    touched, horizon = np.diff(touches.offsets) > 0, models.groups[0].returns.horizon
    watched = []
    for group, rows in models.parts():
        some = rows[touched[rows]]
        some = some[:: -(-len(some) // _WATCHED) or 1]
        ahead = Ahead(model=group.returns.model, time=group.time)
        purchases, reached = log.purchases(customers=some), touches.take(some)
        watched.append(watch(purchases, reached, log.facts.as_of, ahead, horizon=horizon))
    return compare_touched([each for each in watched if each is not None], horizon=horizon, rng=rng)


def _as_they_are(day: Ints) -> Ints:
    return day
