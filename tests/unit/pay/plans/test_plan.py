from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from perennial.pay.plans.plan import Percentage, plan_on
from perennial.pay.plans.shipped import shipped_plan

FIRST = shipped_plan(since=date(2026, 1, 1))
SECOND = shipped_plan(since=date(2026, 3, 16), version=2)


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 1, 1), 1),
        (date(2026, 3, 15), 1),
        (date(2026, 3, 16), 2),
        (date(2030, 1, 1), 2),
    ],
)
def test_the_plan_of_a_day_is_the_last_that_has_begun(day, version):
    found = plan_on([SECOND, FIRST], day)
    assert (found and found.version) == version


def test_of_two_versions_from_one_day_the_later_one_holds():
    again = replace(SECOND, version=3)
    assert plan_on([again, SECOND], SECOND.since) == again


def test_a_product_comes_before_a_category_and_that_before_all():
    plan = replace(
        FIRST,
        percentages=(
            Percentage(to="farmer", share=Decimal("0.01")),
            Percentage(to="farmer", share=Decimal("0.02"), categories=("books",)),
            Percentage(to="farmer", share=Decimal("0.03"), products=("atlas",)),
        ),
    )
    shares = [
        plan.percentages_of(1, *named)[0].share
        for named in (("atlas", "books"), ("novel", "books"), ("pen", ""))
    ]
    assert shares == [Decimal("0.03"), Decimal("0.02"), Decimal("0.01")]
