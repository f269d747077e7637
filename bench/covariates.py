"""Measure how right it is what is said of who buys more often, of drift and of touches, and write it down."""

import argparse
from pathlib import Path

from covariates_study import DRIFTS, LEVELS, drift_row, level_row
from sections import write_section
from touched_study import TOUCHED, campaign_lines, touched_row

_FILE, _TITLE = "covariates.md", "Who buys more often, who leaves sooner"

_LEVELS = (
    (
        "{runs} simulated businesses a row: 2,000 customers over two years, a purchase in about 30 days "
        "(k = 2), 30% leaving after each, of five levels that hold 40, 25, 17, 13 and 5% of them. Levels "
        "differ at random, by the spread that is named in the log of the rate and in the log-odds of "
        "leaving, or are always the same. *Held* is how often the 95% limits held the truth, over all "
        "levels; *error* is that of a level's rate; *said to differ* is how often levels were said to "
        "differ beyond chance (Cochran's Q)."
    ),
    "",
    "| | rate held | leaving held | error | rates said to differ | leavings said to differ |",
    "|---|---|---|---|---|---|",
)
_DRIFTS = (
    (
        "{runs} simulated businesses a row: 2,000 customers over 900 days, of whom those who came in the "
        "last 300 days buy as often as is said. *Said* is how often the report says that those who came "
        "lately differ, *size* what it says, *held* how often its limits held the truth where the "
        "direction is right, *Q* how often cohorts differ beyond chance by Cochran's Q. Where a log "
        "begins after 600 days of business, 3,300 customers came in all."
    ),
    "",
    "| | said | size | held | Q |",
    "|---|---|---|---|---|",
)
_TOUCHED = (
    (
        "{runs} simulated businesses a row: customers over two years, a purchase in about 30 days, 25% "
        "leaving after each. From 40 days of silence on one is touched with a chance of 5% a day, at most "
        "every 45 days: only the silent are touched, who buy less afterwards than before. "
        "In the 28 days after a touch they buy so many times as often as is named. *Size* is what is "
        "said, *held* how often the 95% limits held the truth, then how often the report says that more or "
        "fewer orders follow, or that more or fewer stay away: it does from a tenth on. Where they leave by "
        "tenure (lognormal, half by day 150) the tenure model is the right one, MBG/CNBD-k the wrong one."
    ),
    "",
    "| | size | held | more orders | fewer | more stay away | fewer |",
    "|---|---|---|---|---|---|---|",
)


def main() -> None:
    """Run the studies and write docs/covariates.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100, help="simulated businesses in each row")
    parser.add_argument("--logs", type=Path, help="folder with real order logs and touches")
    options = parser.parse_args()
    runs = options.runs
    command = f"bench/covariates.py --runs {runs}"
    levels = [level_row(name, case, runs) for name, case in LEVELS.items()]
    write_section(_FILE, _TITLE, "Levels", [*_told(_LEVELS, runs), *levels], command)
    drifts = [drift_row(name, case, runs) for name, case in DRIFTS.items()]
    write_section(_FILE, _TITLE, "Drift", [*_told(_DRIFTS, runs), *drifts], command)
    touched = [touched_row(name, case, runs) for name, case in TOUCHED.items()]
    real = ["", *campaign_lines(options.logs)] if options.logs else []
    write_section(_FILE, _TITLE, "After a touch", [*_told(_TOUCHED, runs), *touched, *real], command)


def _told(lines: tuple[str, ...], runs: int) -> list[str]:
    return [line.replace("{runs}", str(runs)) for line in lines]


if __name__ == "__main__":
    main()
