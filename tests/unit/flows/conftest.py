from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pytest

from perennial.core.progress import silent
from perennial.flows.refresh import RefreshSettings, refresh_forecasts
from perennial.simulate.leaving import lognormal_leaving
from perennial.simulate.renewal import renewal
from perennial.store.duckdb import log_of_arrays


@dataclass(frozen=True)
class Shop:
    """A business whose orders are known up to any day."""

    ids: np.ndarray
    day: np.ndarray
    amount: np.ndarray

    @cached_property
    def begin(self):
        return int(self.day.max()) - 60

    def log(self, as_of, *, known=None, extra=()):
        """Give the orders up to day `known`, and (id, day) of a few more, as seen on `as_of`."""
        keep = self.day <= (as_of if known is None else known)
        ids = np.concatenate([self.ids[keep], np.array([who for who, _ in extra], dtype=np.str_)])
        days = np.concatenate([self.day[keep], np.array([day for _, day in extra], dtype=np.int64)])
        amounts = np.concatenate([self.amount[keep], np.full(len(extra), 10.0)])
        return log_of_arrays(ids, days, amounts, as_of=as_of)

    def refresh(self, as_of, previous=None, *, known=None, extra=(), settings=None, **how):
        log = self.log(as_of, known=known, extra=extra)
        try:
            return refresh_forecasts(
                log,
                previous=previous,
                today=as_of + 1,
                settings=settings or RefreshSettings(),
                rng=np.random.default_rng(0),
                progress=silent,
                **how,
            )
        finally:
            log.close()


@pytest.fixture(scope="session")
def shop():
    made = renewal(
        300,
        gap=25,
        regularity=2,
        leaving=lognormal_leaving(median=150, sigma=0.6),
        span=420,
        one_time_share=0.2,
        rng=np.random.default_rng(7),
    )
    ids = np.char.add("p", made.customer.astype(np.str_))
    return Shop(ids=ids, day=made.day.astype(np.int64), amount=made.amount)


@pytest.fixture(scope="session")
def first(shop):
    """Give the first refresh of the shop, 60 days before its last order."""
    return shop.refresh(shop.begin)


@pytest.fixture(scope="session")
def row():
    """Give the row of a customer in a snapshot."""
    return lambda snapshot, who: int(np.flatnonzero(snapshot.columns["customer_id"] == who)[0])
