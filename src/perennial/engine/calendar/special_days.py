"""What public holidays and the events of a business are worth, beside their weekday and season."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from perennial.core.estimate import Estimate
from perennial.engine.calendar.exposure import DayCounts
from perennial.engine.calendar.rates import factors_of
from perennial.engine.calendar.results import EventWorth, SpecialDays
from perennial.engine.histories import Floats, Ints

__all__ = ["event_worth", "holiday_worth", "worth_of_special_days"]

_TYPICAL = 0.5  # how far the worth of special days is off
_AROUND = 28  # days on each side that say what an ordinary day was worth then
_LEAST = 2.0


def holiday_worth(counts: DayCounts, day: Ints, special: SpecialDays) -> tuple[EventWorth, ...]:
    """Learn what each public holiday in the log is worth; little known ones lean on the average holiday.

    Parameters
    ----------
    counts
        Of n days in a row, the expected ones by weekday and season.
    day
        Shape (n,): their day numbers.
    special
        With the holidays by day number.
    """
    begin = int(day[0])
    inside = {
        number - begin: name for number, name in special.holidays.items() if 0 <= number - begin < len(day)
    }
    names = sorted(set(inside.values()))
    places = [[at for at, name in inside.items() if name == each] for each in names]
    came, ordinary = _counted(counts, places)
    average = (came.sum() + _LEAST) / (ordinary.sum() + _LEAST)
    return _worth(names, places, came, ordinary, average=float(average))


def event_worth(counts: DayCounts, day: Ints, special: SpecialDays) -> tuple[EventWorth, ...]:
    """Learn what a day of each of the business's events is worth, or take over what the business says."""
    names = sorted({event.name for event in special.events})
    places = [_places(day, special, name) for name in names]
    found = _worth(names, places, *_counted(counts, places), average=1.0)
    stated = {event.name: event.worth for event in special.events if event.worth is not None}
    return tuple(_as_stated(each, stated.get(each.name)) for each in found)


def worth_of_special_days(
    day: Ints, special: SpecialDays, holidays: Sequence[EventWorth], events: Sequence[EventWorth]
) -> Floats:
    """Give what each of n days in a row is worth beside weekday and season; an event overrides a holiday."""
    worth = np.ones(len(day))
    begin = int(day[0])
    known = {each.name: each.worth.value for each in (*holidays, *events)}
    for number, name in special.holidays.items():
        if 0 <= number - begin < len(day):
            worth[number - begin] = known.get(name) or 1.0
    for event in special.events:
        value = known.get(event.name)
        since, until = max(event.first - begin, 0), max(event.last - begin + 1, 0)
        worth[since:until] = 1.0 if value is None else value
    return worth


def _places(day: Ints, special: SpecialDays, name: str) -> list[int]:
    begin, end = int(day[0]), int(day[-1])
    same = [event for event in special.events if event.name == name]
    spans = [range(max(event.first, begin), min(event.last, end) + 1) for event in same]
    return sorted({number - begin for span in spans for number in span})


def _as_stated(found: EventWorth, worth: float | None) -> EventWorth:
    if worth is None:
        return found
    return EventWorth(name=found.name, worth=Estimate(value=worth), seen=found.seen, stated=True)


def _counted(counts: DayCounts, places: Sequence[Sequence[int]]) -> tuple[Floats, Floats]:
    """Count what came on special days, and what would have by the weeks around them; both (names,)."""
    special = np.zeros(len(counts.came), np.bool_)
    special[[at for each in places for at in each]] = True
    ordinary = counts.expected * _local_level(counts, special)
    sums = [(counts.came[list(each)].sum(), ordinary[list(each)].sum()) for each in places]
    table = np.array(sums, dtype=np.float64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _worth(
    names: Sequence[str], places: Sequence[Sequence[int]], came: Floats, ordinary: Floats, *, average: float
) -> tuple[EventWorth, ...]:
    factors = factors_of(came, ordinary, mean=average, spread=_TYPICAL * average)
    return tuple(
        EventWorth(name=name, worth=worth, seen=len(each))
        for name, worth, each in zip(names, factors, places, strict=True)
    )


def _local_level(counts: DayCounts, special: NDArray[np.bool_]) -> Floats:
    # Came over expected in the weeks around, special days left out.
    window = np.ones(2 * _AROUND + 1)
    came = np.convolve(np.where(special, 0.0, counts.came), window)[_AROUND:-_AROUND]
    expected = np.convolve(np.where(special, 0.0, counts.expected), window)[_AROUND:-_AROUND]
    return np.asarray((came + _LEAST) / (expected + _LEAST))
