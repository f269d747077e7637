from datetime import date, timedelta

import pytest

from perennial.pictures.words import Words
from perennial.records.models import Customer
from perennial.records.queries.products_due import due_words, every, products_of

TODAY = date(2026, 11, 24)


def bought(product, days_ago, *, usual_gap=21.0, due=True):
    return {
        "product": product,
        "purchases": 5,
        "last_order_on": (TODAY - timedelta(days=days_ago)).isoformat(),
        "usual_gap": usual_gap,
        "next_order_likely": "2026-12-01",
        "due": due,
    }


def customer(*products, **changes):
    known = {"forecast_as_of": TODAY, "last_order_on": TODAY - timedelta(days=20)}
    return Customer(products=list(products), **(known | changes))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Coffee: usually every 3 weeks, last 25 days ago"),
        ("ru", "Coffee: обычно раз в 3 недели, последний раз 25 дней назад"),
    ],
)
def test_due_product_is_said_in_one_short_sentence(language, sentence):
    (said,) = due_words(customer(bought("Coffee", 25)), TODAY)
    assert Words(language).say(said) == sentence


@pytest.mark.parametrize(
    ("days", "english", "russian"),
    [
        (0.4, "every day", "каждый день"),
        (1.6, "every 2 days", "раз в 2 дня"),
        (13.4, "every 13 days", "раз в 13 дней"),
        (13.5, "every 2 weeks", "раз в 2 недели"),
        (69.9, "every 10 weeks", "раз в 10 недель"),
        (92.0, "every 3 months", "раз в 3 месяца"),
        (640.0, "every 21 months", "раз в 21 месяц"),
    ],
)
def test_how_often_is_said_in_the_unit_that_reads_best(days, english, russian):
    assert Words("en").say(every(days)) == english
    assert Words("ru").say(every(days)) == russian


def test_a_line_names_two_products_at_most_and_only_those_due():
    several = [bought(name, 30) for name in "abc"]
    said = due_words(customer(bought("x", 3, due=False), *several), TODAY)
    assert [each.facts["product"] for each in said] == ["a", "b"]


def test_nothing_is_due_after_an_order_that_is_not_yet_learnt_from():
    assert products_of(customer(bought("Coffee", 25), last_order_on=TODAY), TODAY)
    since = customer(bought("Coffee", 25), last_order_on=TODAY, forecast_as_of=TODAY - timedelta(days=1))
    assert not products_of(since, TODAY)
    assert not products_of(customer(bought("Coffee", 25), forecast_as_of=None), TODAY)


def test_what_is_rather_not_bought_again_has_no_next_day():
    given_up = bought("Tea", 400, due=False) | {"next_order_likely": None}
    (row,) = products_of(customer(given_up), TODAY)
    assert row.next_order_likely is None


def test_rows_count_the_days_since_the_last_purchase():
    (row,) = products_of(customer(bought("Coffee", 25, due=False)), TODAY)
    assert (row.product, row.purchases, row.days_ago, row.due) == ("Coffee", 5, 25, False)
    assert row.next_order_likely == date(2026, 12, 1)
