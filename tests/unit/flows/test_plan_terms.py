"""A plan under terms: consent, ways, offers with stock and money, days off, lots; nothing is ever broken."""

from collections import Counter
from zlib import crc32

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perennial.flows.plan_rows import OwnedCustomer
from perennial.flows.plan_terms import Gift, PlayTerms, Terms, Ways
from perennial.flows.plan_today import Workdays, plan_today
from perennial.plan.rule import SERVICE, Rule

CHANNELS = ("call", "message", "visit", "mail")


@pytest.fixture(scope="module")
def snapshot(first):
    return first.snapshot


@pytest.fixture(scope="module")
def monday(snapshot):
    return next(day for day in range(snapshot.as_of + 1, snapshot.as_of + 8) if (day + 3) % 7 == 0)


def owned(snapshot, rng):
    return [
        OwnedCustomer(customer_id=who, owner="ann" if rng.random() < 0.5 else "bob", person=f"p{row // 2}")
        for row, who in enumerate(snapshot.columns["customer_id"])
    ]


def random_terms(rng, ids, held):
    ways = {
        who: Ways(
            advertising=frozenset(way for way in CHANNELS if rng.random() < 0.5),
            service=frozenset(way for way in CHANNELS if rng.random() < 0.8),
        )
        for who in ids
        if rng.random() < 0.9
    }
    gifts = {
        name: Gift(
            cost=float(rng.integers(1, 30)),
            stock=float(rng.choice([0, 2, 5, np.inf])),
            budget=float(rng.choice([10, 60, np.inf])),
            days=int(rng.integers(1, 8)),
            not_meant=frozenset(who for who in ids if rng.random() < 0.2),
            not_for=frozenset(who for who in ids if rng.random() < 0.3),
        )
        for name in ("box", "coupon")
    }
    plays = {
        play: PlayTerms(
            ways=tuple(rng.permutation(CHANNELS)[: rng.integers(1, 4)].tolist()),
            by_itself=bool(rng.random() < 0.5),
            gift=rng.choice([None, "box", "coupon"]),
        )
        for play in ("remind", "offer", "second", "window", "thank", "return")
    }

    def draw(pairs):
        fresh = {(who, play) for who, play in pairs if crc32(f"{who} {play}".encode()) % 4 == 0}
        held.update(fresh)
        return frozenset(fresh)

    some = frozenset(who for who in ids if rng.random() < 0.2)
    return Terms(
        plays=plays,
        gifts=gifts,
        ways=ways,
        sent_a_day=int(rng.integers(0, 6)),
        purse=float(rng.choice([40, 200, np.inf])),
        held_out={"remind": some},
        draw=draw if rng.random() < 0.7 else None,
    )


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_term_is_ever_broken(snapshot, monday, seed):
    rng = np.random.default_rng(seed)
    rows, held = owned(snapshot, rng), set()
    terms = random_terms(rng, [each.customer_id for each in rows], held)
    work = Workdays(
        capacity={"ann": 3, "bob": 2},
        away={"ann": frozenset({int(rng.integers(0, 5))})},
        off=frozenset({int(rng.integers(0, 5))}),
        busy={"bob": {1: 1, 2: 5}},
    )
    plan = plan_today(snapshot, rows, work, day=monday, terms=terms)
    _keeps_to_time(plan, work, terms, monday)
    _keeps_to_terms(plan, terms, monday)
    person = {each.customer_id: each.person for each in rows}
    touched = [person[each.customer_id] for each in plan.touches]
    assert len(touched) == len(set(touched))
    out = {(person[who], play) for who, play in held}
    out |= {(person[who], play) for play, whose in terms.held_out.items() for who in whose if who in person}
    assert not {(person[each.customer_id], each.touch.play) for each in plan.touches} & out


def _keeps_to_time(plan, work, terms, monday):
    used = Counter()
    for each in plan.touches:
        day = each.touch.day - monday
        assert day not in work.off
        used["house" if each.by_itself else each.owner, day] += 1
        if not each.by_itself:
            assert day not in work.away.get(each.owner, ())
    for (who, day), count in used.items():
        most = work.capacity.get(who, terms.sent_a_day) - work.busy.get(who, {}).get(day, 0)
        assert count <= most


def _keeps_to_terms(plan, terms, monday):
    given = Counter(each.gift for each in plan.touches if each.gift)
    for name, count in given.items():
        assert count <= terms.gifts[name].stock
        assert count * terms.gifts[name].cost <= terms.gifts[name].budget
    assert sum(terms.gifts[name].cost * count for name, count in given.items()) <= terms.purse
    for each in plan.touches:
        play, who = each.touch.play, terms.ways.get(each.customer_id)
        assert who is not None
        assert each.way in (who.service if play in SERVICE else who.advertising)
        assert each.way in terms.plays.get(play, PlayTerms()).ways
        assert not each.by_itself or each.way in {"mail", "message"}
        if each.gift:
            gift = terms.gifts[each.gift]
            assert each.gift == terms.plays[play].gift
            assert each.customer_id not in gift.not_for | gift.not_meant
            assert each.touch.day - monday < gift.days


def test_first_way_agreed_to_is_taken_and_who_agreed_to_none_waits(snapshot, monday):
    rows = [OwnedCustomer(customer_id=who, owner="ann") for who in snapshot.columns["customer_id"]]
    work = Workdays(capacity={"ann": 50})
    plain = plan_today(snapshot, rows, work, day=monday)
    mute, mailed = plain.touches[0], plain.touches[1]
    nobody = Ways(advertising=frozenset({"visit"}), service=frozenset({"call"}))
    by_mail = Ways(advertising=frozenset({"mail"}), service=frozenset())
    anyone = Ways(advertising=frozenset({"mail", "call"}), service=frozenset({"call"}))
    ways = {each.customer_id: anyone for each in rows}
    ways |= {mute.customer_id: nobody, mailed.customer_id: by_mail}
    plays = {play: PlayTerms(ways=("call", "mail")) for play in work.priors}
    plan = plan_today(snapshot, rows, work, day=monday, terms=Terms(plays=plays, ways=ways))
    found = {each.customer_id: each.way for each in plan.touches}
    assert plan.waiting == (mute.customer_id,)
    assert mute.customer_id not in found
    assert found[mailed.customer_id] == "mail"
    assert set(found.values()) == {"call", "mail"}


def test_offer_goes_as_far_as_it_lasts_and_without_it_a_touch_is_worth_a_reminder(snapshot, monday):
    rows = [OwnedCustomer(customer_id=who, owner="ann") for who in snapshot.columns["customer_id"]]
    work = Workdays(capacity={"ann": 50})
    terms = Terms(plays={"offer": PlayTerms(gift="box")}, gifts={"box": Gift(cost=0.5, stock=2)})
    plain = {e.customer_id: e for e in plan_today(snapshot, rows, work, day=monday).touches}
    found = plan_today(snapshot, rows, work, day=monday, terms=terms).touches
    offers = [each for each in found if each.touch.play == "offer"]
    assert sum(each.gift == "box" for each in offers) == 2
    for each in offers:
        gain, before = each.touch.expected_gain, plain[each.customer_id].touch.expected_gain
        spend = snapshot.columns["spend_per_order"][each.touch.customer]
        if each.gift:
            assert gain == pytest.approx(before + (0.02 - 0.002) * spend - 0.5)
        else:
            assert gain < before / 5


def test_whom_an_offer_is_not_meant_for_is_touched_as_if_there_were_none(snapshot, monday):
    rows = [OwnedCustomer(customer_id=who, owner="ann") for who in snapshot.columns["customer_id"]]
    work = Workdays(capacity={"ann": 50})
    plain = plan_today(snapshot, rows, work, day=monday)
    everyone = frozenset(each.customer_id for each in rows)
    gift = Gift(cost=0.5, not_meant=everyone)
    terms = Terms(plays={"offer": PlayTerms(gift="box")}, gifts={"box": gift})
    assert plan_today(snapshot, rows, work, day=monday, terms=terms) == plain


def test_rules_switch_plays_off_narrow_and_move_them(snapshot, monday):
    rows = [OwnedCustomer(customer_id=who, owner="ann") for who in snapshot.columns["customer_id"]]

    def planned(**rules):
        work = Workdays(capacity={"ann": 400}, rules=rules)
        return plan_today(snapshot, rows, work, day=monday).touches

    shipped = planned()
    assert {each.touch.play for each in shipped} >= {"offer", "return"}
    assert not [each for each in planned(offer=Rule(is_on=False)) if each.touch.play == "offer"]
    stages = snapshot.columns["stage"]
    narrow = [
        each for each in planned(offer=Rule(stages=frozenset({"regular"}))) if each.touch.play == "offer"
    ]
    assert {stages[each.touch.customer] for each in narrow} <= {"regular"}
    later = {e.customer_id for e in planned(offer=Rule(shift=0.4)) if e.touch.play == "offer"}
    assert later != {e.customer_id for e in shipped if e.touch.play == "offer"}
