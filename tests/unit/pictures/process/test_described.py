"""The weakest arrow, the gap after the first order and the work of an order, in sentences."""

from dataclasses import replace

import pytest

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.engine.process.second_order import AfterFirst
from perennial.engine.process.sources import SourceRow, Sources
from perennial.engine.process.weakest_arrow import ArrowGain, GroupShare, WeakestArrow
from perennial.pictures.process.described import after_first_sentence, weakest_sentence
from perennial.pictures.process.sources_words import dearer_sentence
from perennial.pictures.words import Words

EN, RU = Words("en"), Words("ru")
ARROW = ArrowGain(
    source="1st order",
    target="2nd order",
    trials=300,
    successes=120,
    horizon_days=58.4,
    share=Estimate(value=0.4, low=0.35, high=0.46),
    better_share=Estimate(value=0.52, low=0.45, high=0.6),
    groups=(GroupShare(name="Fay", trials=150, successes=80, share=Estimate(value=0.5), better=True),),
    orders_a_month=Estimate(value=7.04, low=3.2, high=11.6),
    money_a_month=UNKNOWN,
    hundredth=0.8,
    waiting=31,
)


def weakest(basis, arrow=ARROW):
    return WeakestArrow(arrows=(ARROW,), weakest=arrow, basis=basis, certainty=None)


def test_weakest_arrow_says_share_gain_with_limits_and_who_waits():
    assert weakest_sentence(weakest("better_half"), EN) == (
        "The weakest arrow: 1st order → 2nd order. Within 58 days 40% go on, with the better half 52%; if "
        "everybody did as they do, that would be 7 (3.2 to 12) more orders a month. Waiting there now: 31."
    )
    assert weakest_sentence(weakest("better_half"), RU) == (
        "Самое слабое место: 1-й заказ → 2-й заказ. За 58 дней дальше идут 40%, у лучшей "
        "половины\u00a0— 52%; работай так все, прибавка заказов в месяц была бы 7 (от 3,2 до 12). "
        "Ждут там сейчас: 31."
    )


def test_money_is_said_where_it_is_known():
    arrow = replace(ARROW, money_a_month=Estimate(value=7040.0, low=3200.0, high=11600.0))
    words = Words("en", "EUR")
    assert "orders a month. In money: €7,040 (€3,200 to €11,600) a month. Waiting there now: 31." in (
        weakest_sentence(weakest("better_half", arrow), words)
    )
    assert "В деньгах: 7 040 (от 3 200 до 11 600) в месяц." in weakest_sentence(
        weakest("better_half", arrow), RU
    ).replace("\u00a0", " ")


def test_goal_is_counted_where_there_are_no_orders():
    said = weakest_sentence(weakest("better_half"), EN, orders=False)
    assert "7 (3.2 to 12) more cases a month would reach the goal" in said


def test_that_nobody_can_be_told_apart_is_said_only_where_somebody_was_compared():
    said = weakest_sentence(weakest("one_in_a_hundred"), EN)
    assert said.startswith(
        "Who does better cannot be told. The thinnest arrow: 1st order → 2nd order, 40% go on"
    )
    alone = replace(ARROW, groups=())
    assert weakest_sentence(weakest("one_in_a_hundred", alone), EN).startswith("The thinnest arrow")
    assert "цели" in weakest_sentence(weakest("one_in_a_hundred"), RU, orders=False)


def test_too_few_cases_name_no_arrow():
    nothing = WeakestArrow(arrows=(), weakest=None, basis="one_in_a_hundred", certainty=None)
    assert weakest_sentence(nothing, RU) == "Чтобы назвать самое слабое место, данных слишком мало."


@pytest.mark.parametrize(
    ("touched", "drawn", "said"),
    [
        (0.9, False, "the drawing has no step between"),
        (0.02, True, "of 400 customers, only 2% were touched"),
        (0.02, None, "of 400 customers, only 2% were touched"),
        (0.0, None, "none of 400 customers was touched"),
        (0.9, True, ""),
        (0.9, None, ""),
    ],
)
def test_nothing_after_the_first_order_is_said(touched, drawn, said):
    found = AfterFirst(customers=400, touched=Estimate(value=touched), drawn=drawn)
    sentence = after_first_sentence(found, EN)
    assert said in sentence
    assert bool(sentence) == bool(said)


ROW = SourceRow(
    source=None,
    cases=9,
    to_first=UNKNOWN,
    to_second=UNKNOWN,
    days_to_first=None,
    touches_first=UNKNOWN,
    touches_repeat=UNKNOWN,
    cost_first=UNKNOWN,
    cost_repeat=UNKNOWN,
    money=UNKNOWN,
)


@pytest.mark.parametrize(
    ("dearer", "said"),
    [
        (Estimate(value=7.5, low=7.1, high=7.9), "It is easier to sell to an existing customer here"),
        (Estimate(value=0.5, low=0.4, high=0.6), "It is not easier"),
        (Estimate(value=1.1, low=0.8, high=1.4), "about the same work"),
        (UNKNOWN, "cannot be told yet"),
    ],
)
def test_whether_it_is_easier_to_sell_to_an_existing_customer(dearer, said):
    found = Sources(rows=(), together=ROW, first_days=1, second_days=1, dearer=dearer)
    assert said in dearer_sentence(found, EN)
    assert dearer_sentence(found, RU) != dearer_sentence(found, EN)
