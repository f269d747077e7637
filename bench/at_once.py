"""Eight sellers log touches while a file is imported and the forecasts are refreshed.

Real processes, real pages. Prints what was answered and what stands in the database, and how long pages took
while neither went on, during the import, during the refresh, and during both::

    python bench/at_once.py                                  # the demo company
    python bench/at_once.py --base out/bench-pages           # a copy of a large base (see pages.py)
"""

import argparse
import os
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from endure_day import BusyDay
from endure_found import Found, found_after
from endure_house import House
from endure_seller import Act
from measure import machine

_BASE = Path(__file__).parent / "endure_base.py"
_SLOW = 2.0
_HEAD = (
    "| meanwhile | requests | median, s | 99 of 100 within, s | slowest, s | over 2 s | the slowest |",
    "|---|---|---|---|---|---|---|",
)


def main() -> None:
    """Rehearse and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, help="data folder to copy; the demo company where not given")
    parser.add_argument("--rows", type=int, default=20_000, help="orders in the file that is imported")
    parser.add_argument("--alone", type=float, default=30, help="seconds before import and refresh begin")
    parser.add_argument("--pause", type=float, default=3.0, help="seconds between two acts of a seller")
    parser.add_argument("--workers", type=int, default=2, help="with two, import and refresh go on at once")
    options = parser.parse_args()
    print(f"{machine()}; load average before it began {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="perennial-at-once-") as folder:
        house = House(Path(folder) / "data", workers=options.workers)
        _prepare(house, options.base)
        day = BusyDay(house, pause=options.pause)
        seconds = day.run(rows=options.rows, alone=options.alone)
        print(*_counts(house), f"Import and refreshes took {seconds:.0f} s.", "", sep="\n")
        print(*_times(day), "", *_told(found_after(day)), sep="\n")


def _prepare(house: House, base: Path | None) -> None:
    """Fill the data folder; nobody's list for today is empty then."""
    if base is None:
        house.run(_BASE, "demo")
    else:
        shutil.copytree(base, house.data_dir)
    house.run(_BASE, "quiet", "lines")


def _counts(house: House) -> Iterator[str]:
    customers, orders, touches = (
        house.one(f"SELECT count(*) FROM records_{name}")  # noqa: S608 - names are ours
        for name in ("customer", "order", "touch")
    )
    created, updated = house.rows("SELECT created, updated FROM records_import ORDER BY id DESC LIMIT 1")[0]
    yield f"SQLite; in the end {customers:,} customers, {orders:,} orders, {touches:,} touches."
    yield f"The import made {created:,} orders and changed {updated:,}."


def _times(day: BusyDay) -> Iterator[str]:
    by: dict[str, list[Act]] = {}
    for act, behind in day.acts():
        by.setdefault(behind, []).append(act)
    yield from _HEAD
    for behind, acts in by.items():
        times = sorted(act.seconds for act in acts)
        cells = [behind, str(len(acts)), f"{statistics.median(times):.2f}"]
        cells += [f"{times[int(0.99 * (len(times) - 1))]:.2f}", f"{times[-1]:.2f}"]
        cells += [str(sum(each > _SLOW for each in times)), max(acts, key=lambda act: act.seconds).what]
        yield f"| {' | '.join(cells)} |"


def _told(found: Found) -> Iterator[str]:
    yield f"{found.answered} touches were answered as logged, {found.again} of them sent twice."
    told = f"lost {found.lost}, doubled {found.doubled}, there without an answer {found.unasked}"
    yield f"In the database: {found.kept}; {told}."
    yield f"{len(found.failures)} failed requests, {found.locked} times a locked database."
    yield from (*found.failures[:5], *found.faults[:5])


if __name__ == "__main__":
    main()
