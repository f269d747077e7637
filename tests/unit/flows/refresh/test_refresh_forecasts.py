import json

import numpy as np
import pytest

from perennial.core.days import NO_DAY
from perennial.core.progress import silent
from perennial.engine.calendar.results import CalendarEvent
from perennial.flows.customer_columns import customer_columns
from perennial.flows.plan_week import plan_week
from perennial.flows.refresh import Circumstances, RefreshSettings, figures_of
from perennial.flows.special_days import DaysTold
from perennial.flows.summary import summary_json
from perennial.flows.understand import understand
from perennial.pictures.words import Words

DATES = ("churn_date", "churn_early", "churn_late")


def among(snapshot, mask):
    return snapshot.columns["customer_id"][mask]


def with_date(snapshot):
    """Give customers with a leaving date ahead, in the order of the snapshot."""
    return among(snapshot, snapshot.columns["churn_date"] > snapshot.as_of)


def test_first_refresh_says_what_a_report_says(shop, first):
    log = shop.log(shop.begin)
    found = understand(log, horizon=None, return_horizon=None, rng=np.random.default_rng(0), progress=silent)
    columns = customer_columns(found.histories, found.spend, found.forecast)
    for name, column in columns.items():
        np.testing.assert_array_equal(first.snapshot.columns[name], column, err_msg=name)
    words = Words("en", None, year=2025)
    notes = (*found.facts.notes, *found.next_purchase.warnings, *found.lifetime.warnings, *found.notes)
    report = json.loads(
        summary_json(
            found, plan_week(found, capacity=20), [words.say(note) for note in notes], seed=0, content_hash=""
        )
    )
    assert report == json.loads(json.dumps(first.snapshot.summary))
    assert (first.refitted, first.changes) == ("first", ())
    log.close()


def test_rolling_on_the_same_day_changes_nothing(shop, first):
    again = shop.refresh(shop.begin, first.snapshot)
    assert (again.refitted, again.changes) == (None, ())
    for name, column in first.snapshot.columns.items():
        if column.dtype.kind == "f":
            np.testing.assert_allclose(again.snapshot.columns[name], column, rtol=1e-9, err_msg=name)
        else:
            np.testing.assert_array_equal(again.snapshot.columns[name], column, err_msg=name)
    assert again.snapshot.summary.keys() == first.snapshot.summary.keys()
    assert again.snapshot.summary["next_purchase"]["by_month"]
    assert again.snapshot.summary["lifetime"] == first.snapshot.summary["lifetime"]
    assert again.snapshot.summary["forecast"] == first.snapshot.summary["forecast"]


def test_silent_days_move_chances_and_no_leaving_date(shop, first):
    settings = RefreshSettings(drift=None)
    later = shop.refresh(shop.begin + 9, first.snapshot, known=shop.begin, settings=settings)
    before, now = first.snapshot.columns, later.snapshot.columns
    assert later.changes == ()
    for name in DATES:
        np.testing.assert_array_equal(now[name], before[name])
    assert (now["days_since_last_order"] == before["days_since_last_order"] + 9).all()
    assert (now["return_probability"] <= before["return_probability"] + 1e-9).all()
    assert (now["p_alive"] < before["p_alive"]).mean() > 0.9
    assert (now["next_order_likely"] > shop.begin + 9).all()
    assert (now["p_order_7"] <= now["p_order_28"]).all()
    assert (now["p_order_28"] <= now["return_probability"] + 1e-12).all()
    newly_left = (now["stage"] == "left") & (before["stage"] != "left")
    assert newly_left.any()
    assert (now["churn_date"][newly_left] <= shop.begin + 9).all()
    assert (now["offer_until"][newly_left] == NO_DAY).all()


def test_dates_move_by_orders_alone_from_night_to_night(shop, first):
    day = shop.begin + 6
    later = shop.refresh(day, first.snapshot)
    bought = set(shop.ids[(shop.day > shop.begin) & (shop.day <= day)])
    known = set(first.snapshot.columns["customer_id"])
    moved = {change.customer_id for change in later.changes}
    assert {change.cause for change in later.changes} == {"order"}
    assert moved <= bought & known
    assert len(moved) > 0.8 * len(bought & known) > 10
    assert bought - known, "somebody new came"
    rolled = {change.customer_id: change for change in later.changes}
    of_snapshot = dict(
        zip(later.snapshot.columns["customer_id"], later.snapshot.columns["churn_date"], strict=True)
    )
    for who, change in rolled.items():
        assert change.new == (None if of_snapshot[who] == NO_DAY else of_snapshot[who])
        assert change.new != change.old


def test_fresh_dates_are_those_of_the_fitted_models(shop, first, row):
    who = with_date(first.snapshot)[0]
    at, day = row(first.snapshot, who), shop.begin + 1
    later = shop.refresh(day, first.snapshot, known=shop.begin, extra=[(who, day)])
    model, before = first.snapshot.model.groups[0].returns, first.snapshot.columns
    x, recency = before["frequency"][at] + 1, before["recency"][at] + before["days_since_last_order"][at] + 1
    state = np.array([x], np.int32), np.array([recency], np.int32)
    gap = model.gaps(*state)
    date = later.snapshot.columns["churn_date"][row(later.snapshot, who)]
    silence = np.array([date - day], np.int32)
    order_day = model.probability(*state, np.zeros(1, np.int32), gap)
    assert later.snapshot.columns["last_order"][row(later.snapshot, who)] == day
    assert model.probability(*state, silence, gap)[0] <= 0.55 * order_day[0]


def test_promise_puts_the_date_off_and_its_end_puts_it_back(shop, first, row):
    who = with_date(first.snapshot)[0]
    at = row(first.snapshot, who)
    old = int(first.snapshot.columns["churn_date"][at])
    promised = old + 40
    said = Circumstances(promises={who: promised})
    kept = shop.refresh(shop.begin + 1, first.snapshot, known=shop.begin, circumstances=said)
    (change,) = kept.changes
    assert (change.customer_id, change.old, change.cause) == (who, old, "promise")
    assert promised < change.new <= promised + RefreshSettings().promise_lead
    assert kept.snapshot.columns["model_churn_date"][at] == old
    early, late = kept.snapshot.columns["churn_early"][at], kept.snapshot.columns["churn_late"][at]
    assert promised < early <= change.new
    assert late == NO_DAY or late >= change.new
    again = shop.refresh(shop.begin + 2, kept.snapshot, known=shop.begin, circumstances=said)
    assert again.changes == ()
    gone = shop.refresh(shop.begin + 2, kept.snapshot, known=shop.begin)
    assert [(each.new, each.cause) for each in gone.changes] == [(old, "promise")]


def test_promise_that_was_kept_or_is_early_moves_nothing(shop, first, row):
    who = with_date(first.snapshot)[0]
    last = int(first.snapshot.columns["last_order"][row(first.snapshot, who)])
    for promised in (last, last + 1):
        said = Circumstances(promises={who: promised})
        assert shop.refresh(shop.begin, first.snapshot, circumstances=said).changes == ()


def test_known_end_takes_the_place_of_the_model(shop, first, row):
    blank = among(first.snapshot, first.snapshot.columns["churn_date"] == NO_DAY)
    who = [with_date(first.snapshot)[0], *blank[:1]]
    end = shop.begin + 20
    said = Circumstances(paid_until=dict.fromkeys(who, end))
    named = shop.refresh(shop.begin, first.snapshot, circumstances=said)
    assert {(each.customer_id, each.new, each.cause) for each in named.changes} == {
        (each, end, "known_end") for each in who
    }
    at = row(named.snapshot, who[0])
    assert [named.snapshot.columns[name][at] for name in DATES] == [end] * 3
    assert 0 < named.snapshot.columns["return_at_churn"][at] < 1
    assert named.snapshot.columns["offer_until"][at] < end
    gone = shop.refresh(shop.begin, named.snapshot)
    assert {each.cause for each in gone.changes} == {"known_end"}
    np.testing.assert_array_equal(gone.snapshot.columns["churn_date"], first.snapshot.columns["churn_date"])


def test_who_objects_is_counted_and_not_forecast(shop, first, row):
    who = with_date(first.snapshot)[0]
    said = Circumstances(objections=frozenset({who}), promises={who: shop.begin + 400})
    without = shop.refresh(shop.begin, first.snapshot, circumstances=said)
    at = row(without.snapshot, who)
    columns = without.snapshot.columns
    assert without.changes == ()
    assert (columns["stage"][at], columns["churn_date"][at], columns["model_churn_date"][at]) == (
        "",
        NO_DAY,
        NO_DAY,
    )
    for name, column in columns.items():
        if column.dtype.kind == "f" and name not in {"monetary_value", "spend_total"}:
            assert np.isnan(column[at]), name
    assert columns["purchases"][at] == first.snapshot.columns["purchases"][at]
    assert without.snapshot.summary["orders"] == first.snapshot.summary["orders"]
    assert (columns["stage"] == "").sum() == 1
    back = shop.refresh(shop.begin, without.snapshot)
    assert back.changes == ()
    assert abs(back.snapshot.columns["churn_date"][at] - first.snapshot.columns["churn_date"][at]) <= 1


def test_who_returns_after_leaving_stays_returned_for_two_purchases(shop, first, row):
    columns = first.snapshot.columns
    who = str(among(first.snapshot, (columns["stage"] == "left") & (columns["purchases"] > 1))[0])
    orders, snapshot, stages = [], first.snapshot, []
    for day in (shop.begin + 1, shop.begin + 4, shop.begin + 7):
        orders.append((who, day))
        snapshot = shop.refresh(day, snapshot, known=shop.begin, extra=orders).snapshot
        stages.append(snapshot.columns["stage"][row(snapshot, who)])
    assert stages[:2] == ["returned", "returned"]
    assert stages[2] not in {"returned", "left"}


@pytest.mark.parametrize(
    ("cause", "how"),
    [("refit", {"refit": True}), ("setting", {"settings": RefreshSettings(return_horizon=45)})],
)
def test_models_fitted_again_move_dates_for_that_cause(shop, first, cause, how):
    later = shop.refresh(shop.begin + 2, first.snapshot, **how)
    assert later.refitted == {"refit": "asked"}.get(cause, cause)
    assert {each.cause for each in later.changes} == {"order", cause}
    assert later.snapshot.model.fitted_on == shop.begin + 2


def test_event_that_is_said_to_come_brings_orders_and_is_kept_from_day_to_day(shop, first):
    fair = CalendarEvent(name="Fair", first=shop.begin + 2, last=shop.begin + 8, worth=5.0)
    told = RefreshSettings(days=DaysTold(events=(fair,), country="DE"))
    with_fair = shop.refresh(shop.begin, first.snapshot, settings=told)
    assert with_fair.refitted == "setting"
    grown = with_fair.snapshot.columns["expected_orders_30"].sum()
    assert grown == pytest.approx(
        (23 + 7 * 5) / 30 * first.snapshot.columns["expected_orders_30"].sum(), rel=0.2
    )
    assert {each.name for each in with_fair.understanding.calendar.events} == {"Fair"}
    assert with_fair.understanding.calendar.holidays
    again = shop.refresh(shop.begin + 1, with_fair.snapshot, known=shop.begin, settings=told)
    assert (again.refitted, again.understanding.calendar) == (None, with_fair.understanding.calendar)


def test_margin_makes_money_at_risk_what_is_kept_and_moves_no_date(shop, first):
    kept = shop.refresh(shop.begin, first.snapshot, settings=RefreshSettings(margin=0.25))
    again = shop.refresh(shop.begin, kept.snapshot, settings=RefreshSettings(margin=0.25))
    assert (kept.refitted, kept.changes) == (None, ())
    revenue = first.snapshot.columns["value_at_risk"]
    assert revenue.max() > 0
    for refreshed in (kept, again):
        columns = refreshed.snapshot.columns
        np.testing.assert_allclose(columns["value_at_risk"], 0.25 * revenue, rtol=1e-6)
        np.testing.assert_allclose(
            columns["spend_per_order"], first.snapshot.columns["spend_per_order"], rtol=1e-6
        )
    figures = figures_of(shop.log(shop.begin), kept.understanding, name="Nord", margin=0.25)
    assert figures.margin == 0.25
    assert figures.value_at_risk == pytest.approx(0.25 * leaving_money(first.snapshot), rel=1e-6)


def leaving_money(snapshot):
    columns = snapshot.columns
    return float(columns["value_at_risk"][columns["stage"] == "leaving"].sum())


def test_same_seed_gives_the_same_refresh(shop, first):
    one, two = (shop.refresh(shop.begin + 3, first.snapshot) for _ in range(2))
    assert one.changes == two.changes
    assert json.dumps(one.snapshot.summary) == json.dumps(two.snapshot.summary)
    np.testing.assert_array_equal(one.snapshot.columns["churn_early"], two.snapshot.columns["churn_early"])
