"""Part the customers of an open log by their rhythm, where the business falls into groups."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perennial.engine.customer_facts import CustomerFacts
from perennial.engine.histories import Histories, Ints
from perennial.engine.purchases import PurchaseLog
from perennial.engine.rhythm.groups import RhythmGroup, find_rhythm_groups, groups_of_customers, place_of_rest
from perennial.engine.rhythm.pace import pace_of_group
from perennial.flows.customer_models import EVERYBODY, Rows
from perennial.store.log import OrderLog

__all__ = ["SAMPLE", "RhythmPart", "facts_of_sample", "parts_of", "places_in_groups"]

#: The choice of models is made on at most so many customers of each part.
SAMPLE = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RhythmPart:
    """Customers who are forecast together.

    Attributes
    ----------
    group
        The group, `EVERYBODY` where there is one.
    rows
        Numbers of its customers, rising.
    sample, sampled
        Purchases of a sample of them, and the numbers of its customers.
    usual_gap, second_wait
        Their median waits in days; None where unknown.
    """

    group: RhythmGroup
    rows: Rows
    sample: PurchaseLog
    sampled: Rows
    usual_gap: float | None
    second_wait: float | None


def parts_of(
    log: OrderLog,
    histories: Histories,
    *,
    usual_gap: float | None,
    second_wait: float | None,
    rng: np.random.Generator,
) -> tuple[RhythmPart, ...]:
    """Part the customers; one part where they all buy at one rhythm.

    Parameters
    ----------
    log
        The open log, with at least one customer.
    histories
        Of all its customers.
    usual_gap, second_wait
        Of the whole business.
    rng
        Its own draws are left as they are, so that the one part is forecast as if it had not been asked.
    """
    sample, main = log.purchases(most=SAMPLE), log.main_products()
    groups: tuple[RhythmGroup, ...] = ()
    if main is not None:
        groups = find_rhythm_groups(main, histories, sample, log.sampled(SAMPLE), rng=rng.spawn(1)[0])
    if main is None or not groups:
        everyone = np.arange(len(histories))
        return (
            RhythmPart(
                group=EVERYBODY,
                rows=everyone,
                sample=sample,
                sampled=log.sampled(SAMPLE),
                usual_gap=usual_gap,
                second_wait=second_wait,
            ),
        )
    places = groups_of_customers(groups, main)
    return tuple(
        _part(log, group, np.flatnonzero(places == place), sample) for place, group in enumerate(groups)
    )


def facts_of_sample(log: OrderLog, part: RhythmPart, beside: CustomerFacts) -> CustomerFacts:
    """Give what is known of the customers of a part's sample; `beside` is of all, beside their orders."""
    return beside.with_traits(log.traits()).take(part.sampled)


def places_in_groups(log: OrderLog, groups: Sequence[RhythmGroup]) -> Ints:
    """Give each customer of a log the group of groups found earlier; shape (n,)."""
    main = log.main_products() if len(groups) > 1 else None
    if main is None:
        return np.full(log.facts.customers, place_of_rest(groups), np.int32)
    return groups_of_customers(groups, main)


def _part(log: OrderLog, group: RhythmGroup, rows: Rows, sample: PurchaseLog) -> RhythmPart:
    if len(sample) == log.facts.customers:
        sampled, some = rows, sample.take(rows)
    else:
        # Numbers rise with the first purchase, so even steps meet early and late customers alike.
        sampled = rows[:: -(-len(rows) // SAMPLE)]
        some = log.purchases(customers=sampled)
    pace = pace_of_group(some, log.facts.as_of)
    return RhythmPart(
        group=group,
        rows=rows,
        sample=some,
        sampled=sampled,
        usual_gap=pace.usual_gap,
        second_wait=pace.second_wait,
    )
