"""PostgreSQL goes away in the middle of imports, refreshes, hand-offs, sending and the closing of a month.

Each round copies a prepared data folder and its database, runs `perennial serve` on it, has the work done as
people have it done, and at a random moment ends all connections, or stops the server for some seconds and
starts it again. Whoever was told that it did not work tries again. What the database holds in the end is
compared with a run that nobody disturbed::

    python bench/lost_database.py --rounds 2 --work import
"""

import argparse
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from endure_folders import Size
from endure_house import House
from endure_postgresql import PostgresqlBases
from endure_round import Whole, undisturbed
from endure_state import differences, state_of
from endure_works import WORKS
from measure import machine
from postgresql_server import postgresql_server

__all__ = ["Round", "rehearse"]

_AWAY = 4.0  # seconds
_SAID = """SELECT 'import', CAST(failure AS TEXT) FROM records_import WHERE CAST(failure AS TEXT) <> '{}'
UNION ALL SELECT 'refresh', CAST(failure AS TEXT) FROM records_refreshrun
WHERE CAST(failure AS TEXT) NOT IN ('{}', '')"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What came of one round.

    Attributes
    ----------
    again
        Seconds from the fault to the end of the work.
    said
        Sentences that stood on pages in the end.
    """

    phase: str
    again: float
    said: tuple[str, ...]
    differences: list[str]


def main() -> None:
    """Rehearse and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--rounds", type=int, default=4, help="of each work; every second one stops the server"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", action="append", choices=list(WORKS))
    parser.add_argument("--customers", type=int, default=800)
    options = parser.parse_args()
    print(f"{machine()}; load average {os.getloadavg()[0]:.1f}; seed {options.seed}", flush=True)
    print("| work | fault | in which phases | done after it within, s | differences |\n|---|---|---|---|---|")
    size = Size(customers=options.customers, touches=2000, leads=800, more_orders=600, handoffs=60)
    with postgresql_server() as server, tempfile.TemporaryDirectory(prefix="perennial-lost-") as folder:
        bases = PostgresqlBases(Path(folder), size, server, seed=options.seed)
        for name in options.work or WORKS:
            for fault in ("connections ended", "server started again"):
                rounds = rehearse(name, bases, fault, options.rounds // 2, options.seed)
                print(_row(name, fault, rounds), flush=True)


def rehearse(name: str, bases: PostgresqlBases, fault: str, count: int, seed: int) -> list[Round]:
    """Do one kind of work `count` times, with the fault at moments spread over the whole of it."""
    rng, rounds, whole = random.Random(f"{name} {fault} {seed}"), [], {}
    for at in range(count):
        work = WORKS[name][at % len(WORKS[name])]
        if work not in whole:
            whole[work] = undisturbed(work, bases.fresh(work.base))
        share = (at + rng.random()) / count
        rounds.append(_round(whole[work], bases, fault, share))
    return rounds


def _round(whole: Whole, bases: PostgresqlBases, fault: str, share: float) -> Round:
    house, failed = bases.fresh(whole.work.base), list[str]()
    house.start()
    breaker = _Breaker(whole, house, bases, fault, after=share * whole.seconds)
    try:
        breaker.start()
        try:
            whole.work.do(house)
        except (RuntimeError, TimeoutError, OSError) as error:
            failed = [f"not done: {error}"]
        breaker.join()
        again = time.perf_counter() - breaker.at
        said = tuple(sorted({f"{where}: {text}" for where, text in house.rows(_SAID)}))
    finally:
        house.kill("all")
    told = failed or differences(whole.state, state_of(house), without=whole.work.without)
    return Round(phase=breaker.phase, again=again, said=said, differences=told)


class _Breaker(threading.Thread):
    """Takes the database away once, at its moment."""

    def __init__(
        self, whole: Whole, house: House, bases: PostgresqlBases, fault: str, *, after: float
    ) -> None:
        super().__init__(daemon=True)
        self._whole, self._house, self._bases, self._fault = whole, house, bases, fault
        self._after, self.phase, self.at = after, "", 0.0

    def run(self) -> None:
        time.sleep(self._after)
        self.phase = self._whole.work.phase(self._house)
        self.at = time.perf_counter()
        if self._fault == "connections ended":
            self._bases.cut_off()
        else:
            self._bases.stop_for(_AWAY)


def _row(name: str, fault: str, rounds: list[Round]) -> str:
    phases = Counter(each.phase for each in rounds)
    cells = [
        f"{name}, {len(rounds)} times",
        fault,
        ", ".join(f"{phase} {times}" for phase, times in phases.most_common()),
        f"{max(each.again for each in rounds):.0f}",
        str(sum(bool(each.differences) for each in rounds)),
    ]
    more = [f"  said {line}" for each in rounds for line in each.said]
    more += [f"  DIFFERS {each.phase}: {line}" for each in rounds for line in each.differences]
    return "\n".join([f"| {' | '.join(cells)} |", *more])


if __name__ == "__main__":
    main()
