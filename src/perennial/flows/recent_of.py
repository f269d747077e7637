"""The latest purchases and touches of customers of an open log, some at a time."""

import numpy as np

from perennial.engine.customer_facts import CustomerFacts
from perennial.engine.histories import Floats
from perennial.engine.recent import WINDOWS, Recent, recent_at
from perennial.engine.touches import TOUCH_DAYS, days_since_touch, touched_between, untouched
from perennial.engine.trees.leaning import leaning_columns
from perennial.engine.trees.model import TreeModel
from perennial.flows.customer_models import Rows
from perennial.store.log import OrderLog

__all__ = ["recent_of"]

_CUSTOMERS = 250_000  # whose purchases are held at once


def recent_of(log: OrderLog, rows: Rows, trees: TreeModel, beside: CustomerFacts) -> Recent:
    """Look at the latest purchases of the customers named by their numbers, in that order, for some trees.

    Parameters
    ----------
    beside
        What is known of all customers of the log beside their orders.
    """
    counts = np.zeros((len(rows), len(WINDOWS)), np.int32)
    last_gap, gap_before = np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    reached = beside.touches.take(rows) if beside.touches else untouched(len(rows))
    for at in range(0, len(rows), _CUSTOMERS):
        some = slice(at, at + _CUSTOMERS)
        found = _some(log, rows[some])
        counts[some], last_gap[some], gap_before[some] = found.counts, found.last_gap, found.gap_before
    return Recent(
        counts=counts,
        last_gap=last_gap,
        gap_before=gap_before,
        touched=touched_between(reached, log.facts.as_of - TOUCH_DAYS, log.facts.as_of),
        since_touch=days_since_touch(reached, log.facts.as_of),
        leaning=_leaning(log, rows, trees, beside),
    )


def _leaning(log: OrderLog, rows: Rows, trees: TreeModel, beside: CustomerFacts) -> Floats:
    traits = beside.with_traits(log.traits()).traits if trees.leanings else None
    return leaning_columns(trees.leanings, traits and traits.take(rows), len(rows))


def _some(log: OrderLog, rows: Rows) -> Recent:
    return recent_at(log.purchases(customers=rows), log.facts.as_of, np.arange(len(rows)))
