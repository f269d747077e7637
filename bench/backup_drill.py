"""Backups while works run, each restored into an empty folder, where the work is then brought to its end.

Each round copies a prepared data folder, runs `perennial serve` on it and has a work done; meanwhile a backup
is made with `perennial backup`. It is restored with `perennial restore` where there is nothing yet: the rows
of every table must be as many as the backup says, sending must be off, and nothing may wait to leave. Then
the copy is served, the work is done there as people do it, and the end is compared with a run that nobody
disturbed::

    python bench/backup_drill.py --rounds 3 --work import
"""
# ruff: noqa: S608 - names are ours

import argparse
import json
import os
import random
import tarfile
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from endure_folders import Bases, Size
from endure_house import House
from endure_round import Whole, undisturbed
from endure_state import differences, state_of
from endure_works import WORKS
from measure import machine

__all__ = ["Drill", "rehearse"]

_BASE = Path(__file__).parent / "endure_base.py"
_LISTENED = 15.0  # seconds, in which a worker looks more than once at what waits to leave
_WAITS = "SELECT count(*) FROM records_outboxmessage WHERE state NOT IN ('sent', 'cancelled')"
#: What a copy differs in by design: that it was restored is noted, what waited to leave is cancelled, and a
#: refresh that the worker went on with is asked for once more.
_BY_DESIGN = frozenset({"acts", "messages", "arrived", "refreshes"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """What came of one round.

    Attributes
    ----------
    seconds
        Of the backup, and of the restoring.
    rows
        In all tables of the copy.
    wrong
        What was not as it should be; nothing where all is well.
    """

    phase: str
    seconds: tuple[float, float]
    rows: int
    wrong: list[str]


def main() -> None:
    """Rehearse and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="of each work")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", action="append", choices=list(WORKS))
    parser.add_argument("--customers", type=int, default=800)
    options = parser.parse_args()
    print(f"{machine()}; load average {os.getloadavg()[0]:.1f}; seed {options.seed}", flush=True)
    print("| work | backup while | backup / restoring, s (longest) | rows (most) | wrong |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="perennial-drill-") as folder:
        size = Size(customers=options.customers, touches=2000, leads=800, more_orders=600, handoffs=60)
        bases = Bases(Path(folder), size, seed=options.seed)
        for name in options.work or WORKS:
            print(_row(name, rehearse(name, bases, options.rounds, options.seed)), flush=True)


def rehearse(name: str, bases: Bases, count: int, seed: int) -> list[Drill]:
    """Do one kind of work `count` times, with a backup at moments spread over the whole of it."""
    rng, work = random.Random(f"{name} {seed}"), WORKS[name][0]
    whole = undisturbed(work, bases.fresh(work.base))
    return [_drill(whole, bases, (at + rng.random()) / count) for at in range(count)]


def _drill(whole: Whole, bases: Bases, share: float) -> Drill:
    house = bases.fresh(whole.work.base)
    file = house.data_dir.parent / "backup.tar.gz"
    begun, phase = time.perf_counter(), ""
    house.start()
    try:
        working = threading.Thread(target=whole.work.do, args=(house,), daemon=True)
        working.start()
        time.sleep(share * whole.seconds)
        phase, begun = whole.work.phase(house), time.perf_counter()
        house.run("-m", "perennial", "backup", file)
        backed_up = time.perf_counter() - begun
        working.join()
    finally:
        house.kill("all")
    arrived = Counter(house.mail.taken) if house.mail else Counter[str]()
    copy = bases.house(house.data_dir.with_name("copy"))
    begun = time.perf_counter()
    copy.run("-m", "perennial", "restore", file)
    restored = time.perf_counter() - begun
    counts = _counts(file)
    wrong = [*_uneven(copy, counts), *_loud(copy), *_brought_to_its_end(whole, copy)]
    if copy.mail is not None and copy.mail.taken != arrived:
        wrong.append("the copy has sent")
    return Drill(phase=phase, seconds=(backed_up, restored), rows=sum(counts.values()), wrong=wrong)


def _counts(file: Path) -> dict[str, int]:
    with tarfile.open(file) as archive:
        manifest = archive.extractfile("manifest.json")
        assert manifest is not None
        counts: dict[str, int] = json.load(manifest)["counts"]
    return counts


def _uneven(copy: House, counts: dict[str, int]) -> list[str]:
    """Name tables of which the copy does not hold what the backup counted; restoring notes itself."""
    emptied = {"django_session": 0, "records_heartbeat": 0}
    noted = {"records_auditentry": counts["records_auditentry"] + 1}
    found = {name: copy.one(f'SELECT count(*) FROM "{name}"') for name in counts}
    expected = {**counts, **emptied, **noted}
    return [
        f"{name}: {found[name]}, not {expected[name]}" for name in counts if found[name] != expected[name]
    ]


def _loud(copy: House) -> list[str]:
    told = ["sending is on"] if copy.one("SELECT sending FROM records_business") else []
    return [*told, *(["something waits to leave"] if copy.one(_WAITS) else [])]


def _brought_to_its_end(whole: Whole, copy: House) -> list[str]:
    """Serve the copy, have the work done as people do, and say what differs from the work left alone."""
    sessions = copy.run(_BASE, "quiet", "sessions")
    (copy.data_dir / "sessions.json").write_text(sessions, encoding="utf-8")
    copy.start()
    try:
        if whole.work.name == "sending":  # nobody switches it on again
            time.sleep(_LISTENED)
            return []
        whole.work.do(copy)
    except (RuntimeError, TimeoutError, OSError) as error:
        return [f"not done: {error}"]
    finally:
        copy.kill("all")
    return differences(whole.state, state_of(copy), without=whole.work.without | _BY_DESIGN)


def _row(name: str, drills: list[Drill]) -> str:
    backup, restoring = (max(each.seconds[at] for each in drills) for at in range(2))
    phases = Counter(each.phase for each in drills)
    cells = [
        f"{name}, {len(drills)} times",
        ", ".join(f"{phase} {times}" for phase, times in phases.most_common()),
        f"{backup:.1f} / {restoring:.1f}",
        f"{max(each.rows for each in drills):,}",
        str(sum(bool(each.wrong) for each in drills)),
    ]
    wrong = [f"  {each.phase}: {line}" for each in drills for line in each.wrong]
    return "\n".join([f"| {' | '.join(cells)} |", *wrong])


if __name__ == "__main__":
    main()
