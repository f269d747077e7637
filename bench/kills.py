"""Killed in the middle of imports, refreshes and hand-offs at random moments, and started again.

Each round copies a prepared data folder, runs `perennial serve`, has the work done as people have it done,
kills the worker, the pages or everything at a random moment of the work, has it started again, and compares
what the database holds in the end with a run that nobody disturbed::

    python bench/kills.py
    python bench/kills.py --rounds 3 --seed 7 --work refresh
"""

import argparse
import os
import random
import statistics
import tempfile
from collections import Counter
from pathlib import Path

from endure_folders import Bases, Size
from endure_round import Round, Work, undisturbed
from endure_works import WORKS
from measure import machine

__all__ = ["rehearse"]

_ROUNDS = 20


def main() -> None:
    """Rehearse and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help="of imports, of refreshes, of hand-offs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", action="append", choices=list(WORKS), help="only this; may be given again")
    parser.add_argument("--customers", type=int, default=2500)
    options = parser.parse_args()
    print(f"{machine()}; load average {os.getloadavg()[0]:.1f}; seed {options.seed}")
    print("| work | it takes, s | killed | in which phases | done again within, s | differences |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="perennial-kills-") as folder:
        bases = Bases(Path(folder), Size(customers=options.customers), seed=options.seed)
        for name in options.work or WORKS:
            rounds = rehearse(name, bases, options.rounds, options.seed)
            print(_row(name, rounds))
            for each in rounds:
                print(*(f"  {name}, {each.phase}: {line}" for line in each.differences), sep="\n", end="")


def rehearse(name: str, bases: Bases, count: int, seed: int, *, kinds: tuple[Work, ...] = ()) -> list[Round]:
    """Do one kind of work `count` times, killed each time; the moments are spread over the whole of it.

    Parameters
    ----------
    kinds
        Only these of its kinds; all where not given.
    """
    rng = random.Random(f"{name} {seed}")
    kinds = kinds or WORKS[name]
    moments = [(at + rng.random()) / count for at in range(count)]
    rng.shuffle(moments)
    rounds: list[Round] = []
    whole = {kind: undisturbed(kind, bases.fresh(kind.base)) for kind in dict.fromkeys(kinds[:count])}
    for at, share in enumerate(moments):
        kind = kinds[at % len(kinds)]
        rounds.append(whole[kind].killed(bases.fresh(kind.base), share, rng))
    return rounds


def _row(name: str, rounds: list[Round]) -> str:
    took = {round(each.whole, 1) for each in rounds}
    again = [each.again for each in rounds]
    parts = Counter(each.part for each in rounds)
    phases = Counter(each.phase for each in rounds)
    cells = [
        f"{name}, {len(rounds)} times",
        " / ".join(map(str, sorted(took))),
        ", ".join(f"{part} {times}" for part, times in parts.most_common()),
        ", ".join(f"{phase} {times}" for phase, times in phases.most_common()),
        f"{statistics.median(again):.1f} (median), {max(again):.1f} (longest)",
        str(sum(bool(each.differences) for each in rounds)),
    ]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
