"""One round of a rehearsal: work that is disturbed by a kill, held against the same work left alone."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from endure_house import House, Part
from endure_state import State, differences, state_of

__all__ = ["Round", "Whole", "Work", "undisturbed"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Work:
    """Something that is rehearsed.

    Attributes
    ----------
    base
        Name of the data folder it begins with.
    do
        Has it done, as people do, who try again where nobody answers; returns once all is done.
    phase
        Says where it is.
    parts
        What may be killed in a phase.
    without
        Tables that are not compared.
    """

    name: str
    base: str
    do: Callable[[House], None]
    phase: Callable[[House], str]
    parts: Callable[[str], tuple[Part, ...]]
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What came of one round.

    Attributes
    ----------
    whole
        Seconds that the work takes undisturbed.
    again
        Seconds from the kill to the end of the work.
    differences
        From the work left alone; nothing where all is well.
    """

    part: Part
    phase: str
    whole: float
    again: float
    differences: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Work that nobody disturbed: how long it took, and what it came to."""

    work: Work
    seconds: float
    state: State

    def killed(self, house: House, share: float, rng: random.Random) -> Round:
        """Do it again, and kill a part of the house after a share of the time it takes."""
        failed: list[str] = []
        house.start()
        try:
            killer = _Killer(house, self.work, after=share * self.seconds, rng=rng)
            killer.start()
            try:
                self.work.do(house)
            except (RuntimeError, TimeoutError) as error:
                failed = [f"not done: {error}"]
            killer.join()
            again = time.perf_counter() - killer.at
        finally:
            house.kill("all")
        told = failed or differences(self.state, state_of(house), without=self.work.without)
        return Round(part=killer.part, phase=killer.phase, whole=self.seconds, again=again, differences=told)


def undisturbed(work: Work, house: House) -> Whole:
    """Do work and note how long it takes and what it comes to."""
    house.start()
    try:
        begun = time.perf_counter()
        work.do(house)
        seconds = time.perf_counter() - begun
    finally:
        house.kill("all")
    return Whole(work=work, seconds=seconds, state=state_of(house))


class _Killer(threading.Thread):
    """Kills once, at its moment, and starts again what nobody else would start."""

    def __init__(self, house: House, work: Work, *, after: float, rng: random.Random) -> None:
        super().__init__(daemon=True)
        self._house, self._work, self._after, self._rng = house, work, after, rng
        self.part: Part = "all"
        self.phase, self.at = "", 0.0

    def run(self) -> None:
        time.sleep(self._after)
        self.phase = self._work.phase(self._house)
        self.part = self._rng.choice(self._work.parts(self.phase))
        self.at = time.perf_counter()
        self._house.kill(self.part)
        if self.part == "all":
            self._house.start()
