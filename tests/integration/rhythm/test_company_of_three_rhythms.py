"""The invented company sells coffee by the week, filters by the month, furniture every eighteen months."""

from datetime import date

import numpy as np
import pytest

from perennial.core.days import NO_DAY, day_of, month_of
from perennial.core.progress import silent
from perennial.flows.plan_today import OwnedCustomer, Workdays, plan_today, still_possible
from perennial.flows.refresh import RefreshSettings, refresh_forecasts
from perennial.simulate.company.company import make_company
from perennial.store.duckdb import log_of_columns

AS_OF = day_of(date(2026, 6, 30))
COFFEE, FILTERS, FURNITURE = "Coffee for offices", "Water filters", "Office furniture"
EVERY = 3  # a part of the customers, so that it takes less time


@pytest.fixture(scope="module")
def refresh():
    company = make_company(seed=2, last_day=AS_OF + 40, language="en")
    names = dict(zip(company.products.product_id, company.products.name, strict=True))
    orders = company.orders
    number = np.char.strip(orders.customer_id, "C").astype(int)
    product = np.array([names[each] for each in orders.product_id], dtype=object)

    def refreshed(as_of, previous=None, *, extra=()):
        kept = (number % EVERY == 0) & (orders.day <= as_of if previous is None else orders.day <= AS_OF)
        columns = {
            "customer_id": [*orders.customer_id[kept], *(who for who, _ in extra)],
            "ordered_at": [*orders.day[kept], *(as_of for _ in extra)],
            "amount": [*orders.amount[kept], *(50.0 for _ in extra)],
            "product": [*product[kept], *(what for _, what in extra)],
        }
        log = log_of_columns(
            {
                "customer_id": np.array(columns["customer_id"], dtype=object),
                "ordered_at": np.array(columns["ordered_at"])
                .astype("datetime64[D]")
                .astype("datetime64[us]"),
                "amount": np.array(columns["amount"]),
                "product": np.array(columns["product"], dtype=object),
            },
            as_of=as_of,
        )
        try:
            return refresh_forecasts(
                log,
                previous=previous,
                today=as_of + 1,
                settings=RefreshSettings(drift=None),
                rng=np.random.default_rng(0),
                progress=silent,
            )
        finally:
            log.close()

    return refreshed


@pytest.fixture(scope="module")
def fitted(refresh):
    return refresh(AS_OF)


@pytest.fixture(scope="module")
def columns(fitted):
    return fitted.snapshot.columns


def test_the_business_falls_into_three_groups(fitted, columns):
    assert set(columns["rhythm_group"]) == {COFFEE, FILTERS, FURNITURE}
    told = {each["name"]: each for each in fitted.snapshot.summary["forecast"]["groups"]}
    assert told[COFFEE]["usual_gap_days"] < 10 < told[FILTERS]["usual_gap_days"] < 50
    assert told[FURNITURE]["usual_gap_days"] > 200
    assert sum(each["customers"] for each in told.values()) == len(fitted.snapshot)
    horizons = {name: told[name]["return_horizon_days"] for name in told}
    assert columns["return_horizon"].tolist() == [horizons[name] for name in columns["rhythm_group"]]
    assert horizons[FURNITURE] > 300 > horizons[COFFEE]


def test_nobody_has_left_furniture_before_three_in_four_would_be_back(columns):
    furniture = columns["rhythm_group"] == FURNITURE
    within = columns["days_since_last_order"] <= np.median(columns["fixed_75"][furniture])
    assert (furniture & within).sum() > 300
    assert "left" not in set(columns["stage"][furniture & within])


def test_one_time_buyers_of_furniture_are_due_in_many_months(columns):
    once = (columns["rhythm_group"] == FURNITURE) & (columns["frequency"] == 0)
    wait = (columns["next_order_likely"] - columns["last_order"])[once]
    assert once.sum() > 200
    assert np.median(wait) > 200


def test_regular_buyers_of_coffee_are_due_within_weeks(columns):
    regular = (columns["rhythm_group"] == COFFEE) & (columns["stage"] == "regular")
    assert regular.sum() > 30
    assert np.median((columns["next_order_likely"] - AS_OF)[regular]) <= 14
    assert np.median((columns["churn_date"] - columns["last_order"])[regular]) <= 60


def test_the_laws_hold_across_groups(columns):
    chances = [columns[f"p_order_{days}"] for days in (7, 14, 28)]
    assert (chances[0] <= chances[1]).all()
    assert (chances[1] <= chances[2]).all()
    assert (chances[2] <= columns["return_probability"] + 1e-12).all()
    assert (columns["expected_orders_30"] <= columns["expected_orders_90"]).all()
    there = columns["churn_date"] != NO_DAY
    assert (columns["churn_early"][there] <= columns["churn_date"][there]).all()


def test_the_record_tells_of_all_and_of_each_group(fitted):
    rows = [row for row in fitted.snapshot.summary["forecast"]["record"] if row["model"] == "auto"]
    assert {row["group"] for row in rows} == {None, COFFEE, FILTERS, FURNITURE}
    for whole in (row for row in rows if row["group"] is None):
        parts = [
            row
            for row in rows
            if row["group"] and (row["cut"], row["horizon_days"]) == (whole["cut"], whole["horizon_days"])
        ]
        assert whole["came"] == sum(row["came"] for row in parts)


def test_rolled_forward_says_what_the_fit_said(refresh, fitted, columns):
    same = refresh(AS_OF, fitted.snapshot)
    assert same.refitted is None
    assert same.changes == ()
    for name, column in columns.items():
        if column.dtype.kind == "f":
            np.testing.assert_allclose(same.snapshot.columns[name], column, rtol=1e-9, err_msg=name)
        else:
            np.testing.assert_array_equal(same.snapshot.columns[name], column, err_msg=name)


def test_new_customers_are_forecast_by_what_they_bought(refresh, fitted):
    extra = [("new-coffee", COFFEE), ("new-furniture", FURNITURE), ("new-kettle", "Kettles")]
    later = refresh(AS_OF + 1, fitted.snapshot, extra=extra).snapshot.columns
    row = {who: int(np.flatnonzero(later["customer_id"] == who)[0]) for who, _ in extra}
    wait = {who: int(later["next_order_likely"][at]) - AS_OF for who, at in row.items()}
    assert later["rhythm_group"][row["new-coffee"]] == COFFEE
    assert wait["new-coffee"] < 60
    assert wait["new-furniture"] > 200
    # Nobody knows the rhythm of a product that nobody had bought: it goes with the most common one.
    assert later["rhythm_group"][row["new-kettle"]] == fitted.snapshot.model.groups[0].group.name


def test_furniture_is_worked_by_the_month_due_in_one_list_with_the_others(fitted, columns):
    snapshot = fitted.snapshot
    owned = [OwnedCustomer(customer_id=who, owner="ann") for who in columns["customer_id"]]
    workdays = Workdays(capacity={"ann": 400})
    plan = plan_today(snapshot, owned, workdays, day=AS_OF + 1)
    group = dict(zip(columns["customer_id"], columns["rhythm_group"], strict=True))
    furniture = [each for each in plan.touches if group[each.customer_id] == FURNITURE]
    assert 0 < len(furniture) < len(plan.touches)
    row = {who: at for at, who in enumerate(columns["customer_id"])}
    for each in furniture:
        if each.touch.play in {"second", "remind"}:
            at = row[each.customer_id]
            due = columns["last_order"][at] + int(columns["fixed_median"][at])
            assert month_of(due) <= month_of(each.touch.day)
            assert each.touch.reason.facts.get("wait", 400) > 200
    gains = [each.touch.expected_gain for each in plan.touches]
    assert np.mean(np.diff(gains) <= 1e-6) > 0.9
    assert len(plan.notes) == 3
    planned = [(each.customer_id, each.touch.play) for each in plan.touches[:50]]
    days = [each.touch.day for each in plan.touches[:50]]
    for (who, play), day in zip(planned, days, strict=True):
        assert still_possible(snapshot, [(who, play)], workdays, day=day) == [True]
