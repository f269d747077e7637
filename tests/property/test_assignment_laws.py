"""Laws of the optimised week: it breaks no limit, greed is never better, and on tiny bases nothing is."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from perennial.plan.assignment import assign
from perennial.plan.greedy import greedy
from perennial.plan.placing import place
from perennial.plan.room import NOTHING, Choices, Limits


@st.composite
def bases(draw, most=60, gifts_most=3):
    """Possible touches of some people with some sellers, and what there is of everything."""
    sellers, days = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    count, gifts = draw(st.integers(0, most)), draw(st.integers(0, gifts_most))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    person = rng.integers(0, max(count * 2 // 3, 1), count)
    first = rng.integers(0, days, count)
    gift = rng.integers(NOTHING, gifts, count) if gifts else np.full(count, NOTHING)
    choices = Choices(
        person=person,
        seller=person % sellers,
        gift=gift,
        first=first,
        last=np.minimum(first + rng.integers(0, days, count), days - 1),
        gain=rng.integers(-2, 12, count) + rng.choice([0.0, 0.25, 0.5], count),
        cost=np.where(gift == NOTHING, 0.0, rng.integers(1, 6, count)),
    )
    limits = Limits(
        capacity=rng.integers(0, 4, (sellers, days)),
        stock=rng.choice([0.0, 1.0, 3.0, np.inf], gifts),
        budget=rng.choice([0.0, 4.0, 11.0, np.inf], gifts),
        purse=float(rng.choice([6.0, 20.0, np.inf])),
    )
    return choices, limits


def breaks(choices, limits, chosen, day):
    """Name the limits that a plan breaks, counted without any of the code that makes plans."""
    found, broken = choices.take(chosen), []
    if len(set(found.person.tolist())) < len(chosen):
        broken.append("a person twice")
    if np.any((day < found.first) | (day > found.last)):
        broken.append("outside its days")
    used = np.zeros_like(limits.capacity)
    np.add.at(used, (found.seller, day), 1)
    if np.any(used > limits.capacity):
        broken.append("more than a day holds")
    for gift in range(len(limits.stock)):
        given_away = found.gift == gift
        if given_away.sum() > limits.stock[gift] or found.cost[given_away].sum() > limits.budget[gift]:
            broken.append("stock or budget")
    if found.cost[found.gift != NOTHING].sum() > limits.purse:
        broken.append("purse")
    return broken


def can_be_placed(choices, limits, chosen):
    try:
        day = place(choices.take(chosen), limits)
    except ValueError:
        return False
    return not breaks(choices, limits, chosen, day)


@given(bases())
@settings(deadline=None, max_examples=150)
def test_no_limit_is_broken_and_greedy_is_never_better(base):
    choices, limits = base
    found = assign(choices, limits)
    assert breaks(choices, limits, found.chosen, found.day) == []
    assert np.all(choices.gain[found.chosen] > 0)
    some = np.flatnonzero(choices.gain > 0)
    simple = some[greedy(choices.take(some), limits)]
    assert can_be_placed(choices, limits, simple)
    assert found.gain >= choices.gain[simple].sum() - 1e-9
    assert found.bound >= found.gain - 1e-6


@given(bases(most=9, gifts_most=2))
@settings(deadline=None, max_examples=60)
def test_on_tiny_bases_nothing_is_better(base):
    choices, limits = base
    best = 0.0
    for picks in product([False, True], repeat=len(choices)):
        chosen = np.flatnonzero(np.array(picks, dtype=np.bool_))
        gain = choices.gain[chosen].sum()
        if gain > best + 1e-9 and can_be_placed(choices, limits, chosen):
            best = gain
    assert abs(assign(choices, limits).gain - best) < 1e-6


def test_where_nothing_is_scarce_everything_worthwhile_is_taken():
    several = np.arange(4)
    zeros = np.zeros(4, dtype=np.intp)
    choices = Choices(
        person=several, seller=zeros, gift=zeros - 1, first=zeros, last=zeros + 1,
        gain=np.array([1.0, 0.0, 2.0, -1.0]), cost=np.zeros(4),
    )  # fmt: skip
    nothing = np.zeros(0)
    found = assign(choices, Limits(capacity=np.array([[2, 2]]), stock=nothing, budget=nothing))
    assert found.chosen.tolist() == [0, 2]
    assert (found.gain, found.bound) == (3, 3)


def test_of_many_the_core_finds_nearly_the_bound():
    rng = np.random.default_rng(4)
    count, people, sellers = 12_000, 8_000, 6
    person, first = rng.integers(0, people, count), rng.integers(0, 5, count)
    gift = np.where(rng.random(count) < 0.3, rng.integers(0, 3, count), NOTHING)
    choices = Choices(
        person=person, seller=person % sellers, gift=gift, first=first,
        last=np.minimum(first + rng.integers(0, 5, count), 4),
        gain=rng.gamma(1, 10, count), cost=np.where(gift == NOTHING, 0, rng.gamma(2, 2, count)),
    )  # fmt: skip
    limits = Limits(
        capacity=rng.integers(0, 40, (sellers, 5)),
        stock=np.full(3, 60.0),
        budget=np.full(3, 150.0),
        purse=400,
    )
    found = assign(choices, limits)
    assert breaks(choices, limits, found.chosen, found.day) == []
    assert found.gain > 0.9995 * found.bound
