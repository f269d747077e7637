import pytest

from perennial.pictures.words import Words
from perennial.records.models import Customer
from perennial.records.queries.chance_words import chance_soon


def said(because, language="en", lately=5, **changes):
    customer = Customer(**{"p_order_28": 0.62, "purchases": 21, "chance_because": because, **changes})
    return [Words(language, "EUR", year=2026).say(each) for each in chance_soon(customer, lately)]


def test_recent_purchases_are_counted_in_the_reason():
    (sentence,) = said("recent+")
    assert sentence.startswith("An order within four weeks has a chance of 62%; most speaks for it how often")
    assert sentence.endswith("bought of late: 5 purchases in eight weeks.")
    assert "как редко покупали в последнее время: 1 покупка за восемь недель" in said("recent-", "ru", 1)[0]


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("part", ["recent", "silence", "history", "traits", "touches"])
def test_for_and_against_are_told_apart(part, language):
    (speaks_for,), (against,) = said(f"{part}+", language), said(f"{part}-", language)
    assert speaks_for != against
    assert "62" in speaks_for


def test_nothing_is_said_without_a_reason_or_a_chance():
    assert said("") == said("recent+", p_order_28=None) == said("recent+", lately=None) == []
    assert said("weather+") == []
