"""The nightly plan keeps to consent, rules, offers, days off and lots."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from consents import agree

from perennial.plan.rule import ADVERTISED
from perennial.records.models import (
    Business,
    Consent,
    Contact,
    Customer,
    Given,
    Offer,
    PlannedTouch,
    RefreshRun,
    TouchRule,
    Trial,
    TrialLot,
)
from perennial.records.operations.make_plan import make_plan
from perennial.records.operations.publish_forecasts import read_published
from perennial.records.operations.trials.draw_lots import draw_for
from perennial.records.queries.trials.held_out import held_out_by_play
from perennial.trial.lots import Lot

TODAY = date(2026, 11, 25)


@pytest.fixture
def plan(shop):
    shop.refresh()
    snapshot = read_published().snapshot

    def made(today=TODAY, *, anew=True):
        if anew:
            PlannedTouch.objects.all().delete()
        found = make_plan(snapshot, Business.current(), today=today)
        return found, {line.customer_id: line for line in PlannedTouch.objects.filter(state="open")}

    return made


def trial(play="remind", held_out="0.50", **fields):
    return Trial.objects.create(
        key="t1", question="?", play=play, seed=3, held_out=held_out, horizon=90, state="running", **fields
    )


def test_whoever_agreed_to_nothing_is_not_planned_and_is_counted_as_waiting(plan, shop, house):
    who = next(iter(plan()[1]))
    Consent.objects.filter(customer=who).delete()
    made, lines = plan()
    assert who not in lines
    owner = Customer.objects.get(pk=who).owner_id
    assert made.waiting[owner][0] == 1
    assert made.waiting[owner][1] == pytest.approx(Customer.objects.get(pk=who).value_at_risk)
    agree([Customer.objects.get(pk=who)], given=False)
    assert who not in plan()[1]


def test_refresh_keeps_how_many_wait_for_consent_by_seller(shop, house):
    Consent.objects.filter(customer__owner=house.farmer).delete()
    shop.refresh()
    waiting = RefreshRun.objects.latest("pk").counts["waiting"]
    assert waiting.keys() == {str(house.farmer.pk)}
    assert waiting[str(house.farmer.pk)][0] > 5


def test_second_best_way_is_taken_where_the_best_is_not_agreed_to(plan, shop):
    TouchRule.objects.create(play="remind", channels=["mail", "call"], by_itself=False)
    TouchRule.objects.create(play="offer", channels=["mail"], by_itself=True)
    _, lines = plan()
    assert {line.channel for line in lines.values()} == {"call"}
    assert "offer" not in {line.play for line in lines.values()}
    for pk in Customer.objects.values_list("pk", flat=True):
        Contact.objects.create(
            customer_id=pk, kind="email", value=f"c{pk}@x.example", normal=f"c{pk}@x.example"
        )
    agree(Customer.objects.all(), ["mail"])
    _, lines = plan()
    by_play = {line.play: line for line in lines.values()}
    assert (by_play["offer"].channel, by_play["offer"].by_itself) == ("mail", True)
    assert (by_play["remind"].channel, by_play["remind"].by_itself) == ("mail", False)
    assert {line.purpose for line in lines.values()} == {"advertising"}


def test_offers_go_with_the_play_of_their_rule_as_far_as_there_are_any(plan, house, shop):
    box = Offer.objects.create(name="Box", kind="gift", text_en="A box", cost=Decimal("0.01"), stock=3)
    TouchRule.objects.create(play="offer", offer=box)
    given_to = Customer.objects.first()
    Given.objects.create(offer=box, customer=given_to, day=TODAY - timedelta(days=10))
    _, lines = plan()
    with_box = [line for line in lines.values() if line.gift_id]
    assert len(with_box) == 2
    assert {(line.play, line.offer, line.approval) for line in with_box} == {("offer", "A box", "")}
    assert given_to.pk not in {line.customer_id for line in with_box}


def test_dear_offer_needs_approval_and_a_word_once_given_holds(plan, house, shop):
    house.business.approval_limits = {"farmer": "0.01"}
    house.business.save()
    box = Offer.objects.create(name="Box", text_en="A box", cost=Decimal("0.02"))
    TouchRule.objects.create(play="offer", offer=box)
    _, lines = plan()
    line = next(line for line in lines.values() if line.gift_id)
    assert line.approval == "needed"
    PlannedTouch.objects.filter(pk=line.pk).update(approval="given", approved_by=house.head)
    _, again = plan(anew=False)
    assert (again[line.customer_id].approval, again[line.customer_id].approved_by) == ("given", house.head)


def test_month_without_money_gives_nothing(plan, house):
    house.business.gifts_a_month = Decimal(0)
    house.business.save()
    box = Offer.objects.create(name="Box", text_en="A box", cost=Decimal("0.01"))
    TouchRule.objects.create(play="offer", offer=box)
    _, lines = plan()
    assert lines
    assert not [line for line in lines.values() if line.gift_id]


def test_nobody_works_on_days_off(plan, house):
    off = TODAY + timedelta(days=1)
    house.business.days_off = [off.isoformat()]
    house.business.save()
    _, lines = plan()
    assert {line.day for line in lines.values()}.isdisjoint({off})
    assert len({line.day for line in lines.values()}) > 1


def test_line_placed_by_hand_stays_and_takes_its_place_in_the_day(plan, house):
    house.farmer.touches_a_day = 2
    house.farmer.save()
    _, lines = plan()
    mine = [line for line in lines.values() if line.seller_id == house.farmer.pk and line.day > TODAY]
    PlannedTouch.objects.filter(pk=mine[0].pk).update(day=TODAY, is_fixed=True)
    _, again = plan(anew=False)
    assert (again[mine[0].customer_id].day, again[mine[0].customer_id].is_fixed) == (TODAY, True)


def test_rule_that_is_off_takes_its_lines_away(plan):
    _, lines = plan()
    assert any(line.play == "offer" for line in lines.values())
    TouchRule.objects.create(play="offer", is_on=False)
    _, lines = plan(anew=False)
    assert not any(line.play == "offer" for line in lines.values())


def test_lots_are_drawn_for_whom_the_plan_would_touch_and_those_held_out_are_not(plan, shop):
    running = trial()
    _, lines = plan()
    lots = list(TrialLot.objects.all())
    assert {lot.arm for lot in lots} == {"treatment", "control"}
    held = {lot.customer_id for lot in lots if lot.arm == "control"}
    treated = {lot.customer_id for lot in lots if lot.arm == "treatment"}
    reminded = {pk for pk, line in lines.items() if line.play == "remind"}
    assert reminded <= treated
    assert not lines.keys() & held
    lot = Lot(trial="t1", seed=3, held_out=0.5)
    assert all(lot.arm(each.lot_key) == each.arm for each in lots)
    assert {each.until - each.assigned_on for each in lots} == {timedelta(days=running.horizon)}
    # A plan made again draws nobody again, and the same customers stay out.
    _, again = plan()
    assert {lot.customer_id for lot in TrialLot.objects.filter(arm="control")} >= held
    assert not again.keys() & held


def test_lines_that_stood_already_go_where_a_lot_holds_out_or_nobody_agreed_any_more(plan, shop):
    _, before = plan()
    trial()
    _, lines = plan(anew=False)
    held = set(TrialLot.objects.filter(arm="control").values_list("customer_id", flat=True))
    assert held & before.keys()
    assert not held & lines.keys()
    gone = next(iter(lines))
    Consent.objects.filter(customer=gone).update(given=False)
    assert gone not in plan(anew=False)[1]


def test_trial_of_mail_holds_out_from_the_mail_alone(plan, shop):
    running = trial()
    plan()
    assert held_out_by_play(TODAY).keys() == set(ADVERTISED)
    TouchRule.objects.create(play="remind", channels=["mail"], by_itself=True)
    assert held_out_by_play(TODAY).keys() == {"remind"}
    held = draw_for(running, [(str(each.pk), "remind") for each in shop.customers[:40]], TODAY, {})
    assert {play for _, play in held} == {"remind"}


def test_standing_share_is_held_out_of_all_advertising(plan):
    trial(play="")
    _, lines = plan()
    held = set(TrialLot.objects.filter(arm="control").values_list("customer_id", flat=True))
    assert held
    assert not held & lines.keys()


def test_trial_that_takes_nobody_in_any_more_still_holds_out(plan):
    running = trial()
    plan()
    count = TrialLot.objects.count()
    Trial.objects.filter(pk=running.pk).update(enrol_until=TODAY)
    held = set(TrialLot.objects.filter(arm="control").values_list("customer_id", flat=True))
    _, later = plan(TODAY + timedelta(days=1))
    assert TrialLot.objects.count() == count
    assert not held & {pk for pk, line in later.items() if line.play == "remind"}
    Trial.objects.filter(pk=running.pk).update(state="stopped")
    _, free = plan()
    assert held & free.keys()


@pytest.mark.parametrize("why", ["value", "mistake", "lead", "hand-off", "unpaid"])
def test_some_are_never_held_out(shop, house, why):
    running = trial(value_limit=100.0 if why == "value" else None)
    who = shop.customers[0]
    pairs = [(str(each.pk), "remind") for each in shop.customers[:30]]
    if why == "value":
        Customer.objects.filter(pk=who.pk).update(value_at_risk=101.0)
    elif why == "mistake":
        who.mistakes.create(kind="late")
    elif why == "lead":
        who.leads.create(hunter=house.hunter)
    elif why == "hand-off":
        who.handoffs.create(hunter=house.hunter, farmer=house.farmer, state="offered")
    else:
        who.orders.filter(pk=who.orders.first().pk).update(paid_on=TODAY)
    draw_for(running, pairs, TODAY, {})
    assert TrialLot.objects.count() == 29
    assert not TrialLot.objects.filter(customer=who).exists()


def test_records_of_one_person_have_one_lot(shop):
    running = trial()
    one, two = shop.customers[:2]
    persons = {one.pk: "p", two.pk: "p"}
    draw_for(running, [(str(one.pk), "remind")], TODAY, persons)
    draw_for(running, [(str(two.pk), "remind")], TODAY + timedelta(days=1), persons)
    lots = TrialLot.objects.values_list("lot_key", "arm")
    assert len(lots) == 2
    assert len(set(lots)) == 1
