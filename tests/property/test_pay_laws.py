"""Laws of pay: what is paid is what the plan allows, comes back with refunds, and is written once."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from perennial.pay.lines.facts import (
    Absence,
    HandOff,
    Leaving,
    Order,
    OwnerFrom,
    Part,
    PayFacts,
    Payment,
    Refund,
)
from perennial.pay.lines.reckoning import lines_of
from perennial.pay.lines.writing import lines_to_write
from perennial.pay.plans.plan import Bonus, PayPlan, Percentage, Protected, Returned, Threshold
from perennial.pay.plans.storage import plan_faults, plan_from_json, plan_to_json

JANUARY = date(2026, 1, 1)
CENT = Decimal("0.01")
SELLERS = ("F", "G", "H")

days = st.integers(0, 240).map(lambda days: JANUARY + timedelta(days=days))
sellers = st.sampled_from(SELLERS)
money = st.integers(1, 200_000).map(lambda cents: cents * CENT)
shares = st.integers(0, 4000).map(lambda parts: Decimal(parts) / 10_000)


@st.composite
def parts(draw):
    amount = draw(money)
    margin = draw(st.none() | st.integers(-100, 100).map(lambda part: (amount * part / 100).quantize(CENT)))
    return Part(amount=amount, margin=margin, product=draw(st.sampled_from(["", "book", "course"])))


@st.composite
def order_shares(draw):
    first = draw(st.integers(1, 98))
    second = draw(st.integers(1, 99 - first))
    return {
        who: Decimal(share) / 100
        for who, share in zip(SELLERS, (first, second, 100 - first - second), strict=True)
    }


@st.composite
def worlds(draw):
    """Draw some customers with orders, money that comes and goes, and people who come and go."""
    orders, payments, refunds = [], [], []
    for at in range(draw(st.integers(1, 6))):
        order = Order(
            order=f"o{at}",
            customer=draw(st.sampled_from("cd")),
            day=draw(days),
            parts=tuple(draw(st.lists(parts(), min_size=1, max_size=2))),
            seller=draw(sellers),
            shares=draw(st.just({}) | order_shares()),
        )
        orders.append(order)
        for amount in draw(st.lists(money, max_size=3)):
            paid_on = order.day + timedelta(days=draw(st.integers(0, 60)))
            payments.append(
                Payment(payment=f"p{len(payments)}", order=order.order, day=paid_on, amount=amount)
            )
        for amount in draw(st.lists(money, max_size=2)):
            back_on = order.day + timedelta(days=draw(st.integers(0, 90)))
            product = draw(st.sampled_from(["", "book"]))
            refunds.append(
                Refund(
                    refund=f"r{len(refunds)}", order=order.order, day=back_on, amount=amount, product=product
                )
            )
    return PayFacts(
        orders=orders,
        payments=payments,
        refunds=refunds,
        handoffs=draw(st.lists(handoffs(), max_size=2)),
        owners=draw(
            st.lists(
                st.builds(OwnerFrom, customer=st.sampled_from("cd"), day=days, owner=sellers), max_size=2
            )
        ),
        absences=draw(st.lists(absences(), max_size=1)),
        leavings=draw(
            st.lists(
                st.builds(
                    Leaving, seller=st.just("F"), last_day=days, successor=st.sampled_from([None, "G"])
                ),
                max_size=1,
            )
        ),
    )


@st.composite
def handoffs(draw):
    day = draw(days)
    return HandOff(
        customer=draw(st.sampled_from("cd")),
        day=day,
        hunter="H",
        farmer="F",
        protected_until=draw(st.none() | st.just(day + timedelta(days=90))),
        usual_gap=draw(st.none() | st.just(45.0)),
    )


@st.composite
def absences(draw):
    first = draw(days)
    return Absence(
        seller=draw(sellers),
        first_day=first,
        last_day=first + timedelta(days=draw(st.integers(0, 120))),
        cover=draw(st.none() | sellers),
    )


@st.composite
def thresholds(draw):
    to, above = draw(st.sampled_from(["hunter", "farmer"])), draw(money)
    if draw(st.booleans()):
        return Threshold(to=to, above=above, share=draw(shares))
    return Threshold(to=to, above=above, times=Decimal(draw(st.integers(1, 300))) / 100)


@st.composite
def plans(draw, *, plain=False):
    """Draw a plan; a plain one has neither thresholds nor a cap, and pays whoever has earned it."""
    on = draw(st.sampled_from(["revenue", "margin"]))
    percentages = [
        Percentage(to="hunter", share=draw(shares), last=1, on=on),
        Percentage(to="farmer", share=draw(shares), first=draw(st.sampled_from([1, 2]))),
    ]
    if draw(st.booleans()):
        percentages.append(Percentage(to="farmer", share=draw(shares), first=2, products=("book",), on=on))
    return PayPlan(
        version=1,
        since=JANUARY,
        percentages=tuple(percentages),
        earned_on=draw(st.sampled_from(["paid", "ordered"])),
        protected=draw(st.none() | st.builds(Protected, share=shares)),
        bonus=draw(st.none() | st.builds(Bonus, amount=money, number=st.sampled_from([2, 3]))),
        returned=draw(st.none() | st.just(Returned(after_days=60))),
        thresholds=()
        if plain
        else tuple(draw(st.lists(thresholds(), max_size=2, unique_by=lambda each: (each.to, each.above)))),
        cover_share=draw(st.sampled_from([Decimal(0), Decimal("0.3"), Decimal(1)])),
        after_leaving="person" if plain else draw(st.sampled_from(["person", "successor", "nobody"])),
        usual_margin=Decimal("0.4"),
        cap=None if plain else draw(st.none() | money),
    )


@st.composite
def versions(draw):
    first = draw(plans())
    second = replace(draw(plans()), version=2, since=JANUARY + timedelta(days=100))
    return draw(st.sampled_from([[first], [first, second]]))


def pay(lines, key=lambda line: line.seller):
    found = defaultdict(Decimal)
    for each in lines:
        found[key(each)] += each.amount
    return {who: amount for who, amount in found.items() if amount}


def earned(order, facts, plan):
    """Give what an order has earned: what came less what went, from nothing to its amount."""
    total = sum(part.amount for part in order.parts)
    came = (
        total
        if plan.earned_on == "ordered"
        else sum(each.amount for each in facts.payments if each.order == order.order)
    )
    went = sum(each.amount for each in facts.refunds if each.order == order.order)
    return min(max(came - went, Decimal(0)), total)


def number(order, facts):
    """Give the number of an order's purchase, and the day of the one before, by looking at all others."""
    counted = set()
    for other in facts.orders:
        went = sum(
            each.amount for each in facts.refunds if each.order == other.order and each.day <= order.day
        )
        if (
            other.customer == order.customer
            and other.day < order.day
            and went < sum(part.amount for part in other.parts)
        ):
            counted.add(other.day)
    return len(counted) + 1, max(counted, default=None)


def allowed(order, facts, plan):
    """Give what the plan allows for an order of one part, all revenue, rounded once."""
    place, previous = number(order, facts)
    back = (
        plan.returned is not None
        and previous is not None
        and (order.day - previous).days >= plan.returned.after_days
    )
    if back:
        rate = next(each.share for each in plan.percentages if each.to == "hunter")
    else:
        rate = sum(each.share for each in plan.percentages_of(place, order.parts[0].product, ""))
    return (earned(order, facts, plan) * rate).quantize(CENT, ROUND_HALF_UP)


def one_part_on_revenue(facts, plan):
    orders = [replace(each, parts=each.parts[:1]) for each in facts.orders]
    percentages = tuple(replace(each, on="revenue") for each in plan.percentages)
    return replace(facts, orders=orders), replace(plan, percentages=percentages, protected=None, bonus=None)


@settings(max_examples=50, deadline=None)
@given(worlds(), plans(plain=True))
def test_the_lines_of_an_order_sum_to_what_the_plan_allows(facts, plan):
    facts, plan = one_part_on_revenue(facts, plan)
    paid = pay(lines_of([plan], facts), lambda line: line.order)
    expected = {each.order: allowed(each, facts, plan) for each in facts.orders}
    assert paid == {order: amount for order, amount in expected.items() if amount}


@settings(max_examples=50, deadline=None)
@given(worlds(), versions())
def test_the_lines_of_an_order_sum_to_their_rates_rounded_once(facts, versions):
    lines = [each for each in lines_of(versions, facts) if each.rule not in {"cap", "bonus"}]
    exact = defaultdict(Decimal)
    for each in lines:
        exact[each.order] += each.base * each.rate
    rounded = {order: amount.quantize(CENT, ROUND_HALF_UP) for order, amount in exact.items()}
    assert pay(lines, lambda line: line.order) == {
        order: amount for order, amount in rounded.items() if amount
    }


@settings(max_examples=50, deadline=None)
@given(worlds(), versions())
def test_refunding_everything_returns_to_zero(facts, versions):
    late = JANUARY + timedelta(days=700)
    rest = [
        Refund(
            refund=f"all {each.order}",
            order=each.order,
            day=late + timedelta(days=at),
            amount=sum(part.amount for part in each.parts) + sum(paid.amount for paid in facts.payments),
        )
        for at, each in enumerate(facts.orders)
    ]
    lines = lines_of(versions, replace(facts, refunds=[*facts.refunds, *rest]))
    assert pay(lines) == {}
    assert pay([each for each in lines if each.order], lambda line: (line.seller, line.order)) == {}


@settings(max_examples=50, deadline=None)
@given(worlds(), versions(), st.randoms(use_true_random=False))
def test_the_order_in_which_facts_are_given_never_matters(facts, versions, random):
    names = ("orders", "payments", "refunds", "handoffs", "owners", "absences", "leavings")
    mixed = {name: random.sample(getattr(facts, name), len(getattr(facts, name))) for name in names}
    assert lines_of(versions[::-1], replace(facts, **mixed)) == lines_of(versions, facts)


@settings(max_examples=30, deadline=None)
@given(worlds(), versions(), st.integers(0, 999))
def test_before_closing_the_order_in_which_events_become_known_never_matters(facts, versions, seed):
    ledger = ()
    for known in growing(facts, Random(seed)):
        ledger += lines_to_write(ledger, lines_of(versions, known))
    should = lines_of(versions, facts)
    assert by_identity(ledger) == by_identity(should)
    assert all(each.month == each.of_month for each in ledger)


@settings(max_examples=30, deadline=None)
@given(worlds(), versions(), st.integers(0, 999))
def test_what_is_written_with_corrections_is_what_should_be_there_and_closed_months_stay(
    facts, versions, seed
):
    ledger, closed, random = (), set(), Random(seed)
    for known in growing(facts, random):
        should = lines_of(versions, known)
        frozen = [each for each in ledger if each.month in closed]
        new = lines_to_write(ledger, should, closed)
        ledger += new
        assert [each for each in ledger if each.month in closed] == frozen
        assert by_identity(ledger) == by_identity(should)
        assert lines_to_write(ledger, should, closed) == ()
        closed.add(f"2026-{random.randint(1, 12):02}")
        assert lines_to_write(ledger, should, closed) == ()


@settings(max_examples=50, deadline=None)
@given(worlds(), versions())
def test_nobody_is_paid_more_than_the_cap(facts, versions):
    lines = lines_of(versions[:1], facts)
    cap = versions[0].cap
    if cap is not None:
        assert all(amount <= cap for amount in pay(lines, lambda line: (line.seller, line.month)).values())


@settings(max_examples=50, deadline=None)
@given(worlds(), versions())
def test_the_bases_of_a_percentage_are_the_money_that_came(facts, versions):
    plan = replace(
        versions[0],
        thresholds=(),
        after_leaving="person",
        returned=None,
        percentages=(Percentage(to="seller", share=Decimal("0.1")),),
    )
    lines = [each for each in lines_of([plan], facts) if each.rule == "percentage"]
    bases = defaultdict(Decimal)
    for each in lines:
        bases[each.order] += each.base
    assert {order: base for order, base in bases.items() if base} == {
        each.order: money for each in facts.orders if (money := earned(each, facts, plan))
    }


@settings(max_examples=50, deadline=None)
@given(plans())
def test_a_plan_survives_being_stored(plan):
    assert plan_faults(plan_to_json(plan)) == ()
    assert plan_from_json(plan_to_json(plan)) == plan


def growing(facts, random):
    """Give more and more of the facts, in any order; money is known only of orders that are."""
    orders = random.sample(facts.orders, len(facts.orders))
    money = random.sample([*facts.payments, *facts.refunds], len(facts.payments) + len(facts.refunds))
    people = random.sample(
        [*facts.handoffs, *facts.owners, *facts.absences],
        len(facts.handoffs) + len(facts.owners) + len(facts.absences),
    )
    for third in (1, 2, 3):
        some = orders[: len(orders) * third // 3]
        names = {each.order for each in some}
        seen = money[: len(money) * third // 3] if third < 3 else money
        there = [each for each in seen if each.order in names]
        told = people[: len(people) * third // 3]
        yield PayFacts(
            orders=some,
            payments=[each for each in there if isinstance(each, Payment)],
            refunds=[each for each in there if isinstance(each, Refund)],
            handoffs=[each for each in told if isinstance(each, HandOff)],
            owners=[each for each in told if isinstance(each, OwnerFrom)],
            absences=[each for each in told if isinstance(each, Absence)],
            leavings=facts.leavings,
        )


def by_identity(lines):
    sums = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for each in lines:
        sums[each.identity][0] += each.base
        sums[each.identity][1] += each.amount
    return {identity: tuple(both) for identity, both in sums.items() if any(both)}
