"""Leads, touches and orders become events: sources, steps, the ladder, and touches in between."""

import numpy as np
import pytest

from perennial.core.errors import UserError
from perennial.engine.process.order_steps import ORDER_STEPS
from perennial.store.duckdb.event_arrays import RecordColumns, events_of_columns, events_of_records
from perennial.store.events import Chosen


def columns(names, rows, when):
    made = {name: np.array([row[at] for row in rows], dtype=object) for at, name in enumerate(names.split())}
    made[when] = made[when].astype("datetime64[us]")
    if "is_ours" in made:
        made["is_ours"] = made["is_ours"].astype(bool)
    return made


LEADS = columns(
    "case_id source product resource entered_at",
    [("ann", "fair", "tea", "Hugo", "2026-01-01T09:00"), ("bob", "web", "mate", "Hugo", "2026-01-02T09:00")],
    "entered_at",
)
STEPS = columns(
    "case_id lead_step product resource reached_at",
    [
        ("ann", "contact", "tea", "Hugo", "2026-01-02T09:00"),
        ("bob", "contact", "mate", "Hugo", "2026-01-03T09:00"),
        ("bob", "lost", "mate", "Hugo", "2026-01-09T09:00"),
    ],
    "reached_at",
)
TOUCHES = columns(
    "case_id resource is_ours happened_at",
    [
        ("ann", "Hugo", True, "2026-01-02T09:00"),  # before the first order: work, but no step
        ("ann", "Fay", True, "2026-01-20T09:00"),
        ("ann", "Fay", False, "2026-01-21T09:00"),  # she called us
        ("ann", "Fay", True, "2026-02-05T10:00"),  # the minute of an order: before it
        ("eve", "Fay", True, "2026-03-01T09:00"),
        ("nobody known", "Fay", True, "2026-03-01T09:00"),
    ],
    "happened_at",
)
ORDERS = columns(
    "case_id source product resource owner amount ordered_at",
    [
        ("ann", "fair", "tea", "Hugo", "Fay", 10.0, "2026-01-10T10:00"),
        ("ann", "fair", "tea", "Fay", "Fay", 20.0, "2026-02-05T10:00"),
        ("ann", "fair", "mate", "Fay", "Fay", 5.0, "2026-02-06T10:00"),
        ("eve", "shop", "tea", None, "Fay", 7.0, "2026-02-01T10:00"),
    ],
    "ordered_at",
)
RECORDS = RecordColumns(leads=LEADS, lead_steps=STEPS, touches=TOUCHES, orders=ORDERS)


@pytest.fixture
def log():
    opened = events_of_records(RECORDS)
    yield opened
    opened.close()


def walked(log, case):
    return [row[1] for row in log.step_rows() if row[0] == case]


def test_case_goes_from_its_source_over_lead_steps_to_the_ladder(log):
    assert walked(log, "ann") == [
        "fair",
        "contact",
        "1st order",
        "touch after 1st order",
        "touch after 1st order",
        "2nd order",
        "3rd order",
    ]
    assert walked(log, "bob") == ["web", "contact", "lost"]


def test_customer_without_a_lead_begins_with_the_source_at_the_first_order(log):
    assert walked(log, "eve") == ["shop", "1st order", "touch after 1st order"]
    assert log.process_map().edge("shop", "1st order").median_days == 0


def test_touches_with_nobody_known_are_left_out(log):
    assert log.facts.cases == 3


def test_after_an_order_the_customer_is_in_the_owners_hands(log):
    hands = {(row[0], row[1]): row[3] for row in log.step_rows()}
    assert hands["ann", "1st order"] == "Fay"
    assert hands["ann", "contact"] == "Hugo"


def test_all_touches_are_work_before_and_after_the_first_order(log):
    journeys = log.journeys(ORDER_STEPS)
    assert log.case_ids(np.arange(3, dtype=np.int32)) == ["ann", "bob", "eve"]
    assert journeys.touches_first.tolist() == [1, 0, 0]
    assert journeys.touches_repeat.tolist() == [3, 0, 1]
    assert journeys.orders.tolist() == [3, 0, 1]
    assert journeys.money.tolist() == [35, 0, 7]
    assert [journeys.sources[number] for number in journeys.source] == ["fair", "web", "shop"]


def test_orders_of_one_product_are_numbered_by_themselves():
    log = events_of_records(RECORDS, product="mate")
    assert walked(log, "bob") == ["web", "contact", "lost"]
    # Her lead was for tea, and of mate she bought once.
    assert walked(log, "ann") == ["fair", "1st order"]
    assert walked(log, "eve") == []
    log.close()


def test_orders_alone_make_the_ladder():
    log = events_of_records(RecordColumns(orders=ORDERS))
    assert walked(log, "ann") == ["fair", "1st order", "2nd order", "3rd order"]
    log.close()


def test_fifth_order_and_later_is_one_step():
    orders = columns(
        "case_id ordered_at", [("ann", f"2026-01-{day:02d}") for day in range(1, 9)], "ordered_at"
    )
    log = events_of_records(RecordColumns(orders=orders))
    assert walked(log, "ann") == [*ORDER_STEPS, *[ORDER_STEPS[-1]] * 3]
    log.close()


def test_cases_of_a_period_are_those_that_began_in_it(log):
    began = log.process_map(Chosen(first_day=20455, last_day=20455))  # 2 January 2026
    assert began.cases == 1
    assert began.node("lost") is not None


def test_events_of_one_moment_come_in_the_order_of_their_rows():
    day = np.array(["2026-01-01"] * 3, dtype="datetime64[us]")
    of = {"case_id": np.array(["a", "a", "a"], dtype=object), "moment": day}
    for steps in (["x", "y", "z"], ["z", "y", "x"]):
        log = events_of_columns({**of, "activity": np.array(steps, dtype=object)})
        assert [row[1] for row in log.step_rows()] == steps
        assert {(e.source, e.target) for e in log.process_map().edges} == {(steps[0], "y"), ("y", steps[2])}
        log.close()


def test_records_without_anything_are_refused():
    with pytest.raises(UserError, match="no row that can be used"):
        events_of_records(RecordColumns())
