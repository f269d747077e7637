"""What drift is read with: the working week, the spans compared, and what change is worth a word."""

from dataclasses import dataclass

__all__ = ["DriftSettings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftSettings:
    """Settings of the drift measures.

    Attributes
    ----------
    first_weekday
        First day of a week, Monday = 0.
    worked
        Weekdays worked, Monday = 0.
    holidays
        Day numbers on which nobody works.
    recent
        Weeks that are compared with the past.
    gap
        Weeks between the two that are left out where there are enough, so that a slide which has begun is
        not taken for the seller's usual way.
    past, past_least
        Weeks of the past at most, and at least before there can be an alarm.
    worked_least
        Share of a week's working days from which the week counts.
    seen_least
        Touches a working day below which a week with orders is taken for one whose calls are not seen.
    minutes_unknown
        Minutes a touch is taken to last where that is not known.
    smallest_share, smallest_rate
        Smallest change worth a word: of a share, in points; of a number a day, as a share of it.
    serious_share, serious_rate
        Change that must be ruled out before all is said to be well.
    false_alarms
        False alarms a seller and year that are allowed at most, for one whose true change is exactly the
        smallest worth a word (by the union bound over measures and weekly looks; steady sellers have far
        fewer).
    """

    first_weekday: int = 0
    worked: frozenset[int] = frozenset(range(5))
    holidays: frozenset[int] = frozenset()
    recent: int = 4
    gap: int = 4
    past: int = 26
    past_least: int = 8
    worked_least: float = 0.5
    seen_least: float = 1.0
    minutes_unknown: float = 10.0
    smallest_share: float = 0.05
    smallest_rate: float = 0.15
    serious_share: float = 0.25
    serious_rate: float = 0.6
    false_alarms: float = 1.0
