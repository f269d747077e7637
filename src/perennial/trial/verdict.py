"""What a trial shows, in one word, by its primary outcome: orders per customer."""

from typing import Literal

from perennial.trial.sample_ratio import RATIO_IS_OFF

__all__ = ["Verdict", "verdict_of"]

Verdict = Literal["not_by_lot", "works", "does_not_work", "cannot_tell"]


def verdict_of(
    *, low: float, high: float, smallest_effect: float, sample_ratio_p: float, swapped: int
) -> Verdict:
    """Give the first that holds.

    Parameters
    ----------
    low, high
        Interval of the difference in orders per customer, treatment less control, that holds at every look.
    smallest_effect
        Orders per customer; what would be worth having, said before the trial began.
    sample_ratio_p
        As `perennial.trial.sample_ratio.sample_ratio_p` gives it.
    swapped
        Customers whose arm is not the one that their lot gives.

    Returns
    -------
    ``not_by_lot`` where the arms are not those of the lot; ``works``; ``does_not_work`` where not even the
    smallest effect is left in the interval; else ``cannot_tell``.
    """
    if swapped or sample_ratio_p < RATIO_IS_OFF:
        return "not_by_lot"
    if low > 0:
        return "works"
    if high < smallest_effect or (smallest_effect == 0 and high <= 0):
        return "does_not_work"
    return "cannot_tell"
