"""Why the chance of an order of each customer is what it is, where trees say so."""

import numpy as np
from numpy.typing import NDArray

from perennial.engine.customer_facts import CustomerFacts
from perennial.engine.histories import Histories, Ints
from perennial.engine.trees.because import BECAUSE
from perennial.flows.customer_models import CustomerModels, GroupModels, Rows, by_part
from perennial.flows.recent_of import recent_of
from perennial.store.log import OrderLog

__all__ = ["chance_because"]

_DAYS = 28


def chance_because(
    log: OrderLog, histories: Histories, models: CustomerModels, beside: CustomerFacts
) -> NDArray[np.object_]:
    """Give each customer the loudest reason (`BECAUSE`); empty where there is none, or no trees."""

    def say(group: GroupModels, rows: Rows) -> Ints:
        trees = group.forecaster.trees
        if trees is None:
            return np.zeros(len(rows), np.int32)
        recent = recent_of(log, rows, trees, beside)
        return group.forecaster.because(histories.take(rows), recent, horizon=_DAYS)

    return np.array(BECAUSE, dtype=object)[by_part(models, say)]
