from datetime import date

import numpy as np
import pytest

from perennial.core.days import day_of
from perennial.engine.purchases import PurchaseLog
from perennial.simulate.seasonal import SeasonalLaw, seasonal

YEARS = 1095
BEGIN = day_of(date(2021, 1, 1))


@pytest.fixture
def business():
    def make(
        customers: int = 3_000, *, seed: int = 1, days: int = YEARS, after: int = 0, **law
    ) -> PurchaseLog:
        told = SeasonalLaw(begin=BEGIN, days=days + after, joining=days, **law)
        return seasonal(customers, told, np.random.default_rng(seed))

    return make
