"""`make bench`: speed and accuracy against peers in one run; writes the tables of docs/."""

import argparse
import datetime as dt
import importlib.metadata
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from accuracy import accuracy_tables
from large import write_large
from measure import machine
from process import process_tables
from sections import other_sections
from speed import speed_tables

_DOCS = Path(__file__).parent.parent / "docs"
_PACKAGES = ("duckdb", "numpy", "scipy", "lifetimes", "pandas")


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--logs", type=Path, help="folder with real order logs")
    parser.add_argument("--data", type=Path, default=Path("out/bench"), help="where large logs are kept")
    parser.add_argument("--large", action="store_true", help="ten million customers too (15 minutes more)")
    parser.add_argument("--pymc", type=Path, help="a Python that has pymc-marketing")
    options = parser.parse_args()
    events = chain(["## A million events\n"], process_tables(options.data))
    _write(_DOCS / "benchmarks.md", "Speed", chain(speed_tables(options.data), events))
    if options.large:
        write_large(options.data)
    _write(_DOCS / "accuracy.md", "Accuracy", accuracy_tables(options.logs, options.pymc))


def _write(path: Path, title: str, lines: Iterable[str]) -> None:
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in _PACKAGES)
    today = dt.datetime.now(tz=dt.UTC).date()
    head = [f"# {title}", "", f"Measured on {today} by `make bench`: {machine()}; {versions}.", ""]
    written = []
    for line in chain(head, lines):
        print(line, flush=True)
        written.append(line)
    text = "\n".join(written) + "\n"
    path.write_text(text + other_sections(path, text), encoding="utf-8")


if __name__ == "__main__":
    main()
