"""Time to plan a week of 100,000 possible touches over all sellers, days, offers and budgets.

Run it with::

    python bench/plan.py
"""

import statistics
import time

import numpy as np
from sections import write_section

from perennial.plan.assignment import assign
from perennial.plan.greedy import greedy
from perennial.plan.room import NOTHING, Choices, Limits

_TOUCHES, _DAYS, _RUNS = 100_000, 5, 3
_CASES = (("20 sellers", 20, 0), ("20 sellers, 5 offers", 20, 5), ("200 sellers, 5 offers", 200, 5))


def main() -> None:
    """Time each case and write the section."""
    said = (
        f"{_TOUCHES:,} possible touches of {_TOUCHES * 2 // 3:,} persons, {_DAYS} days, 15 touches a seller "
        "and day, offers with stock, money of their own and one purse; median of 3 seeds."
    )
    lines = [
        said,
        "",
        "| case | greedy, s | optimised, s | slowest, s | gain over greedy | short of the bound at most |",
        "|---|---|---|---|---|---|",
        *(_row(*case) for case in _CASES),
    ]
    write_section("benchmarks.md", "Speed", "The week of 100,000 touches", lines, "python bench/plan.py")


def _row(title: str, sellers: int, gifts: int) -> str:
    found = [_timed(*_base(sellers, gifts, seed)) for seed in range(_RUNS)]
    simple, whole, more, short = (list(column) for column in zip(*found, strict=True))
    return (
        f"| {title} | {statistics.median(simple):.1f} | {statistics.median(whole):.1f} | {max(whole):.1f} | "
        f"{statistics.median(more):.2%} | {max(short):.3%} |"
    )


def _timed(choices: Choices, limits: Limits) -> tuple[float, float, float, float]:
    begin = time.perf_counter()
    simple = float(choices.gain[greedy(choices, limits)].sum())
    middle = time.perf_counter()
    best = assign(choices, limits)
    end = time.perf_counter()
    return middle - begin, end - middle, best.gain / simple - 1, 1 - best.gain / best.bound


def _base(sellers: int, gifts: int, seed: int) -> tuple[Choices, Limits]:
    rng = np.random.default_rng(seed)
    person = rng.integers(0, _TOUCHES * 2 // 3, _TOUCHES)
    first = rng.integers(0, _DAYS, _TOUCHES)
    gift = rng.integers(NOTHING, gifts, _TOUCHES) if gifts else np.full(_TOUCHES, NOTHING)
    choices = Choices(
        person=person,
        seller=person % sellers,
        gift=gift,
        first=first,
        last=np.minimum(first + rng.integers(0, _DAYS, _TOUCHES), _DAYS - 1),
        gain=rng.lognormal(2, 1, _TOUCHES),
        cost=np.where(gift == NOTHING, 0.0, rng.uniform(1, 10, _TOUCHES)),
    )
    limits = Limits(
        capacity=np.full((sellers, _DAYS), 15),
        stock=np.full(gifts, 200.0),
        budget=np.full(gifts, 800.0),
        purse=3000.0,
    )
    return choices, limits


if __name__ == "__main__":
    main()
