"""The clock of the server is set in the middle of each of the five works, and set right again after it.

An hour or a day ahead or back, on a plain day and on both nights on which summer time changes. Then the work
is done again, and what is there must be what one undisturbed run leaves: nothing lost, nothing doubled.
"""

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from faulty_base import undone
from five_works import WORKS, Place
from people import make_house

pytestmark = pytest.mark.django_db

PLACE = "Europe/Berlin"
BEGINS = {
    "on a plain day": datetime(2026, 11, 25, 12, 0, tzinfo=UTC),
    "before summer time begins": datetime(2026, 3, 29, 0, 59, 50, tzinfo=UTC),
    "before summer time ends": datetime(2026, 10, 25, 0, 59, 50, tzinfo=UTC),
}
JUMPS = {
    f"{name} {way}": sign * step
    for name, step in (("an hour", timedelta(hours=1)), ("a day", timedelta(days=1)))
    for way, sign in (("ahead", 1), ("back", -1))
}
_STEP = timedelta(seconds=1)  # that passes between two looks at the clock
_MOMENTS = 2


class Clock:
    """Goes on by a second at each look, and jumps after so many."""

    def __init__(self, begin):
        self.set(begin)

    def set(self, begin, jump=timedelta(), after=0):
        self.begin, self.jump, self.after, self.looks = begin, jump, after, 0

    def now(self):
        self.looks += 1
        return self.begin + self.looks * _STEP + (self.jump if self.looks > self.after else timedelta())


@pytest.fixture(params=BEGINS)
def clock(request, monkeypatch):
    clock = Clock(BEGINS[request.param])
    monkeypatch.setattr(timezone, "now", clock.now)
    with timezone.override(PLACE):
        yield clock


class Rounds:
    """One work, prepared once, and done again and again from there."""

    def __init__(self, work, clock, folder):
        self.work, self.clock, self.folder = work, clock, folder
        self.begin = clock.begin + timedelta(minutes=5)
        shutil.copytree(folder, folder.with_name("ready"))
        self.looks, self.expected = self.done(timedelta(), 0)

    def moments(self):
        return sorted({self.looks * at // _MOMENTS for at in range(_MOMENTS)})

    def done(self, jump, after):
        """Do it with a clock that jumps, and again once it is right; give its looks, and what there is."""
        shutil.rmtree(self.folder)
        shutil.copytree(self.folder.with_name("ready"), self.folder)
        with undone():
            self.clock.set(self.begin, jump, after)
            self.work.do()
            looks = self.clock.looks
            self.clock.set(self.begin + timedelta(minutes=5))
            self.work.do()
            assert self.work.surplus() == 0
            return looks, (self.work.lasting or self.work.state)()


@pytest.mark.parametrize("name", WORKS)
def test_nothing_is_lost_or_doubled(name, clock, settings, tmp_path, monkeypatch):
    folder = tmp_path / "data"
    folder.mkdir()
    place = Place(
        house=make_house(time_zone=PLACE), settings=settings, folder=folder, monkeypatch=monkeypatch
    )
    rounds = Rounds(WORKS[name](place), clock, folder)
    for jump, length in JUMPS.items():
        for after in rounds.moments():
            _, found = rounds.done(length, after)
            assert found == rounds.expected, f"{jump} after {after} of {rounds.looks} looks"
