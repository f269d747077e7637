r"""The same forecast on the embedded engine and on others: seconds, and the largest difference of any number.

    python bench/store_parity.py CUSTOMERS FOLDER ADDRESS ...

makes a log of so many customers in the folder, runs `perennial forecast` on it with each address as
PERENNIAL_STORE_URL, and compares the files, which hold floats as they were computed. Ends with an error where
a number differs by more than 1e-9. For a PostgreSQL server of its own:

    python tools/postgresql_server.py sh -c \
      'python bench/store_parity.py 100000 out "$PERENNIAL_TEST_DATABASE_URL"'
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from big_log import big_log
from numpy.typing import NDArray

__all__ = ["largest_difference"]

_MOST = 1e-9


def largest_difference(ours: Path, theirs: Path) -> float:
    """Give the largest difference of any cell of two files; infinite where texts, rows or columns differ."""
    first, second = _columns(ours), _columns(theirs)
    if list(first) != list(second):
        return np.inf
    return max(_difference(values, second[name]) for name, values in first.items())


def _difference(ours: NDArray[Any], theirs: NDArray[Any]) -> float:
    if ours.shape != theirs.shape:
        return np.inf
    there = ~np.ma.getmaskarray(ours)
    if not np.array_equal(there, ~np.ma.getmaskarray(theirs)):
        return np.inf
    if ours.dtype.kind not in "fiu":
        return 0.0 if np.array_equal(np.ma.getdata(ours)[there], np.ma.getdata(theirs)[there]) else np.inf
    first, second = (np.ma.filled(each.astype(np.float64), np.nan) for each in (ours, theirs))
    if not np.array_equal(np.isnan(first), np.isnan(second)):
        return np.inf
    return float(np.nanmax(np.abs(first - second), initial=0.0))


def _columns(path: Path) -> dict[str, NDArray[Any]]:
    query = "SELECT * FROM read_parquet($path)"
    return dict(duckdb.connect().execute(query, {"path": str(path)}).fetchnumpy())


def _forecast(orders: Path, address: str, out: Path) -> float:
    began = time.perf_counter()
    asked = ["forecast", str(orders), "--horizon", "90", "--out", str(out), "--quiet"]
    environment = {**os.environ, "PERENNIAL_STORE_URL": address}
    subprocess.run([sys.executable, "-m", "perennial", *asked], env=environment, check=True)
    return time.perf_counter() - began


def _main(customers: int, folder: Path, addresses: list[str]) -> int:
    orders, embedded = big_log(customers, folder), folder / "embedded.parquet"
    print(f"{customers} customers, embedded: {_forecast(orders, '', embedded):.1f} s", flush=True)
    worst = 0.0
    for number, address in enumerate(addresses):
        out = folder / f"engine-{number}.parquet"
        seconds = _forecast(orders, address, out)
        difference = largest_difference(out, embedded)
        scheme = address.partition(":")[0]
        print(f"{customers} customers, {scheme}: {seconds:.1f} s, difference {difference:.3g}", flush=True)
        worst = max(worst, difference)
    return int(worst > _MOST)


if __name__ == "__main__":
    raise SystemExit(_main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]))
