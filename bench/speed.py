"""Speed: the steps beside those of lifetimes in the same run, and whole commands as whole processes."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from big_log import big_log
from measure import measured

__all__ = ["speed_tables"]

_HERE = Path(__file__).parent
_SIZES = (100_000, 1_000_000)
_PERENNIAL = [sys.executable, "-m", "perennial"]
_STEP_RUNS = 3


def speed_tables(folder: Path) -> Iterator[str]:
    """Give the lines of the tables, one after the other as they are measured."""
    for size in _SIZES:
        log = big_log(size, folder)
        yield f"### {size:,} customers\n"
        yield from _steps(log)
        yield from _commands(log)
    help_seconds = measured([*_PERENNIAL, "--help"], runs=5).seconds
    yield f"`perennial --help`: {help_seconds:.2f} s (median of 5).\n"


def _steps(log: Path) -> Iterator[str]:
    peer, own = _median_of("peer_lifetimes.py", log), _median_of("own_steps.py", log)
    yield "| step | lifetimes | Perennial | ratio |"
    yield "|---|---|---|---|"
    pairs = (
        ("summarise", "summarise", "summarise (reading the file included)"),
        ("fit BG/NBD", "fit, choice of k included", "fit: BG/NBD · MBG/CNBD-k with choice of k"),
        ("fit MBG/NBD", "fit, choice of k included", "fit: MBG/NBD · MBG/CNBD-k with choice of k"),
        ("score, one horizon", "score, one horizon", "score: p_alive and one horizon"),
    )
    for theirs, ours, title in pairs:
        ratio = peer[theirs] / own[ours]
        yield f"| {title} | {peer[theirs]:.2f} s | {own[ours]:.2f} s | {ratio:.1f} |"
    last = "score, three horizons and three dates"
    yield f"| {last} | not offered | {own[last]:.2f} s | |\n"


def _median_of(script: str, log: Path) -> dict[str, float]:
    runs = [_one(script, log) for _ in range(_STEP_RUNS)]
    return {step: sorted(run[step] for run in runs)[len(runs) // 2] for step in runs[0]}


def _one(script: str, log: Path) -> dict[str, float]:
    command = [sys.executable, str(_HERE / script), str(log)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return seconds


def _commands(log: Path) -> Iterator[str]:
    yield "| whole process | seconds (median of 3) | peak GB |"
    yield "|---|---|---|"
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch)
        forecast = [*_PERENNIAL, "forecast", str(log), "--horizon", "90", "--out", str(out / "f.csv")]
        for title, command in (
            ("`forecast --model mbg-cnbd-k`", [*forecast, "--model", "mbg-cnbd-k"]),
            ("`forecast` (auto)", forecast),
            ("`report`", [*_PERENNIAL, "report", str(log), "--out", str(out / "report")]),
        ):
            found = measured(command)
            yield f"| {title} | {found.seconds:.1f} | {found.peak_gb:.2f} |"
    yield ""
