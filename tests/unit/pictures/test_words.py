"""Facts and sentences in both languages."""

from datetime import date
from decimal import Decimal

import pytest

from perennial.core.days import NO_DAY, day_of
from perennial.core.estimate import UNKNOWN, Estimate
from perennial.core.message import Message
from perennial.pictures.words import Words

EN = Words("en", "EUR", year=2026)
RU = Words("ru", "RUB", year=2026)
BARE = Words("en")
DECEMBER = day_of(date(2026, 12, 4))


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("value", "kind", "english", "russian"),
    [
        (0.5312, "percent", "53%", "53%"),
        (0.0042, "percent", "0.4%", "0,4%"),
        (0.00001, "percent", "under 0.1%", "менее 0,1%"),
        (0.99999, "percent", "over 99.9%", "более 99,9%"),
        (0, "percent", "0%", "0%"),
        (1, "percent", "100%", "100%"),
        (0.0725, "percent_exact", "7.25%", "7,25%"),
        (0.123456, "percent_exact", "12.3456%", "12,3456%"),
        (0.07, "percent_exact", "7%", "7%"),
        (1234567, "number", "1,234,567", "1 234 567"),
        (812.4, "number", "812", "812"),
        (2.46, "number", "2.5", "2,5"),
        (0.256, "number", "0.26", "0,26"),
        (-2.46, "number", "−2.5", "−2,5"),
        (-0.001, "number", "0", "0"),
        (-0.4, "percent", "−40%", "−40%"),
        (-3, "days", "−3 days", "−3 дня"),
        (1234.5, "money", "€1,235", "1 235 ₽"),
        (-1234.5, "money", "−€1,235", "−1 235 ₽"),
        (12.5, "money", "€12.50", "12,50 ₽"),
        (1234.5, "money_exact", "€1,234.50", "1 234,50 ₽"),
        (-12345.67, "money_exact", "−€12,345.67", "−12 345,67 ₽"),
        (Decimal("500.00"), "money_exact", "€500", "500 ₽"),
        (DECEMBER, "date", "4 December", "4 декабря"),
        (date(2027, 5, 19), "date", "19 May 2027", "19 мая 2027 г."),
        (DECEMBER, "weekday", "Friday, 4 December", "пятница, 4 декабря"),
        (NO_DAY, "date", "–", "–"),
        ("2026-12", "month", "December 2026", "декабрь 2026"),
        ("2026-12", "month_of", "December 2026", "декабря 2026"),
        ("2026-05", "month_in", "May 2026", "мае 2026"),
        ("2026-05", "month_short", "May 2026", "май 2026"),
        (1, "days", "1 day", "1 день"),
        (2, "days", "2 days", "2 дня"),
        (11, "days", "11 days", "11 дней"),
        (21, "days_of", "21 days", "21 дня"),
        (5.0, "days", "5 days", "5 дней"),
        (2.5, "days", "2.5 days", "2,5 дня"),
        (1003, "customers", "1,003 customers", "1 003 клиента"),
        (214, "customers_to", "214 customers", "214 клиентам"),
        (22, "purchases_of", "22 purchases", "22 покупок"),
        (0.3, "in_ten", "3 in 10", "3 из 10"),
        (0.02, "in_ten", "fewer than 1 in 20", "менее чем 1 из 20"),
        (0.96, "in_ten", "9 in 10", "9 из 10"),
        (0.99, "in_ten", "more than 19 in 20", "более 19 из 20"),
        (None, "days", "–", "–"),
        (float("nan"), "number", "–", "–"),
        (["a", "b"], "", "a and b", "a и b"),
        (Estimate(value=27, low=24, high=31), "days", "27 days (24 to 31)", "27 дней (от 24 до 31)"),
        (Estimate(value=0.5, low=0.4), "percent", "50% (at least 40%)", "50% (не меньше 40%)"),
        (Estimate(value=0.5, high=0.6), "percent", "50% (at most 60%)", "50% (не больше 60%)"),
        (Estimate(value=3), "days", "3 days", "3 дня"),
        (UNKNOWN, "days", "–", "–"),
    ],
)
def test_fact_is_written_the_way_of_the_language(value, kind, english, russian):
    assert plain(EN.fact(value, kind)) == english
    assert plain(RU.fact(value, kind)) == russian


def test_currency_that_is_written_by_its_code_stands_apart_from_the_digits():
    assert Words("en", "RUB").fact(1234567, "money") == "RUB\N{NO-BREAK SPACE}1,234,567"


def test_money_without_a_currency_is_a_bare_number():
    assert BARE.fact(1234.5, "money") == "1,235"
    assert BARE.fact(0.5, "money") == "0.50"
    assert BARE.fact(1234.5, "money_exact") == "1,234.50"


def test_dates_name_their_year_when_no_year_is_taken_for_granted():
    assert BARE.fact(DECEMBER, "date") == "4 December 2026"


def test_message_within_a_message_is_said_in_the_same_language():
    inner = Message("{n:days}", {"n": 4})
    assert RU.say(Message("{a}: {b}", {"a": "x", "b": inner})) == "x: 4 дня"


def test_marked_sentence_escapes_names_and_bolds_figures():
    marked = EN.mark("{who} & {n:days}", who="<script>", n=3)
    assert str(marked) == "&lt;script&gt; &amp; <b>3 days</b>"


def test_unknown_kind_or_language_is_refused():
    with pytest.raises(ValueError, match="kind"):
        EN.say("{n:fathoms}", n=3)
    with pytest.raises(ValueError, match="language"):
        Words("de")


def test_mark_sets_figures_in_bold_within_a_message_that_is_a_fact():
    inner = Message("no order for {silence:days}", {"silence": 34})
    assert str(Words("en").mark("Late: {why}", why=inner)) == "Late: no order for <b>34 days</b>"


def test_minus_of_bare_money_is_no_hyphen():
    assert BARE.fact(-1234.5, "money") == "−1,235"
