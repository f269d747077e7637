import pytest

from perennial.trial.verdict import verdict_of

FAIR = {"sample_ratio_p": 0.4, "swapped": 0}


@pytest.mark.parametrize(
    ("low", "high", "smallest", "word"),
    [
        (0.01, 0.3, 0.1, "works"),
        (-0.2, 0.09, 0.1, "does_not_work"),
        (-0.2, -0.1, 0.0, "does_not_work"),
        (-0.2, 0.0, 0.0, "does_not_work"),
        (-0.2, 0.2, 0.1, "cannot_tell"),
        (0.0, 0.2, 0.1, "cannot_tell"),
        (float("-inf"), float("inf"), 0.0, "cannot_tell"),
    ],
)
def test_the_first_that_holds_is_said(low, high, smallest, word):
    assert verdict_of(low=low, high=high, smallest_effect=smallest, **FAIR) == word


@pytest.mark.parametrize(
    "unfair", [{"sample_ratio_p": 0.0005, "swapped": 0}, {"sample_ratio_p": 1.0, "swapped": 1}]
)
def test_no_effect_is_claimed_without_a_lot(unfair):
    assert verdict_of(low=1, high=2, smallest_effect=0, **unfair) == "not_by_lot"
