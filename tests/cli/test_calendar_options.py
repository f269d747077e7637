"""Holidays, events and growth as options: they move forecasts, stand in the summary, or are refused."""

import csv
import json

import pytest


@pytest.fixture
def forecast(few_cdnow, tmp_path, run):
    def expected(*options):
        out = tmp_path / "forecast.csv"
        arguments = ("--as-of", "1998-03-31", "--horizon", 28, "--out", out)
        code, _, err = run("forecast", few_cdnow, *arguments, *options)
        if code:
            return code, err
        with out.open(newline="", encoding="utf-8") as file:
            return code, sum(float(row["expected_orders"]) for row in csv.DictReader(file))

    return expected


@pytest.fixture
def fair(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("name,from,until,worth\nFair,1998-04-06,1998-04-12,4\n", encoding="utf-8")
    return path


def test_week_said_to_be_worth_four_brings_more_orders(forecast, fair):
    plain, with_fair = forecast()[1], forecast("--events", fair)[1]
    assert with_fair == pytest.approx(plain * (21 + 4 * 7) / 28, rel=0.1)


def test_growth_is_carried_on(forecast):
    plain, grown = forecast()[1], forecast("--growth", "5%")[1]
    assert plain < grown


def test_unknown_country_broken_events_and_wild_growth_are_refused(forecast, fair):
    assert forecast("--holidays", "xx")[0] == 2
    fair.write_text("name,from,until\nFair,soon,later\n", encoding="utf-8")
    code, err = forecast("--events", fair, "--lang", "ru")
    assert code == 2
    assert "строка 2, столбец from: «soon»" in err
    code, err = forecast("--growth", "2", "--model", "tenure")
    assert code == 2
    assert "knows no calendar" in err
    code, err = forecast("--growth", "300")
    assert code == 2
    assert "from -20 to 20" in err


def test_summary_and_page_tell_the_calendar(few_cdnow, fair, tmp_path, run):
    out = tmp_path / "report"
    fair.write_text("name,from,until,worth\nFair,1997-04-06,1997-04-12,\n", encoding="utf-8")
    code, *_ = run("report", few_cdnow, "--out", out, "--holidays", "us", "--events", fair, "--quiet")
    assert code == 0
    calendar = json.loads((out / "summary.json").read_text("utf-8"))["calendar"]
    assert len(calendar["weekday"]) == 7
    assert sum(day["value"] for day in calendar["weekday"]) == pytest.approx(7, rel=1e-3)
    assert (calendar["season_seen"], calendar["season"], calendar["growth"]) == (False, None, 1.0)
    assert {"value", "low", "high"} == set(calendar["trend"])
    assert {"Christmas Day", "New Year's Day"} <= {each["name"] for each in calendar["holidays"]}
    (event,) = calendar["events"]
    assert (event["name"], event["seen"], event["stated"]) == ("Fair", 7, False)
    page = (out / "report.html").read_text("utf-8")
    assert "the log holds <b>18 months</b>" in page
    assert "7 days of the log" in page
