"""The latest purchases of customers of an open log, some at a time."""

import numpy as np

from perennial.engine.recent import WINDOWS, Recent, recent_at
from perennial.flows.customer_models import Rows
from perennial.store.log import OrderLog

__all__ = ["recent_of"]

_CUSTOMERS = 250_000  # whose purchases are held at once


def recent_of(log: OrderLog, rows: Rows) -> Recent:
    """Look at the latest purchases of the customers named by their numbers, in that order."""
    parts = [_some(log, rows[at : at + _CUSTOMERS]) for at in range(0, len(rows), _CUSTOMERS)]
    if not parts:
        return Recent(
            counts=np.zeros((0, len(WINDOWS)), np.int32), last_gap=np.zeros(0), gap_before=np.zeros(0)
        )
    return Recent(
        counts=np.concatenate([each.counts for each in parts]),
        last_gap=np.concatenate([each.last_gap for each in parts]),
        gap_before=np.concatenate([each.gap_before for each in parts]),
    )


def _some(log: OrderLog, rows: Rows) -> Recent:
    return recent_at(log.purchases(customers=rows), log.facts.as_of, np.arange(len(rows)))
