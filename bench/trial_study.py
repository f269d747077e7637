"""Days gained and verdicts of simulated trials against known truth; writes a part of docs/trials.md.

Run ``python bench/trial_study.py --runs 500``. Runs are kept in a folder as they are made, so that a study
can be stopped and taken up again.
"""

import argparse
import json
import pickle
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from doc_part import write_part
from measure import machine
from trial_cells import CELLS, Cell, run_cell
from trial_report import report

from perennial.engine.lifetime.tenure import Tenure, fit
from perennial.simulate.trial import TrialLaw, history_before

HISTORY = {200: 420, 1_000: 2_100, 10_000: 8_000}  # customers of a history; about half of them bought lately
Kept = dict[Cell, list[dict[str, float]]]


def model_of(customers: int, at: int, keep: Path) -> Tenure:
    """Fit the model on one of the histories before trials of that size, once."""
    path = keep / f"model_{customers}_{at}.pickle"
    if not path.exists():
        rng = np.random.default_rng((HISTORY[customers], at, 77))
        fitted = fit(history_before(HISTORY[customers], TrialLaw(), rng), rng=rng)
        path.write_bytes(pickle.dumps(fitted))
    found = pickle.loads(path.read_bytes())  # noqa: S301  # written by this file
    assert isinstance(found, Tenure)
    return found


def rows_file(keep: Path, cell: Cell) -> Path:
    """Say where the runs of a cell are kept, one JSON object a line."""
    return keep / f"{cell.customers}_{cell.held_out}_{cell.shift:.0f}.jsonl"


def kept(keep: Path) -> Kept:
    """Read all runs made so far."""
    files = {cell: rows_file(keep, cell) for cell in CELLS}
    return {
        cell: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for cell, path in files.items()
        if path.exists()
    }


def make(runs: int, first: int, histories: int, keep: Path) -> None:
    """Make the runs that are missing, all cells growing together."""
    made = {cell: len(rows) for cell, rows in kept(keep).items()}
    for run in range(runs):
        for cell in CELLS:
            if run < made.get(cell, 0):
                continue
            began = time.process_time()
            found = run_cell(cell, model_of(cell.customers, run % histories, keep), first + run)
            found["seconds"] = time.process_time() - began
            with rows_file(keep, cell).open("a", encoding="utf-8") as file:
                file.write(json.dumps(found) + "\n")


def main() -> None:
    """Run the study and write its report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=500, help="runs of each cell")
    parser.add_argument(
        "--first", type=int, default=1_000, help="first seed; what was tried before had lower ones"
    )
    parser.add_argument("--histories", type=int, default=25, help="histories fitted for each size")
    parser.add_argument("--keep", type=Path, default=Path("out/trial-study"))
    parser.add_argument("--out", type=Path, default=Path("docs/trials.md"))
    asked = parser.parse_args()
    asked.keep.mkdir(parents=True, exist_ok=True)
    make(asked.runs, asked.first, asked.histories, asked.keep)
    rows = kept(asked.keep)
    fitted = " / ".join(f"{size:,}" for size in HISTORY.values())
    seconds = sum(row["seconds"] for cell in rows.values() for row in cell) / 60
    when = datetime.now(UTC).strftime("%Y-%m-%d")
    lines = [*report(rows, histories=asked.histories, fitted=fitted), ""]
    lines.append(f"{when}, {machine()}, numpy {np.__version__}; {seconds:.0f} processor minutes.")
    write_part(asked.out, "study", lines)


if __name__ == "__main__":
    main()
