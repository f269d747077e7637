"""A part of a log that nobody is in, what an order log says of its sellers, and who waits."""

from datetime import datetime, timedelta

import numpy as np
import pytest

from perennial.core.errors import UserError
from perennial.engine.process.passages import waiting_at
from perennial.flows.understand_process import understand_process
from perennial.store.duckdb.arrays import log_of_columns
from perennial.store.events import Chosen
from perennial.store.memory.events import EventRow, open_events


def test_part_that_nobody_is_in_is_refused_with_a_sentence():
    begun = datetime.fromisoformat("2026-01-01")
    log = open_events([EventRow(row=2, case_id="a", activity="call", moment=begun + timedelta(hours=9))])
    with pytest.raises(UserError, match="No case is in this part of the log"):
        understand_process(log, Chosen(first_day=0, last_day=9), rng=np.random.default_rng(0))


@pytest.fixture
def sold():
    """600 first purchases of 50 money over two years; of Anna's customers 70% come back, of Boris's 30%."""
    rng = np.random.default_rng(3)
    first = rng.integers(0, 700, 600)
    seller = np.array(["Anna", "Boris"], object)[rng.integers(0, 2, 600)]
    again = np.flatnonzero(rng.random(600) < np.where(seller == "Anna", 0.7, 0.3))
    customer = np.concatenate([np.arange(600), again])
    day = np.concatenate([first, first[again] + rng.integers(5, 25, len(again))])
    log = log_of_columns(
        {
            "customer_id": customer,
            "ordered_at": (day + 20000).astype("datetime64[D]").astype("datetime64[us]"),
            "amount": np.full(len(day), 50.0),
            "seller": np.concatenate([seller, seller[again]]),
        }
    )
    yield log
    log.close()


def test_seller_whose_customers_come_back_is_found_with_the_money_that_it_brings(sold):
    found = understand_process(sold.events(), rng=np.random.default_rng(0)).weakest
    assert (found.basis, found.weakest.source) == ("better_half", "1st order")
    assert [group.name for group in found.weakest.groups if group.better] == ["Anna"]
    gain = found.weakest.orders_a_month
    assert gain.low > 0
    assert found.weakest.money_a_month.value == pytest.approx(50 * gain.value)


def test_those_who_wait_at_the_weakest_arrow_can_be_named(sold):
    events = sold.events()
    found = understand_process(events, rng=np.random.default_rng(0))
    step = list(found.passages.steps).index(found.weakest.weakest.source)
    waiting = waiting_at(found.passages, step)
    assert len(waiting) == found.weakest.weakest.waiting > 0
    bought = [row[0] for row in events.step_rows()]
    assert all(bought.count(case) == 1 for case in events.case_ids(waiting))
