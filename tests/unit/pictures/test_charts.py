"""Charts: drawn with the page's colours, labelled in the reader's language, and told as numbers."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from perennial.core.estimate import UNKNOWN
from perennial.pictures.charts.curves import lifetime_chart, wait_chart
from perennial.pictures.charts.drawing import draw as drawing
from perennial.pictures.charts.ladder import ladder_chart
from perennial.pictures.charts.monthly_wait import monthly_wait_chart
from perennial.pictures.charts.past_forecasts import past_forecasts_chart
from perennial.pictures.charts.ticks import count_axis, day_axis, share_axis
from perennial.pictures.charts.worth_of_days import worth_chart
from perennial.pictures.words import Words

EN, RU = Words("en"), Words("ru")


@pytest.fixture(
    params=["wait", "lifetime", "months", "ladder", "record", "season", "week"],
)
def draw(request, sample):
    return {
        "wait": lambda words: wait_chart(sample.NEXT_PURCHASE, words),
        "lifetime": lambda words: lifetime_chart(sample.LIFETIME, words),
        "months": lambda words: monthly_wait_chart(sample.NEXT_PURCHASE, words),
        "ladder": lambda words: ladder_chart(sample.LADDER, 180, words),
        "record": lambda words: past_forecasts_chart(sample.RECORD.rows[:2], words),
        "season": lambda words: worth_chart(sample.CALENDAR, words),
        "week": lambda words: worth_chart(replace(sample.CALENDAR, season=()), words),
    }[request.param]


def test_chart_takes_its_colours_from_the_page(draw):
    chart = draw(EN)
    for svg in (chart.wide, chart.narrow):
        ET.fromstring(svg)
        assert not re.search(r"#[0-9a-fA-F]{3,6}|rgb", svg)
        assert "var(--leaf" in svg


def test_charts_are_drawn_for_many_at_once(sample):
    def drawn(number):
        return wait_chart(sample.NEXT_PURCHASE, EN).wide

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(drawn, range(24)))) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
def test_charts_are_drawn_in_a_process_that_was_forked():
    script = (
        "import os, sys\n"
        "from perennial.pictures.charts.drawing import draw\n"
        "spec = {'kind': 'none', 'width': 10, 'height': 10}\n"
        "def fails():\n"
        "    try:\n"
        "        draw(spec)\n"
        "    except Exception as error:\n"
        "        return type(error).__name__ == 'JSException'\n"
        "assert fails()\n"
        "child = os.fork()\n"
        "if not child:\n"
        "    os._exit(0 if fails() else 1)\n"
        "sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, timeout=120, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_chart_is_hidden_from_screen_readers_and_told_as_a_table(draw):
    chart = draw(EN)
    assert 'aria-hidden="true"' in chart.wide
    assert chart.rows
    assert {len(row) for row in chart.rows} == {len(chart.columns)}


def test_chart_speaks_russian(draw):
    chart = draw(RU)
    for text in (chart.title, chart.sentence, *chart.columns, *(key.meaning for key in chart.keys)):
        assert re.search("[а-яё]", text), text


def test_month_that_cannot_be_told_breaks_the_line(sample):
    months = list(sample.NEXT_PURCHASE.by_month)
    months[3] = replace(months[3], mean_wait_days=UNKNOWN)
    whole = monthly_wait_chart(sample.NEXT_PURCHASE, EN).wide
    broken = monthly_wait_chart(replace(sample.NEXT_PURCHASE, by_month=tuple(months)), EN).wide
    assert broken.count("var(--leaf-soft)") == whole.count("var(--leaf-soft)") + 1


def _of_months(sample, number):
    first = sample.NEXT_PURCHASE.by_month[0]
    months = [replace(first, month=f"{2023 + at // 12}-{at % 12 + 1:02}") for at in range(number)]
    return monthly_wait_chart(replace(sample.NEXT_PURCHASE, by_month=tuple(months)), RU)


@pytest.mark.parametrize("number", [1, 3, 7, 13, 36, 60])
def test_names_of_months_never_meet(sample, number):
    chart = _of_months(sample, number)
    for svg in (chart.wide, chart.narrow):
        found = re.findall(r'translate\(([\d.]+) [\d.]+\)"[^>]*>(\w+ \d{4})<', svg)
        places = [(float(x), 7 * len(name)) for x, name in found]
        assert places
        for (x, width), (following, its_width) in pairwise(places):
            assert following - x > (width + its_width) / 2 + 4


def test_dots_of_many_months_stand_apart_on_a_phone(sample):
    def dots(svg):
        return set(re.findall(r'<path d="M1 0A1[^"]*" transform="matrix\(([\d.]+),', svg))

    many = _of_months(sample, 36)
    assert max(map(float, dots(many.narrow))) < max(map(float, dots(many.wide)))


def test_leaving_window_is_shaded_only_where_it_is_reached(sample):
    reached = lifetime_chart(sample.LIFETIME, EN)
    beyond = lifetime_chart(replace(sample.LIFETIME, start_days=UNKNOWN, middle_days=UNKNOWN), EN)
    assert "var(--amber-soft)" in reached.wide
    assert "a quarter have left" in reached.wide
    assert "var(--amber" not in beyond.wide


def test_limits_that_cannot_be_said_leave_a_gap_in_the_band(sample):
    points = list(sample.LIFETIME.curve)
    points[20] = (points[20][0], np.float64(points[20][1]), float("nan"), float("nan"))
    whole = lifetime_chart(sample.LIFETIME, EN).wide
    broken = lifetime_chart(replace(sample.LIFETIME, curve=tuple(points)), EN).wide
    assert broken.count("<polygon") == whole.count("<polygon") + 1


def test_words_in_a_drawing_are_escaped():
    svg = drawing(
        {
            "kind": "record",
            "width": 340,
            "height": 260,
            "labels": ["<i>&"],
            "y": count_axis(5, str),
            "points": [[{"value": 5, "label": "</svg>", "tone": "leaf"}]],
        }
    )
    ET.fromstring(svg)


@pytest.mark.parametrize(("last", "step"), [(1, 1), (14, 2), (45, 7), (365, 60), (730, 180), (4000, 730)])
def test_days_are_labelled_in_steps_people_count_in(last, step):
    ticks = [tick["at"] for tick in day_axis(last, str, name="days")["ticks"]]
    assert ticks[:2] == [0, step]
    assert len(ticks) <= 8
    assert ticks[-1] <= last


@pytest.mark.parametrize(("highest", "top"), [(0.004, 0.01), (0.35, 0.4), (0.61, 1.0), (1.0, 1.0)])
def test_shares_are_labelled_up_to_a_round_share(highest, top):
    assert share_axis(highest, str)["max"] == top


@pytest.mark.parametrize("highest", [0.5, 1, 3, 9, 10, 47, 834, 1000, 1001, 123456])
def test_counts_are_labelled_by_a_few_round_numbers(highest):
    axis = count_axis(highest, str)
    assert axis["max"] >= highest
    assert 2 <= len(axis["ticks"]) <= 7
    assert axis["ticks"][-1]["at"] == axis["max"]


def test_level_of_all_months_is_named_in_the_key_and_not_in_the_drawing(sample):
    chart = monthly_wait_chart(sample.NEXT_PURCHASE, EN)
    assert "all months" in chart.keys[-1].meaning
    assert "all months" not in chart.wide
    assert "stroke-dasharray" in chart.wide


@pytest.mark.parametrize("words", [EN, RU])
def test_months_and_weekdays_are_named_so_that_names_never_meet(sample, words):
    for calendar, rows, many in ((sample.CALENDAR, 12, 6), (replace(sample.CALENDAR, season=()), 7, 7)):
        chart = worth_chart(calendar, words)
        assert len(chart.rows) == rows
        assert "stroke-dasharray" in chart.narrow  # the ordinary day
        found = re.findall(r'translate\(([\d.]+) [\d.]+\)"[^>]*>([^\W\d]{2,4})<', chart.narrow)
        places = [(float(x), 9 * len(name)) for x, name in found]
        assert len(places) == many
        for (x, width), (following, its_width) in pairwise(places):
            assert following - x > (width + its_width) / 2
