"""The one sentence of a trial's page, in both languages."""

from dataclasses import replace

import pytest
from trial_samples import read_trial

from perennial.pictures.trial.looks_chart import looks_chart
from perennial.pictures.trial.opening import followed_so_far, not_read_yet, opening_of, progress_of
from perennial.pictures.trial.stay_chart import stay_chart
from perennial.pictures.words import Words
from perennial.trial.limits import Effect
from perennial.trial.look import Look
from perennial.trial.reading import reading_of


def _effect(value, low, high):
    return Effect(
        value=value, low=low, high=high, planned_low=low, planned_high=high, standard_error=abs(value) or 1
    )


@pytest.fixture(scope="module")
def look():
    before, followed, _ = read_trial(200)
    reading = replace(
        reading_of(before, followed),
        orders=_effect(0.6, 0.2, 1.0),
        days_gained=_effect(19.0, 7.0, 31.0),
        money=_effect(1240.0, 300.0, 2200.0),
    )
    return Look(
        horizon=270,
        followed=270.0,
        reading=reading,
        sample_ratio_p=0.5,
        swapped=0,
        smallest_effect=0.3,
        verdict="works",
        needed_customers=None,
    )


RUNNING = progress_of(day=96, enrolled=412, needed=900)


def _both(look, *, is_running=True, progress=RUNNING):
    said = opening_of("offer", look, is_running=is_running, progress=progress)
    return [Words(language, "RUB").say(said) for language in ("en", "ru")]


def test_what_works_says_days_and_money(look):
    english, russian = _both(look)
    assert english == (
        "The offer before leaving: 19 days gained per customer (7 to 31) and RUB 1,240 each after cost; day "
        "96, 412 of 900 customers needed."
    ).replace("RUB ", "RUB\N{NO-BREAK SPACE}")
    assert "выигрыш на клиента\N{NO-BREAK SPACE}— 19 дней (от 7 до 31)" in russian
    assert "день 96, набрано 412 из 900 нужных клиентов." in russian


def test_where_days_cannot_be_told_orders_are_named(look):
    unsure = replace(look, reading=replace(look.reading, days_gained=_effect(4.0, -3.0, 11.0)))
    english, _ = _both(unsure)
    assert "0.6 orders more per customer (0.2 to 1)" in english
    assert "whether they stay longer cannot be told" in english


def test_without_amounts_there_is_no_money(look):
    english, _ = _both(replace(look, reading=replace(look.reading, money=None)))
    assert "after cost" not in english


@pytest.mark.parametrize(
    ("verdict", "is_running", "words"),
    [
        ("cannot_tell", True, "Cannot tell yet"),
        ("cannot_tell", False, "Cannot tell:"),
        ("does_not_work", True, "where 0.3 was hoped for"),
        ("not_by_lot", True, "not those of the lot"),
    ],
)
def test_other_verdicts_claim_no_gain(look, verdict, is_running, words):
    english, russian = _both(replace(look, verdict=verdict), is_running=is_running)
    assert words in english
    assert english != russian


def test_what_is_over_says_what_it_rests_on(look):
    over = followed_so_far(enrolled=21, horizon=120)
    english, russian = _both(look, is_running=False, progress=over)
    assert english.endswith("21 customers, each followed for 120 days.")
    assert "21 клиент, наблюдение за каждым" in russian


def test_before_the_first_look_it_says_what_is_waited_for():
    assert "Nobody is in it yet" in not_read_yet(enrolled=0).text
    assert Words("ru").say(not_read_yet(enrolled=2)).startswith("Участвуют пока 2 клиента.")


def test_pictures_have_both_widths_and_their_numbers(look):
    from datetime import date

    for words in (Words("en"), Words("ru")):
        stay = stay_chart(look.reading.curves, words)
        looks = looks_chart([(date(2026, 5, 1), look.reading.days_gained)], date(2026, 9, 1), words)
        for chart in (stay, looks):
            assert str(chart.wide).startswith("<svg")
            assert str(chart.wide) != str(chart.narrow)
            assert chart.rows
            assert "nan" not in str(chart.wide)
