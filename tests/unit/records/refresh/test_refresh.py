import errno
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import OperationalError

from perennial.records.models import Customer, ForecastChange, MirrorMonth, PlannedTouch, RefreshRun
from perennial.records.operations import copy_forecasts, refresh
from perennial.records.operations.change_settings import change_settings
from perennial.records.operations.erase import erase
from perennial.records.operations.log_touch import log_touch
from perennial.records.operations.mark_dirty import mark_dirty
from perennial.records.operations.publish_forecasts import read_published

TODAY = date(2026, 11, 25)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


class Killed(BaseException):
    """Stands for a process that dies."""


def silent_customer(shop):
    """Give a customer on time, of whom a leaving date is known."""
    return Customer.objects.filter(stage="regular", churn_date__isnull=False).order_by("pk").first()


def test_first_refresh_learns_copies_and_plans(shop):
    run = shop.refresh()
    assert (run.state, run.failure, run.as_of) == ("done", {}, YESTERDAY)
    assert run.customers == len(shop.customers)
    assert not Customer.objects.filter(stage="").exists()
    for customer in Customer.objects.all():
        days = sorted({order.day for order in shop.orders if order.customer_id == customer.pk})
        assert (customer.first_order_on, customer.last_order_on) == (days[0], days[-1])
        assert customer.purchases == len(days)
        assert customer.forecast_as_of == YESTERDAY
    assert not ForecastChange.objects.exists()
    lines = PlannedTouch.objects.all()
    assert lines.count() > 20
    assert all(line.seller_id == line.customer.owner_id for line in lines)
    assert all(TODAY <= line.day < TODAY + timedelta(days=7) for line in lines)
    assert all(line.reason["text"] and line.day.weekday() < 5 for line in lines)


def test_refreshing_again_changes_nothing(shop):
    shop.refresh()
    before, rows = shop.state(), list(PlannedTouch.objects.values_list("pk", "created_at"))
    shop.refresh()
    assert shop.state() == before
    assert list(PlannedTouch.objects.values_list("pk", "created_at")) == rows


def test_silence_moves_chances_and_an_order_moves_a_leaving_date(shop, today_is):
    shop.refresh()
    buyer = silent_customer(shop)
    before = {each["pk"]: each for each in Customer.objects.values("pk", "churn_date", "expected_orders_90")}
    shop.buy(buyer, TODAY)
    today_is(TOMORROW)
    assert shop.refresh().dates_moved == 1
    change = ForecastChange.objects.get()
    buyer.refresh_from_db()
    assert (change.customer_id, change.cause, change.as_of) == (buyer.pk, "order", TODAY)
    assert (change.old, change.new) == (before[buyer.pk]["churn_date"], buyer.churn_date)
    assert buyer.last_order_on == TODAY
    others = Customer.objects.exclude(pk=buyer.pk)
    assert all(each.churn_date == before[each.pk]["churn_date"] for each in others)
    moved = [each for each in others if each.expected_orders_90 != before[each.pk]["expected_orders_90"]]
    assert len(moved) > 0.9 * len(others)


def test_promise_and_known_end_name_leaving_dates(shop):
    shop.refresh()
    promising, paying = Customer.objects.filter(stage="regular").order_by("pk")[:2]
    promising.promises.create(day=promising.churn_date + timedelta(days=20))
    paying.paid_until = TODAY + timedelta(days=10)
    paying.save()
    shop.refresh()
    causes = dict(ForecastChange.objects.values_list("customer_id", "cause"))
    assert causes == {promising.pk: "promise", paying.pk: "known_end"}
    paying.refresh_from_db()
    assert paying.churn_date == TODAY + timedelta(days=10)
    assert PlannedTouch.objects.get(customer=paying).play == "renew"


def test_whoever_objects_is_neither_forecast_nor_planned(shop):
    shop.refresh()
    customer = PlannedTouch.objects.first().customer
    customer.objects_to_profiling = True
    customer.save()
    shop.refresh()
    customer.refresh_from_db()
    assert (customer.stage, customer.churn_date, customer.p_alive) == ("", None, None)
    assert customer.last_order_on is not None
    assert [line.state for line in customer.planned.all()] == ["dropped"]


def test_whoever_was_erased_counts_in_statistics_and_is_forecast_no_more(shop):
    shop.refresh()
    before = read_published().snapshot.summary
    customer = PlannedTouch.objects.filter(state="open").first().customer
    erase(shop.house.owner, customer)
    shop.refresh(kind="refit")
    after = read_published().snapshot
    for part in ("orders", "next_purchase", "ladder", "lifetime"):
        assert after.summary[part] == before[part]
    customer.refresh_from_db()
    assert (customer.stage, customer.churn_date, customer.value_at_risk) == ("", None, 0)
    assert customer.p_alive is None
    assert customer.orders_count == customer.orders.count()
    assert not after.is_forecast[after.columns["customer_id"] == str(customer.pk)].any()
    assert not PlannedTouch.objects.filter(customer=customer, state="open").exists()
    assert not ForecastChange.objects.filter(customer=customer).exists()


def test_margin_of_the_business_is_what_lists_and_today_count_money_in(shop):
    shop.refresh()
    revenue = dict(Customer.objects.values_list("pk", "value_at_risk"))
    change_settings(by=shop.house.owner, values={"margin": Decimal("0.4")})
    shop.refresh()
    for pk, money in Customer.objects.values_list("pk", "value_at_risk"):
        assert money == pytest.approx(0.4 * revenue[pk])
    lines = PlannedTouch.objects.filter(state="open")
    assert lines.exists()
    assert all(line.value_at_risk == pytest.approx(0.4 * revenue[line.customer_id]) for line in lines)
    assert all(line.expected_gain < line.value_at_risk for line in lines)
    counted = RefreshRun.objects.order_by("-pk").first().counts["stages"]
    assert sum(money for _, money in counted.values()) == pytest.approx(0.4 * sum(revenue.values()))


def test_order_that_comes_for_somebody_erased_makes_nobody_of_them(shop):
    shop.refresh()
    customer = silent_customer(shop)
    erase(shop.house.owner, customer)
    shop.buy(customer, TODAY)
    shop.refresh()
    customer.refresh_from_db()
    assert (customer.stage, customer.churn_date) == ("", None)


def test_customers_without_orders_any_more_lose_their_forecast(shop):
    shop.refresh()
    customer = shop.customers[0]
    days = list(customer.orders.values_list("day", flat=True))
    customer.orders.all().delete()
    mark_dirty(days)
    shop.refresh()
    customer.refresh_from_db()
    assert (customer.stage, customer.orders_count, customer.forecast_as_of) == ("", 0, None)


@pytest.mark.parametrize(
    ("where", "what"),
    [
        (refresh, "read_published"),  # the mirror is written
        (refresh, "learn_forecasts"),
        (refresh, "copy_forecasts"),  # the snapshot is published
        (copy_forecasts, "_copy"),  # in the middle of copying
        (copy_forecasts, "_forget"),
        (refresh, "make_plan"),
        (refresh, "counts_of_base"),
    ],
)
def test_refresh_that_was_killed_ends_the_same(shop, today_is, monkeypatch, where, what):
    monkeypatch.setattr(copy_forecasts, "_BATCH", 40)
    shop.refresh()
    for customer in Customer.objects.filter(stage__in=["regular", "left"])[:6]:
        shop.buy(customer, TODAY)
    today_is(TOMORROW)
    run, whole, calls = RefreshRun.objects.create(), getattr(where, what), []

    def cut_off(*args, **how):
        calls.append(args)
        late = what == "_copy" and len(calls) < 3
        if late:
            return whole(*args, **how)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(where, what, cut_off)
        with pytest.raises(Killed):
            refresh.run_refresh.call(run.pk)
    assert RefreshRun.objects.get(pk=run.pk).state == "running"
    refresh.run_refresh.call(run.pk)
    run.refresh_from_db()
    assert (run.state, run.dates_moved) == ("done", 6)
    resumed = shop.state()
    assert len(resumed["changes"]) == 6
    assert_same_as_undisturbed(shop, resumed)


def assert_same_as_undisturbed(shop, resumed):
    published = read_published()
    assert {int(change.customer_id) for change in published.changes} == {
        who for who, *_ in resumed["changes"]
    }
    # Copying everything once more from the same snapshot changes nothing.
    run = RefreshRun.objects.get(pk=published.run_id)
    ForecastChange.objects.all().delete()
    run.position, run.copied_at = 0, None
    run.save()
    copy_forecasts.copy_forecasts(published, lambda *_: None)
    assert shop.state() == resumed


def test_changes_of_a_run_that_failed_are_written_by_the_next(shop, today_is, monkeypatch):
    shop.refresh()
    shop.buy(silent_customer(shop), TODAY)
    today_is(TOMORROW)
    with monkeypatch.context() as patch:
        patch.setattr(copy_forecasts, "_copy", broken)
        with pytest.raises(ZeroDivisionError):
            shop.refresh()
    assert RefreshRun.objects.first().state == "failed"
    assert RefreshRun.objects.first().failure["text"].startswith("The refresh broke off")
    shop.refresh()
    assert [change.cause for change in ForecastChange.objects.all()] == ["order"]


def broken(*_):
    raise ZeroDivisionError


def test_touched_since_the_plan_stays_touched(shop):
    shop.refresh()
    line = PlannedTouch.objects.order_by("pk").first()
    log_touch(
        key=uuid4(),
        seller=line.seller,
        customer=line.customer,
        planned=line,
        outcome="reached",
        happened_at=datetime.combine(TODAY, time(9), UTC),
    )
    shop.refresh()
    assert [each.state for each in PlannedTouch.objects.filter(customer=line.customer)] == ["done"]


def test_orders_of_today_are_counted_and_not_forecast_from(shop):
    shop.refresh()
    customer = PlannedTouch.objects.filter(play="remind").first().customer
    counted = customer.orders_count
    shop.buy(customer, TODAY)
    for _ in range(2):
        shop.refresh()
        customer.refresh_from_db()
        assert (customer.orders_count, customer.last_order_on) == (counted + 1, TODAY)
    assert not customer.planned.filter(state="open").exists()


def test_log_that_ended_long_ago_is_looked_at_as_of_its_end(shop, today_is):
    today_is(TODAY + timedelta(days=2000))
    run = shop.refresh()
    assert run.as_of == YESTERDAY
    days = set(PlannedTouch.objects.values_list("day", flat=True))
    assert min(days) >= TODAY + timedelta(days=2000)
    assert len(days) >= 4


def test_house_without_orders_is_told_what_to_do(house):
    run = RefreshRun.objects.create()
    refresh.run_refresh.call(run.pk)
    run.refresh_from_db()
    assert run.state == "failed"
    assert run.failure["text"] == "There are no orders yet: enter or import some first."


def test_orders_that_come_while_learning_are_followed(shop, monkeypatch):
    plan = refresh.make_plan

    def meanwhile(*args, **how):
        monkeypatch.setattr(refresh, "make_plan", plan)
        shop.buy(shop.customers[0], YESTERDAY)
        return plan(*args, **how)

    monkeypatch.setattr(refresh, "make_plan", meanwhile)
    shop.refresh()
    assert [run.state for run in RefreshRun.objects.all()] == ["done", "done"]
    assert not MirrorMonth.objects.stale().exists()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "The disk of the server is full"),
        (OperationalError("server closed the connection unexpectedly"), "The database did not answer"),
    ],
)
def test_a_refresh_says_what_trouble_it_met_and_can_be_done_again(shop, monkeypatch, error, said):
    def fails(*_):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(copy_forecasts, "_copy", fails)
        with pytest.raises(type(error)):
            shop.refresh()
    assert RefreshRun.objects.first().failure["text"].startswith(said)
    shop.refresh()
    assert RefreshRun.objects.first().state == "done"
