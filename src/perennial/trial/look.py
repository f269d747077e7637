"""One look at a trial: all that was seen by a day, and what it shows."""

from dataclasses import dataclass

from perennial.trial.by_group import GroupReading
from perennial.trial.reading import TrialReading
from perennial.trial.verdict import Verdict

__all__ = ["Given", "Look"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the customers of either arm were given since assignment: how often, and its cost in all."""

    times_control: int
    times_treatment: int
    cost_control: float
    cost_treatment: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a trial says.

    Attributes
    ----------
    horizon, followed
        Days planned, and days that everybody was followed for so far, on average.
    reading
        All outcomes.
    sample_ratio_p
        Chance of a share held out as odd as this one; None where the share is not known.
    swapped
        Customers whose arm is not that of their lot.
    smallest_effect
        Orders per customer that would be worth having.
    verdict, needed_customers
        By orders per customer; how many customers would settle it, None where that cannot be told.
    left_out
        Customers of the trial who had not bought before.
    groups
        Parts of the customers by themselves; empty where they were not asked for.
    given
        What was given; None where that is not known.
    """

    horizon: int
    followed: float
    reading: TrialReading
    sample_ratio_p: float | None
    swapped: int
    smallest_effect: float
    verdict: Verdict
    needed_customers: int | None
    left_out: int = 0
    groups: tuple[GroupReading, ...] = ()
    given: Given | None = None

    @property
    def customers(self) -> int:
        """Customers in both arms."""
        return self.reading.control.customers + self.reading.treatment.customers
