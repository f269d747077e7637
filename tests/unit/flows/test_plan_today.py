from dataclasses import replace

import numpy as np
import pytest

from perennial.core.days import NO_DAY
from perennial.core.message import Message
from perennial.flows.plan_today import OwnedCustomer, Workdays, plan_today, still_possible
from perennial.flows.plan_week import plan_week


@pytest.fixture(scope="module")
def snapshot(first):
    return first.snapshot


@pytest.fixture(scope="module")
def monday(snapshot):
    """Give the first Monday after the snapshot."""
    return next(day for day in range(snapshot.as_of + 1, snapshot.as_of + 8) if (day + 3) % 7 == 0)


def owned(snapshot, owner_of=None, person_of=None):
    return [
        OwnedCustomer(
            customer_id=who,
            owner="ann" if owner_of is None else owner_of(row),
            person=None if person_of is None else person_of(row),
        )
        for row, who in enumerate(snapshot.columns["customer_id"])
    ]


def touched(plan):
    return [each.customer_id for each in plan.touches]


def test_one_owner_of_all_gets_the_week_of_the_report(first, snapshot):
    plan = plan_today(snapshot, owned(snapshot), Workdays(capacity={"ann": 5}), day=snapshot.as_of + 1)
    report = plan_week(first.understanding, capacity=5)
    ids = snapshot.columns["customer_id"]
    found = [each.touch for each in plan.touches]
    assert found == list(report.touches)
    assert len(found) == 25
    assert (plan.notes, plan.left_out) == (report.notes, {"ann": report.left_out})
    assert all(isinstance(touch.reason, Message) for touch in found)
    assert all(each.customer_id == ids[each.touch.customer] for each in plan.touches)


def test_every_owner_keeps_to_their_capacity_and_customers(snapshot, monday):
    owners = ("ann", "bob", "eve")
    rows = owned(snapshot, lambda row: owners[row % 3])
    plan = plan_today(snapshot, rows, Workdays(capacity={"ann": 2, "bob": 4}), day=monday)
    counts = {owner: [each for each in plan.touches if each.owner == owner] for owner in owners}
    assert {owner: len(each) for owner, each in counts.items()} == {"ann": 10, "bob": 20, "eve": 0}
    for owner, per_day in (("ann", 2), ("bob", 4)):
        days = [each.touch.day for each in counts[owner]]
        assert max(days.count(day) for day in days) == per_day
    of = {each.customer_id: each.owner for each in rows}
    assert all(of[each.customer_id] == each.owner for each in plan.touches)
    assert plan.left_out["eve"] > 10


def test_nobody_is_planned_for_on_days_away(snapshot, monday):
    rows = owned(snapshot, lambda row: ("ann", "bob")[row % 2])
    away = {"ann": frozenset({1, 2}), "bob": frozenset(range(7))}
    plan = plan_today(snapshot, rows, Workdays(capacity={"ann": 2, "bob": 4}, away=away), day=monday)
    days = [each.touch.day - monday for each in plan.touches]
    assert {each.owner for each in plan.touches} == {"ann"}
    assert sorted(days) == [0, 0, 3, 3, 4, 4]


def test_small_owner_of_a_large_base_is_still_ordered_by_gain(snapshot, monday):
    few = owned(snapshot)[:80]
    plan = plan_today(snapshot, few, Workdays(capacity={"ann": 3}), day=monday)
    gains = [each.touch.expected_gain for each in plan.touches]
    assert gains == sorted(gains, reverse=True)
    assert "expected gain" in plan.notes[0].text
    assert {each.place for each in plan.touches} == {0}


def test_small_base_is_ordered_by_days_past_the_usual_gap_and_says_each_place(snapshot, monday):
    small = replace(snapshot, pace=replace(snapshot.pace, small_base=True))
    owners = ("ann", "bob")
    rows = owned(small, lambda row: owners[row % 2])
    plan = plan_today(small, rows, Workdays(capacity={"ann": 3, "bob": 3}), day=monday)
    assert [each.place for each in plan.touches] == [*range(1, 16), *range(1, 16)]
    gap = dict(zip(small.columns["customer_id"], small.columns["fixed_median"], strict=True))
    silent = dict(zip(small.columns["customer_id"], small.columns["days_since_last_order"], strict=True))
    past = [silent[each.customer_id] - gap[each.customer_id] for each in plan.touches if each.owner == "ann"]
    assert past == sorted(past, reverse=True)


def test_one_day_holds_that_day_alone(snapshot, monday):
    plan = plan_today(snapshot, owned(snapshot), Workdays(capacity={"ann": 6}), day=monday + 2, days=1)
    assert len(plan.touches) == 6
    assert {each.touch.day for each in plan.touches} == {monday + 2}
    sunday = plan_today(snapshot, owned(snapshot), Workdays(capacity={"ann": 6}), day=monday + 6, days=1)
    assert sunday.touches == ()


def test_past_is_not_planned(snapshot):
    plan = plan_today(snapshot, owned(snapshot), Workdays(capacity={"ann": 1}), day=snapshot.as_of - 30)
    assert plan.week_of == snapshot.as_of + 1
    assert min(each.touch.day for each in plan.touches) > snapshot.as_of


def test_excluded_persons_are_left_alone_with_all_their_records(snapshot, monday):
    work = Workdays(capacity={"ann": 3})
    before = touched(plan_today(snapshot, owned(snapshot), work, day=monday))
    ids = list(snapshot.columns["customer_id"])
    pair = {ids.index(before[0]): "same", ids.index(before[1]): "same"}
    rows = owned(snapshot, person_of=pair.get)
    after = touched(plan_today(snapshot, rows, work, day=monday, excluded=frozenset({before[0]})))
    assert not {before[0], before[1]} & set(after)
    assert len(after) == len(before)
    alone = touched(plan_today(snapshot, owned(snapshot), work, day=monday, excluded=frozenset({before[0]})))
    assert before[0] not in alone
    assert before[1] in alone


def test_one_person_gets_one_line_whoever_owns_them(snapshot, monday):
    work = Workdays(capacity={"ann": 20, "bob": 20})
    rows = owned(snapshot, lambda row: "ann" if row % 2 else "bob", lambda row: f"person {row // 2}")
    plan = plan_today(snapshot, rows, work, day=monday)
    person = {each.customer_id: each.person for each in rows}
    persons = [person[who] for who in touched(plan)]
    assert len(persons) == len(set(persons)) > 20
    assert {each.owner for each in plan.touches} == {"ann", "bob"}


def test_strangers_and_objectors_are_passed_over(snapshot, monday):
    work = Workdays(capacity={"ann": 9})
    assert plan_today(snapshot, [], work, day=monday).touches == ()
    stranger = OwnedCustomer(customer_id="nobody", owner="ann")
    assert plan_today(snapshot, [stranger], work, day=monday).touches == ()
    who = touched(plan_today(snapshot, owned(snapshot), work, day=monday))[0]
    stage = np.where(snapshot.columns["customer_id"] == who, "", snapshot.columns["stage"])
    objecting = replace(snapshot, columns={**snapshot.columns, "stage": stage})
    assert who not in touched(plan_today(objecting, owned(objecting), work, day=monday))


def test_touch_says_the_dates_of_the_snapshot(snapshot, monday):
    plan = plan_today(snapshot, owned(snapshot), Workdays(capacity={"ann": 20}), day=monday)
    for each in plan.touches:
        for name in ("offer_from", "offer_until", "churn_date", "value_at_risk"):
            assert getattr(each.touch, name) == snapshot.columns[name][each.touch.customer]
    assert any(each.touch.offer_from != NO_DAY for each in plan.touches)


def test_mistake_is_put_right_before_anything_else(snapshot, monday):
    usual = plan_today(snapshot, owned(snapshot), Workdays(capacity={"ann": 5}), day=monday)
    chosen = usual.touches[3].customer_id
    plan = plan_today(
        snapshot,
        owned(snapshot),
        Workdays(capacity={"ann": 5}),
        day=monday,
        mistakes={chosen: snapshot.as_of - 2},
    )
    assert {each.customer_id: each.touch.play for each in plan.touches}[chosen] == "repair"
    assert "repair" not in {each.touch.play for each in usual.touches}


def test_touch_planned_earlier_is_still_possible_while_its_days_last(snapshot, monday):
    work = Workdays(capacity={"ann": 5})
    plan = plan_today(snapshot, owned(snapshot), work, day=monday)
    lines = [(each.customer_id, each.touch.play) for each in plan.touches]
    today = {
        each.customer_id for each in plan_today(snapshot, owned(snapshot), work, day=monday, days=1).touches
    }
    answer = dict(zip(lines, still_possible(snapshot, lines, work, day=monday), strict=True))
    assert all(answer[line] for line in lines if line[0] in today)
    assert len(today & {who for who, _ in lines}) >= 3
    much_later = still_possible(snapshot, lines, work, day=monday + 1000)
    assert not any(
        is_possible for (_, play), is_possible in zip(lines, much_later, strict=True) if play == "offer"
    )
    assert still_possible(snapshot, [("nobody", "offer"), (lines[0][0], "greet")], work, day=monday) == [
        False,
        False,
    ]
