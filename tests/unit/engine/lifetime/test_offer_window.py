import numpy as np
import pytest

from perennial.core.days import NO_DAY
from perennial.engine.lifetime.offer_window import offer_window


def window(churn, last, median, as_of=0, lead=14):
    one = np.array([churn], dtype=np.int32), np.array([last], dtype=np.int32), np.array([median], dtype=float)
    begin, until = offer_window(*one, one[2], as_of, lead=lead)
    return int(begin[0]), int(until[0])


@pytest.mark.parametrize(
    ("churn", "last", "median", "expected"),
    [
        pytest.param(100, 0, 40.0, (86, 93), id="two_weeks_to_one_week_before_leaving"),
        pytest.param(100, 60, 10.0, (95, 97), id="a_lead_of_half_the_gap_where_that_is_shorter"),
        pytest.param(100, 90, 2.0, (99, 99), id="a_gap_of_two_days_leaves_the_day_before"),
        pytest.param(100, 0, 90.4, (91, 93), id="not_before_the_day_after_the_median"),
        pytest.param(100, 0, 90.0, (91, 93), id="a_whole_median_still_lets_its_own_day_pass"),
        pytest.param(100, 0, 96.3, (97, 97), id="the_single_day_after_a_late_median"),
        pytest.param(100, 0, 99.0, (NO_DAY, NO_DAY), id="nothing_where_the_median_is_past_the_leaving_date"),
        pytest.param(100, 0, np.nan, (86, 93), id="no_lower_limit_where_the_median_is_unknown"),
        pytest.param(NO_DAY, 0, 30.0, (NO_DAY, NO_DAY), id="nothing_without_a_leaving_date"),
    ],
)
def test_offer_window(churn, last, median, expected):
    assert window(churn, last, median) == expected


def test_offer_window_once_the_leaving_date_has_passed_is_blank():
    assert window(100, 0, 40.0, as_of=99) == (86, 93)
    assert window(100, 0, 40.0, as_of=100) == (NO_DAY, NO_DAY)


def test_offer_window_with_another_lead():
    assert window(100, 0, 60.0, lead=7) == (93, 96)
