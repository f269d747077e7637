"""How often a trial of the size that the product names says `works`; writes a part of docs/trials.md.

Run ``python bench/trial_power.py --runs 400``. The size is reckoned as before a real trial: from the spread
of orders over a past stretch as long as the horizon, less what earlier orders explain; here of customers
nobody touched, by their pace before. The smallest effect worth having is what the simulated touch has.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import numpy as np
from doc_part import write_part
from measure import machine

from perennial.engine.lifetime.tenure import Tenure, fit
from perennial.simulate.trial import TrialLaw, history_before, simulate_trial
from perennial.trial.before import before_of
from perennial.trial.limits import WIDENING
from perennial.trial.reading import orders_effect
from perennial.trial.size import needed_customers, unexplained

_LARGE = 60_000
_HISTORY = 8_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Powered:
    """One kind of trial: its law, the effect it has, the size named for it, and how often it said `works`."""

    law: TrialLaw
    effect: float
    deviation: float
    customers: int
    works: float


def powered(law: TrialLaw, model: Tenure, runs: int, seed: int) -> Powered:
    """Name the size of a trial, and make so many of that size."""
    effect, deviation = _truth(law, model, np.random.default_rng((seed, 1)))
    needed = needed_customers(
        deviation=deviation, smallest_effect=effect, held_out=law.held_out, widening=WIDENING
    )
    works = [_works(needed.customers, law, model, np.random.default_rng((seed, 2, n))) for n in range(runs)]
    return Powered(
        law=law,
        effect=effect,
        deviation=deviation,
        customers=needed.customers,
        works=float(np.mean(works)),
    )


def _truth(law: TrialLaw, model: Tenure, rng: np.random.Generator) -> tuple[float, float]:
    """Give the effect on orders per customer, and what is unexplained without it, of a large trial."""
    trial = simulate_trial(_LARGE, law, rng)
    seen, pace = trial.seen, before_of(model, trial.histories, horizon=law.horizon).pace
    orders, control = seen.purchases, ~seen.treated
    effect = float(orders[seen.treated].mean() - orders[control].mean())
    return effect, unexplained(pace[control], orders[control])


def _works(customers: int, law: TrialLaw, model: Tenure, rng: np.random.Generator) -> bool:
    trial = simulate_trial(customers, law, rng)
    before = before_of(model, trial.histories, horizon=law.horizon)
    return orders_effect(before, trial.seen).low > 0


def _lines(found: list[Powered], runs: int) -> Iterator[str]:
    yield "| held out | horizon | leave later by | effect, orders | spread | customers named | says `works` |"
    yield "|---|---|---|---|---|---|---|"
    for each in found:
        law = each.law
        yield (
            f"| {law.held_out:.0%} | {law.horizon} days | {law.shift:.0f} days | {each.effect:.2f} | "
            f"{each.deviation:.2f} | {each.customers:,} | {each.works:.1%} |"
        )
    yield ""
    when = datetime.now(UTC).strftime("%Y-%m-%d")
    yield f"{runs} trials in each row; {when}, {machine()}, numpy {np.__version__}."


def main() -> None:
    """Make the trials and write the part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=400)
    parser.add_argument("--out", type=Path, default=Path("docs/trials.md"))
    asked = parser.parse_args()
    rng = np.random.default_rng(77)
    model = fit(history_before(_HISTORY, TrialLaw(), rng), rng=rng)
    laws = [
        TrialLaw(held_out=held_out, shift=shift, horizon=horizon)
        for held_out, (horizon, shift) in product((0.5, 0.2), ((270, 30.0), (270, 60.0), (120, 60.0)))
    ]
    found = [powered(law, model, asked.runs, seed) for seed, law in enumerate(laws)]
    write_part(asked.out, "power", list(_lines(found, asked.runs)))


if __name__ == "__main__":
    main()
