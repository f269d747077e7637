import pytest

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.engine.covariates.results import change_of


@pytest.mark.parametrize(
    ("value", "low", "high", "change"),
    [
        (1.3, 1.1, 1.5, "more"),
        (0.7, 0.6, 0.9, "less"),
        (1.3, 0.9, 1.8, "unknown"),  # may be chance
        (1.05, 1.01, 1.2, "alike"),  # beyond chance, and small
        (1.0, 0.95, 1.06, "alike"),
        (1.0, 0.8, 1.2, "unknown"),
    ],
)
def test_a_ratio_is_said_with_its_limits(value, low, high, change):
    assert change_of(Estimate(value=value, low=low, high=high)) == change


def test_nothing_known_is_unknown():
    assert change_of(UNKNOWN) == "unknown"
