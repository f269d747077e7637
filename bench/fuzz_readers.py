"""Reads broken files of every kind, and keeps what is neither read nor refused with a sentence.

Files are made from sound ones by `fuzz_mutations`, from a seed; those that ended as no file before are broken
further. A process of its own reads them. What counts as found: any error but `UserError`, a dead process,
more than 20 s, more than 1.5 GB of memory, a temporary file left behind::

    python bench/fuzz_readers.py --minutes 60 --seed 1 --found /tmp/found
"""

import argparse
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from fuzz_mutations import mutated
from fuzz_process import Fault, Reader
from fuzz_seeds import seeds

__all__ = ["Fuzzing"]

_MOST_KEPT = 4_000


@dataclass(kw_only=True)
class Fuzzing:
    """What was read so far.

    `pool` holds the files that new ones are made from, `ends` how often reading ended in each way, `faults`
    what was found, one of a kind.
    """

    rng: random.Random
    found: Path
    pool: list[tuple[str, bytes]]
    ends: Counter[str] = field(default_factory=Counter)
    faults: dict[str, Fault] = field(default_factory=dict)
    files: int = 0

    def step(self, reader: Reader) -> None:
        """Break one file and read it."""
        name, content = self.rng.choice(self.pool)
        broken = mutated(name, content, self.rng.choice(self.pool)[1], self.rng)
        self.files += 1
        for door, options in reader.ways(self.rng):
            end = reader.read(door, options, name, broken)
            if isinstance(end, Fault):
                self._keep(end, name, broken)
                break
            self.ends[end.said] += 1
            if self.ends[end.said] == 1:
                self._remember(name, broken)

    def _remember(self, name: str, content: bytes) -> None:
        if len(self.pool) >= _MOST_KEPT:
            self.pool.pop(self.rng.randrange(_MOST_KEPT // 2, _MOST_KEPT))
        self.pool.append((name, content))

    def _keep(self, fault: Fault, name: str, content: bytes) -> None:
        known = self.faults.get(fault.kind)
        if known is not None and known.size <= len(content):
            return
        self.faults[fault.kind] = fault
        for worse in self.found.glob(f"{fault.label}-*"):
            worse.unlink()
        place = self.found / f"{fault.label}-{name}"
        place.write_bytes(content)
        place.with_suffix(place.suffix + ".txt").write_text(f"{fault.way}\n{fault.kind}\n{fault.trace}\n")
        print(f"found after {self.files} files: {fault.kind} ({fault.way}, {place.name})", flush=True)


def main() -> None:
    """Read broken files for some minutes and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--found", type=Path, default=Path("out/fuzz"))
    options = parser.parse_args()
    options.found.mkdir(parents=True, exist_ok=True)
    fuzzing = Fuzzing(rng=random.Random(options.seed), found=options.found, pool=list(seeds().items()))
    started = time.monotonic()
    with Reader() as reader:
        while time.monotonic() - started < 60 * options.minutes:
            fuzzing.step(reader)
    minutes = (time.monotonic() - started) / 60
    print(
        f"seed {options.seed}: {fuzzing.files} files read {fuzzing.ends.total()} times in {minutes:.1f} min, "
        f"{len(fuzzing.ends)} different ends, {len(fuzzing.faults)} faults"
    )
    print(*(f"{count} {end}" for end, count in fuzzing.ends.most_common(25)), sep="\n")


if __name__ == "__main__":
    main()
