import pytest

from perennial.plan.needed_customers import needed_customers


def test_half_returning_needs_about_three_thousand():
    # Two proportions 0.50 and 0.55, 80% power, 95%: 1,562 an arm by the textbook formula.
    assert needed_customers(0.5) == 3200


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_sure_outcomes_still_need_somebody(share):
    assert 100 <= needed_customers(share) <= 1000
