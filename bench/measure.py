"""Whole processes, timed from outside: seconds on the wall and peak memory, several runs, medians."""

import os
import platform
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Measured", "machine", "measured"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Median seconds (on the wall, of the processors) and largest peak in GB of `runs` runs of a command."""

    seconds: float
    busy: float
    peak_gb: float
    runs: int


def measured(command: list[str], *, runs: int = 3) -> Measured:
    """Run a command several times, one after the other.

    Raises
    ------
    RuntimeError
        The command fails.
    """
    seconds, busy, peaks = [], [], []
    for _ in range(runs):
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds.append(time.perf_counter() - started)
        busy.append(usage.ru_utime + usage.ru_stime)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise RuntimeError(f"{' '.join(command)} gave {process.returncode}")
        peaks.append(usage.ru_maxrss / 1024**2)
    return Measured(
        seconds=statistics.median(seconds), busy=statistics.median(busy), peak_gb=max(peaks), runs=runs
    )


def machine() -> str:
    """Say on what machine and versions the figures were taken."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    named = (line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    model = next(named, platform.processor())
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
