import pytest

from perennial.pay.split.roles import nearest_roles
from perennial.pay.split.year import last_year


@pytest.fixture
def roles(orders, monday):
    """Give the nearest roles of sellers of (first orders, later orders) spread over the year."""

    def made(*counts):
        rows, customer = [], 0
        for seller, (first, later) in enumerate(counts):
            for at in range(first + later):
                customer += 1
                day = monday - at * 360 // (first + later)
                rows.append({"seller": seller, "customer": customer, "day": day, "is_first": at < first})
        years = last_year(orders(*rows), sellers=len(counts), as_of=monday)
        return nearest_roles(years)

    return made


def test_clear_differences_are_told(roles):
    found = roles((100, 40), (20, 200), (60, 100))
    assert [each.role for each in found] == ["hunter", "farmer", "cannot_tell"]
    assert found[0].reason.text.startswith("Nearer to first sales")
    assert found[1].reason.text.startswith("Nearer to existing customers")


def test_small_counts_cannot_tell(roles):
    assert [each.role for each in roles((5, 2), (2, 5))] == ["cannot_tell", "cannot_tell"]
    assert [each.role for each in roles((8, 7), (6, 9))] == ["cannot_tell", "cannot_tell"]


def test_much_of_everything_is_no_role(roles):
    """A large share of new money but fewer first sales than the others: the two disagree."""
    found = roles((30, 5), (120, 200))
    assert found[0].role == "cannot_tell"


def test_a_seller_alone_has_nobody_to_be_compared_with(roles):
    assert roles((50, 50))[0].role == "cannot_tell"
