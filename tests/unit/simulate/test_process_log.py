"""The made-up sale follows its laws, and its weakest arrow is found."""

import numpy as np
import pytest

from perennial.engine.process.order_steps import ORDER_STEPS
from perennial.flows.understand_process import understand_process
from perennial.simulate.process_log import PLANTABLE, make_process_log
from perennial.store.duckdb.event_arrays import events_of_columns


def test_same_seed_gives_the_same_log():
    one, two = (make_process_log(np.random.default_rng(5), leads=50, planted="offer") for _ in range(2))
    assert all((one.columns[name] == two.columns[name]).all() for name in one.columns)
    assert one.planted == two.planted == ("offer", "1st order")


def test_events_stand_in_the_order_of_time_and_of_the_chain():
    columns = make_process_log(np.random.default_rng(5), leads=400).columns
    assert (np.diff(columns["moment"]) >= np.timedelta64(0)).all()
    for case in np.unique(columns["case_id"].astype(str))[:50]:
        steps = columns["activity"][columns["case_id"] == case].tolist()
        assert steps[0] in {"Recommendation", "Search", "Trade fair"}
        orders = [ORDER_STEPS.index(step) for step in steps if step in ORDER_STEPS]
        assert orders == sorted(orders)


def test_half_of_the_sellers_are_worse_where_it_was_planted():
    made = make_process_log(np.random.default_rng(5), leads=1, planted="meeting", worse=1.5)
    plain = make_process_log(np.random.default_rng(5), leads=1)
    worse = [
        name for name, share in made.shares["meeting"].items() if share < plain.shares["meeting"][name] - 0.2
    ]
    assert len(worse) == 3
    assert plain.planted is None


@pytest.mark.parametrize("step", PLANTABLE)
def test_planted_arrow_is_found(step):
    made = make_process_log(np.random.default_rng(PLANTABLE.index(step)), planted=step)
    log = events_of_columns(made.columns)
    found = understand_process(log, rng=np.random.default_rng(0)).weakest
    log.close()
    assert found.basis == "better_half"
    assert (found.weakest.source, found.weakest.target) == made.planted
    better = {group.name for group in found.weakest.groups if group.better}
    truly = sorted(made.shares[step], key=made.shares[step].get)[len(made.shares[step]) // 2 :]
    assert len(better & set(truly)) >= len(truly) - 1


def test_without_a_planted_arrow_hardly_anything_is_claimed():
    made = make_process_log(np.random.default_rng(11))
    log = events_of_columns(made.columns)
    found = understand_process(log, rng=np.random.default_rng(0)).weakest
    log.close()
    assert found.basis == "one_in_a_hundred" or found.weakest.orders_a_month.low < 2
