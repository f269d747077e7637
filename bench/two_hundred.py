"""Two hundred sellers at once at the served application, each doing something every 10 to 20 seconds.

Real processes as `perennial serve` runs them, real pages over HTTP: sellers look at pages, open customers and
log touches, some twice. They come in over the first minute, which is not counted::

    python bench/two_hundred.py                              # the demo company, its customers shared out
    python bench/two_hundred.py --base out/bench-pages       # a copy of a large base (see pages.py)
"""

import argparse
import json
import math
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from endure_house import House
from endure_seller import Act, Seller
from endure_visit import Visitor
from measure import machine

__all__ = ["quantile"]

_BASE = Path(__file__).parent / "endure_base.py"
_COMING = 60.0
_KEPT = "SELECT count(*) FROM records_touch WHERE text LIKE 'rehearsal %'"


def main() -> None:
    """Rehearse and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, help="data folder to copy; the demo company where not given")
    parser.add_argument("--sellers", type=int, default=200)
    parser.add_argument(
        "--pause", type=float, default=15.0, help="seconds between two acts, half to one and a half times"
    )
    parser.add_argument("--minutes", type=float, default=4.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="perennial-crowd-") as folder:
        house = House(Path(folder) / "data")
        _prepare(house, options.base, options.sellers)
        print(f"{machine()}; load average before it began {os.getloadavg()[0]:.1f}", flush=True)
        sellers = _sellers(house, options.sellers, options.pause)
        begun = _work(house, sellers, 60 * options.minutes)
        crowd = f"{options.sellers} sellers, pause {options.pause} s"
        print(f"load average at the end {os.getloadavg()[0]:.1f}; {crowd}")
        print(*_table([act for seller in sellers for act in seller.acts if act.begun > begun]), sep="\n")
        print(*_told(house, sellers), sep="\n")


def quantile(times: list[float], share: float) -> float:
    """Give the value that so large a share of rising times does not exceed."""
    return times[max(0, math.ceil(share * len(times)) - 1)]


def _prepare(house: House, base: Path | None, sellers: int) -> None:
    if base is None:
        house.run(_BASE, "demo")
    else:
        shutil.copytree(base, house.data_dir)
    house.run(_BASE, "quiet", "crowd", str(sellers), "lines")


def _sellers(house: House, count: int, pause: float) -> list[Seller]:
    sessions = json.loads(house.run(_BASE, "sessions"))
    names = [f"crowd{n}@example.org" for n in range(count)]
    return [
        Seller(Visitor(house.port, sessions[name]), name=name, seed=at, pause=pause)
        for at, name in enumerate(names)
    ]


def _work(house: House, sellers: list[Seller], seconds: float) -> float:
    """Have all work for a while; give the moment when all were there."""
    done = Event()
    house.start()
    try:
        with ThreadPoolExecutor(len(sellers)) as pool:
            begun = time.perf_counter() + _COMING
            working = [
                pool.submit(_come, seller, at * _COMING / len(sellers), done)
                for at, seller in enumerate(sellers)
            ]
            time.sleep(_COMING + seconds)
            done.set()
            for each in working:
                each.result()
    finally:
        house.stop()
    return begun


def _come(seller: Seller, after: float, done: Event) -> None:
    if not done.wait(after):
        seller.work(done)


def _table(acts: list[Act]) -> Iterator[str]:
    yield "| page | requests | p50, ms | p95, ms | p99, ms | slowest, ms |"
    yield "|---|---|---|---|---|---|"
    by: dict[str, list[float]] = {}
    for act in acts:
        by.setdefault(act.what, []).append(1000 * act.seconds)
    by["all"] = [1000 * act.seconds for act in acts]
    for what, found in sorted(by.items(), key=lambda item: -len(item[1])):
        times = sorted(found)
        cells = [statistics.median(times), quantile(times, 0.95), quantile(times, 0.99), times[-1]]
        yield f"| {what} | {len(times)} | {' | '.join(f'{each:.0f}' for each in cells)} |"


def _told(house: House, sellers: list[Seller]) -> Iterator[str]:
    failures = [act.failure for seller in sellers for act in seller.acts if act.failure]
    logged, kept = sum(len(seller.logged) for seller in sellers), house.one(_KEPT)
    yield f"{logged} touches answered as logged, {kept} in the database; {len(failures)} failed requests"
    yield from failures[:5]


if __name__ == "__main__":
    main()
