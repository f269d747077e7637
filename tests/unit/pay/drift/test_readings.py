import numpy as np
import pytest

from perennial.pay.columns import SellerLog
from perennial.pay.drift.readings import read_drift
from perennial.pay.drift.settings import DriftSettings

WEEKS = 44
DRIFT_FROM = 36


def end_of(monday, weeks):
    return monday + 7 * weeks - 1


@pytest.fixture(scope="module")
def sliding(drawn):
    return drawn(5, WEEKS, drift_from=DRIFT_FROM)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_both_who_slide_are_seen_within_eight_weeks_and_nobody_else(drawn, monday, seed):
    log = drawn(seed, WEEKS, drift_from=DRIFT_FROM)
    looks = [read_drift(log, as_of=end_of(monday, week)) for week in range(30, WEEKS + 1)]
    alarmed = {each.seller for look in looks for each in look if each.alarm}
    assert alarmed == {0, 2}
    assert not any(each.alarm for look in looks[: DRIFT_FROM - 30] for each in look)


@pytest.mark.parametrize("seed", [11, 12])
def test_steady_sellers_have_no_alarm_in_a_year(drawn, monday, seed):
    log = drawn(seed, 80, touches_a_day=6)
    looks = [read_drift(log, as_of=end_of(monday, week)) for week in range(28, 81)]
    assert not any(each.alarm for look in looks for each in look)


def test_an_alarm_says_what_changed(sliding, monday):
    hunter, steady, farmer, _ = read_drift(sliding, as_of=end_of(monday, WEEKS))
    assert hunter.alarm
    assert hunter.cause is None
    assert hunter.reason.text.startswith(("More of the week goes to customers", "Fewer people hear from us"))
    assert farmer.reason.text.startswith(("More contacts are begun", "More regulars pass"))
    leading = [each for each in hunter.measures if each.alarm]
    assert leading
    assert all(each.change.low > 0.05 or each.change.high < -0.15 for each in leading)
    assert (steady.alarm, steady.reason) == (False, None)


def test_measures_of_each_role(sliding, monday):
    hunter, _, farmer, _ = read_drift(sliding, as_of=end_of(monday, WEEKS))
    assert [each.name for each in hunter.measures] == [
        "touches_on_existing",
        "money_from_existing",
        "first_contacts_a_day",
        "time_on_chores",
        "new_customers_90",
    ]
    assert [each.name for each in farmer.measures] == ["begun_by_customer", "overdue_untouched"]
    assert hunter.week == end_of(monday, WEEKS) - 6


def test_touches_the_plan_asked_for_raise_no_alarm(sliding, monday):
    """The same slide, but every touch with an existing customer was asked for."""
    touches = sliding.touches
    planned = touches.on_existing | (touches.day < 0)
    asked = {name: getattr(touches, name) for name in touches.__dataclass_fields__} | {"planned": planned}
    log = SellerLog(
        roles=sliding.roles,
        touches=type(touches)(**asked),
        orders=sliding.orders,
        absences=sliding.absences,
        overdue=sliding.overdue,
    )
    hunter = read_drift(log, as_of=end_of(monday, WEEKS))[0]
    assert not hunter.alarm


def test_later_rows_are_not_read(sliding, monday):
    early = end_of(monday, 34)
    cut = SellerLog(
        roles=sliding.roles,
        touches=sliding.touches.take(sliding.touches.day <= early),
        orders=sliding.orders.take(sliding.orders.day <= early),
        absences=sliding.absences,
        overdue=sliding.overdue,
    )
    assert read_drift(cut, as_of=early) == read_drift(sliding, as_of=early)


def test_calls_that_are_not_connected_are_said_to_be(orders, touches, log, monday):
    sales = orders(*({"day": monday + 7 * week + day} for week in range(20) for day in range(5)))
    reading = read_drift(log("hunter", touches_of=touches({}), orders_of=sales), as_of=end_of(monday, 20))[0]
    assert (reading.alarm, reading.cause) == (False, "calls_not_connected")
    assert "do not see this seller's calls" in str(reading.reason)


def test_a_new_seller_has_too_few_weeks(drawn, monday):
    reading = read_drift(drawn(1, 4), as_of=end_of(monday, 4))[0]
    assert (reading.alarm, reading.cause) == (False, "too_few_weeks")
    reading = read_drift(drawn(1, 9), as_of=end_of(monday, 9))[0]
    assert reading.cause == "cannot_tell"
    assert str(reading.reason) == "Too little is known of this seller's usual week yet: about 4 more."


def test_leave_in_the_week_is_said(drawn, absences, monday):
    whole = drawn(1, 30)
    away = absences({"seller": 1, "first_day": monday + 7 * 29, "last_day": monday + 7 * 30})
    log = SellerLog(
        roles=whole.roles,
        touches=whole.touches,
        orders=whole.orders,
        absences=away,
        overdue=whole.overdue,
    )
    readings = read_drift(log, as_of=end_of(monday, 30))
    assert readings[1].cause == "on_leave"
    assert readings[0].cause is None


def test_a_handful_of_touches_cannot_tell(drawn, monday):
    settings = DriftSettings(seen_least=0.0)
    few = drawn(3, 30, touches_a_day=0.4)
    reading = read_drift(few, as_of=end_of(monday, 30), settings=settings)[1]
    assert (reading.alarm, reading.cause) == (False, "cannot_tell")
    assert "differ too much" in str(reading.reason)


def test_nobody_and_nothing(log, monday):
    assert read_drift(log(), as_of=monday) == ()
    empty = read_drift(log("hunter", "farmer"), as_of=monday + 6)
    assert [each.cause for each in empty] == ["too_few_weeks", "too_few_weeks"]
    assert not any(each.now.known for each in empty[1].measures)


def test_orders_of_nobody_change_nothing(drawn, orders, monday):
    whole = drawn(1, 30)
    by_site = orders(
        {"seller": -1, "day": monday - 90, "is_first": True}, {"seller": -1, "day": monday + 200}
    )
    joined = type(by_site)(
        **{
            name: np.concatenate([getattr(whole.orders, name), getattr(by_site, name)])
            for name in by_site.__dataclass_fields__
        }
    )
    log = SellerLog(
        roles=whole.roles,
        touches=whole.touches,
        orders=joined,
        absences=whole.absences,
        overdue=whole.overdue,
    )
    as_of = end_of(monday, 30)
    assert read_drift(log, as_of=as_of) == read_drift(whole, as_of=as_of)


def test_order_of_rows_does_not_matter(sliding, monday):
    order = np.random.default_rng(1).permutation(len(sliding.touches.day))
    mixed = SellerLog(
        roles=sliding.roles,
        touches=sliding.touches.take(order),
        orders=sliding.orders,
        absences=sliding.absences,
        overdue=sliding.overdue,
    )
    as_of = end_of(monday, WEEKS)
    assert read_drift(mixed, as_of=as_of) == read_drift(sliding, as_of=as_of)
