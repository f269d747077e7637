from dataclasses import replace

import numpy as np
import pytest

from perennial.flows.plan_terms import ANYBODY, Terms, Ways
from perennial.flows.plan_today import OwnedCustomer, Workdays, plan_today
from perennial.flows.why_not import why_not
from perennial.plan.rule import ADVERTISED, Rule

WORK = Workdays(capacity={"ann": 5000})


@pytest.fixture(scope="module")
def snapshot(first):
    return first.snapshot


@pytest.fixture(scope="module")
def day(snapshot):
    return next(day for day in range(snapshot.as_of + 1, snapshot.as_of + 8) if (day + 3) % 7 == 0)


@pytest.fixture(scope="module")
def whole(snapshot, day):
    rows = [OwnedCustomer(customer_id=who, owner="ann") for who in snapshot.columns["customer_id"]]
    return {each.customer_id: each for each in plan_today(snapshot, rows, WORK, day=day).touches}


def test_plan_and_reason_agree_for_every_customer(snapshot, day, whole):
    found = {
        who: why_not(snapshot, who, WORK, day=day, terms=ANYBODY)
        for who in snapshot.columns["customer_id"][:120]
    }
    planned = {who for who, told in found.items() if told.why == "crowded"}
    assert planned == whole.keys() & found.keys()
    assert len(planned) > 10
    for who in planned:
        assert found[who].play == whole[who].touch.play
    later = [told for told in found.values() if told.why == "later"]
    assert later
    assert all(told.day >= day + 7 for told in later)


def test_without_consent_that_is_the_reason(snapshot, day, whole):
    who = next(iter(whole))
    nothing = Ways(advertising=frozenset({"visit"}), service=frozenset({"call"}))
    told = why_not(snapshot, who, WORK, day=day, terms=Terms(ways={who: nothing}))
    assert told.why == "consent"


def test_with_all_plays_off_nothing_is_in_sight(snapshot, day, whole):
    off = replace(WORK, rules={play: Rule(is_on=False) for play in ADVERTISED})
    told = why_not(snapshot, next(iter(whole)), off, day=day, terms=ANYBODY)
    assert told.why == "none"


def test_stranger_and_objector_are_unknown(snapshot, day, whole):
    assert why_not(snapshot, "nobody", WORK, day=day, terms=ANYBODY).why == "unknown"
    who = next(iter(whole))
    stage = np.where(snapshot.columns["customer_id"] == who, "", snapshot.columns["stage"])
    objecting = replace(snapshot, columns={**snapshot.columns, "stage": stage})
    assert why_not(objecting, who, WORK, day=day, terms=ANYBODY).why == "unknown"
