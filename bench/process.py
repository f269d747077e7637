"""How long a million events take to map: reading apart, and the whole command as a process.

Called by `make bench`; by itself it writes the section of docs/benchmarks.md::

    python bench/process.py
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from os import getloadavg
from pathlib import Path
from statistics import median

import duckdb
import numpy as np
from measure import measured
from sections import write_section

from perennial.engine.process.folded import fold
from perennial.flows.read_events import open_event_log
from perennial.ingest.options import ReadingOptions
from perennial.simulate.process_log import make_process_log
from perennial.store.events import Chosen

__all__ = ["process_tables"]

_EVENTS = 1_000_000
_RUNS = 3
_PERENNIAL = [sys.executable, "-m", "perennial"]

#: A made-up sale many times over, each time with other case ids, as a shuffled file.
_COPIES = """
COPY (
    SELECT
        case_id || '-' || time AS case_id, activity,
        strftime(moment, '%Y-%m-%d %H:%M:%S') AS timestamp, resource
    FROM sale, range({copies}) AS times (time)
    ORDER BY hash(sale.case_id, time, moment)
    LIMIT {events}
) TO '{path}' ({form})
"""


def process_tables(folder: Path) -> Iterator[str]:
    """Give the lines of the table as they are measured."""
    csv, parquet = big_event_log(folder, "csv"), big_event_log(folder, "parquet")
    load = getloadavg()[0]
    seconds = _steps(csv)
    yield f"{_EVENTS:,} events, medians of {_RUNS}; the machine was shared, with a load of {load:.1f}."
    yield ""
    yield "| step | seconds | of the processors |"
    yield "|---|---|---|"
    for step, (wall, busy) in seconds.items():
        yield f"| {step} | {wall:.2f} | {busy:.2f} |"
    yield ""
    yield "| whole process | seconds (median of 3) | of the processors | peak GB |"
    yield "|---|---|---|---|"
    with tempfile.TemporaryDirectory() as scratch:
        out = str(Path(scratch) / "map.svg")
        for title, log in (("`process` of CSV", csv), ("`process` of Parquet", parquet)):
            found = measured([*_PERENNIAL, "process", str(log), "--out", out, "--quiet"], runs=_RUNS)
            yield f"| {title} | {found.seconds:.1f} | {found.busy:.1f} | {found.peak_gb:.2f} |"
    yield ""


def big_event_log(folder: Path, form: str) -> Path:
    """Write the events once, as CSV or Parquet, and give the file."""
    path = folder / f"events-{_EVENTS}.{form}"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    columns = make_process_log(np.random.default_rng(1), planted="offer").columns
    connection = duckdb.connect()
    given = {name: columns[name] for name in ("case_id", "activity", "moment", "resource")}
    connection.register("sale", given)
    copies = -(-_EVENTS // len(columns["case_id"]))
    kind = "FORMAT parquet, COMPRESSION zstd" if form == "parquet" else "FORMAT csv, HEADER"
    connection.execute(_COPIES.format(copies=copies, events=_EVENTS, path=path, form=kind))
    connection.close()
    return path


def _steps(log: Path) -> dict[str, tuple[float, float]]:
    """Give the median seconds of each step: on the wall, and of the processors."""
    runs = [_one(log) for _ in range(_RUNS)]
    return {
        step: (median(run[step][0] for run in runs), median(run[step][1] for run in runs)) for step in runs[0]
    }


def _one(log: Path) -> dict[str, tuple[float, float]]:
    seconds: dict[str, tuple[float, float]] = {}

    @contextmanager
    def timed(step: str) -> Iterator[None]:
        wall, busy = time.perf_counter(), time.process_time()
        yield
        seconds[step] = time.perf_counter() - wall, time.process_time() - busy

    with timed("read the CSV file and number cases and steps"):
        opened = open_event_log(str(log), ReadingOptions())
    with timed("map: steps, arrows, counts, exact medians"):
        whole = opened.log.process_map()
    with timed("map of one seller's cases"):
        opened.log.process_map(Chosen(resource="Bella"))
    with timed("fold the map by another share (the slider)"):
        fold(whole, 0.05)
    opened.close()
    return seconds


if __name__ == "__main__":
    command = "python bench/process.py"
    write_section(
        "benchmarks.md", "Speed", "A million events", list(process_tables(Path("out/bench"))), command
    )
