"""The disk is full for a while in the middle of imports, refreshes and hand-offs, and then has room again.

Each round copies a prepared data folder onto a small file system in memory (so this needs root), runs
`perennial serve` on it, has the work done as people have it done, fills the disk to the last byte at a random
moment, frees it some seconds later, and compares what the database holds in the end with a run that nobody
disturbed. Whoever was told that it did not work presses the button again. Prints what people were shown::

    python bench/full_disk.py --rounds 3 --work import
"""

import argparse
import json
import os
import random
import re
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from endure_folders import Bases, Size
from endure_house import House
from endure_round import Whole, Work, undisturbed
from endure_state import differences, state_of
from endure_visit import Visitor
from endure_wizard import persist
from endure_works import WORKS
from measure import machine

__all__ = ["FullDisk"]

_SIZE = "3g"
_FAILED = re.compile(r"^(?:[\w.]+\.)?(\w+(?:Error|Exception)): (.{0,100})", re.MULTILINE)
_SAID = """SELECT 'import', failure FROM records_import WHERE failure <> '{}' UNION ALL
SELECT 'refresh', failure FROM records_refreshrun WHERE failure NOT IN ('{}', '') UNION ALL
SELECT job, failure FROM records_jobrun WHERE failure NOT IN ('{}', '')"""


@dataclass(kw_only=True)
class FullDisk(threading.Thread):
    """Fills a disk after some seconds, for some seconds.

    `phase` says where the work was then, `said` what people were told while or after it was full.
    """

    house: House
    work: Work
    after: float
    hold: float

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.phase = ""
        self.said: set[str] = set()

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        """Wait, fill, hold, free; note what is said until the work is done."""
        time.sleep(self.after)
        self.phase = self.work.phase(self.house)
        filler = self.house.data_dir.parent / "filler"
        until = time.monotonic() + self.hold
        while time.monotonic() < until:  # what is freed meanwhile is filled again
            _fill(filler)
            self.look()
            time.sleep(0.5)
        filler.unlink()
        self.look()

    def look(self) -> None:
        """Note the sentences that stand in the database now."""
        with suppress(Exception):
            for where, failure in self.house.rows(_SAID):
                text = json.loads(failure)["text"] if failure.startswith("{") else failure
                self.said.add(f"{where}: {text}")


def main() -> None:
    """Rehearse and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", action="append", choices=list(WORKS))
    parser.add_argument("--customers", type=int, default=800)
    parser.add_argument("--hold", type=float, default=12, help="seconds that the disk is full")
    options = parser.parse_args()
    print(f"{machine()}; load average {os.getloadavg()[0]:.1f}; seed {options.seed}", flush=True)
    with _small_disk() as folder:
        size = Size(customers=options.customers, touches=2000, leads=800, more_orders=600, handoffs=60)
        bases = Bases(folder / "bases", size, seed=options.seed)
        for name in options.work or WORKS:
            rng = random.Random(f"{name} {options.seed}")
            whole: dict[Work, Whole] = {}
            for at in range(options.rounds):
                work = WORKS[name][at % len(WORKS[name])]
                if work not in whole:
                    whole[work] = undisturbed(work, bases.fresh(work.base))
                share = (at + rng.random()) / options.rounds
                print(_round(whole[work], bases.fresh(work.base), share, options.hold), flush=True)


def _round(whole: Whole, house: House, share: float, hold: float) -> str:
    full = FullDisk(house=house, work=whole.work, after=share * whole.seconds, hold=hold)
    pressing = threading.Event()
    told: list[str] = []
    house.start()
    begun = time.perf_counter()
    try:
        full.start()
        threading.Thread(target=_press_again, args=(house, pressing), daemon=True).start()
        try:
            whole.work.do(house)
        except (RuntimeError, TimeoutError, OSError) as error:
            told = [f"not done: {error}"]
        full.join()
    finally:
        pressing.set()
        full.look()
        house.kill("all")
    seconds = time.perf_counter() - begun
    told = told or differences(whole.state, state_of(house), without=whole.work.without)
    logged = Counter(_FAILED.findall(house.log.read_text(encoding="utf-8", errors="replace")))
    took = f"done after {seconds:.0f} s ({whole.seconds:.0f} s undisturbed)"
    lines = [f"{whole.work.name}, full while {full.phase}: {took}"]
    lines += [f"  said {each}" for each in sorted(full.said)]
    lines += [f"  logged {times} times {kind}: {what}" for (kind, what), times in logged.most_common(6)]
    return "\n".join([*lines, *(f"  DIFFERS {each}" for each in told)])


def _press_again(house: House, done: threading.Event) -> None:
    """Ask for another refresh where one has failed, as people do who read that it has."""
    sessions = json.loads((house.data_dir / "sessions.json").read_text(encoding="utf-8"))
    owner = Visitor(house.port, sessions["owner@example.org"])
    last = 0
    while not done.wait(3):
        with suppress(Exception):
            failed = house.one("SELECT max(id) FROM records_refreshrun WHERE state = 'failed'") or 0
            newer = house.one("SELECT count(*) FROM records_refreshrun WHERE id > ?", failed)
            if failed > last and not newer:
                persist(partial(owner.post, "/overview/refresh/ask/", []))
                last = failed


def _fill(path: Path) -> None:
    """Write until nothing more fits."""
    with path.open("ab", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            with suppress(OSError):
                while True:
                    file.write(b"\0" * size)


@contextmanager
def _small_disk() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="perennial-disk-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(folder)], check=True)  # noqa: S607
    (folder / "tmp").mkdir()
    os.environ["TMPDIR"] = str(folder / "tmp")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S607
        folder.rmdir()


if __name__ == "__main__":
    main()
