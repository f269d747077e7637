"""The usual gap of products against the truth, in simulated shops."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from scipy.special import gammaincinv

from perennial.engine.rhythm.due_products import product_uses
from perennial.engine.rhythm.pair_waits import pair_waits
from perennial.engine.rhythm.product_days import pairs_at
from perennial.engine.rhythm.product_rhythms import fit_product_rhythms
from perennial.simulate.product_shop import product_shop

__all__ = ["truth_table"]

_SEEDS = 20
_PRODUCTS = 40
_REGULARITY = 3
_WITHIN = 730.0
_SIZES = (0, 10, 30, 100, 1_000_000)


def truth_table() -> Iterator[str]:
    """Say how far the usual gap is off, and how often its limits hold it, by what is known of the product."""
    rows = np.concatenate([_shop(seed) for seed in range(_SEEDS)])
    yield (
        f"{_SEEDS} simulated shops of {_PRODUCTS} products at paces of about 15 to 110 days "
        f"(k = {_REGULARITY}), 400 customers, most products bought by few: the usual gap of a product "
        "against the true median wait of its customers, alone and pooled, and how often the 95% limits hold "
        "the truth."
    )
    yield ""
    yield "| completed gaps | products | mean error, no pooling | mean error, pooled | limits hold |"
    yield "|---|---|---|---|---|"
    for low, high in pairwise(_SIZES):
        some = rows[(rows[:, 0] >= low) & (rows[:, 0] < high)]
        _, alone, pooled, held = some.mean(axis=0)
        label = f"{low} to {high - 1}" if high < _SIZES[-1] else f"{low} and more"
        yield f"| {label} | {len(some)} | {np.expm1(alone):.0%} | {np.expm1(pooled):.0%} | {held:.0%} |"


def _shop(seed: int) -> np.ndarray:
    """Give (completed gaps, |log error| alone, |log error| pooled, limits hold) of each product of a shop."""
    rng = np.random.default_rng([7, seed])
    paces = np.exp(rng.normal(np.log(40.0), 0.5, _PRODUCTS))
    share = np.exp(rng.uniform(np.log(0.004), np.log(0.4), _PRODUCTS))
    shop = product_shop(
        400, paces=paces.tolist(), share=share.tolist(), regularity=_REGULARITY, rng=rng, span=540
    )
    pairs, place = pairs_at(shop.days, shop.last_day)
    median = shop.wait[place] * gammaincinv(_REGULARITY, 0.5) / _REGULARITY
    none, rows = np.zeros(len(pairs)), []
    uses = []
    for pool in (False, True):
        fitted = fit_product_rhythms(pairs, none, pool=pool)
        if fitted is None:
            raise AssertionError("somebody has bought a product again")
        waits = pair_waits(fitted, pairs, none)
        uses.append(product_uses(fitted, pairs, waits, none > 0, within=_WITHIN))
    for at, (alone, pooled) in enumerate(zip(*uses, strict=True)):
        gap, own = pooled.usual_gap_days, alone.usual_gap_days
        if gap.value is None or own.value is None or gap.low is None or gap.high is None:
            continue
        truth = float(np.median(median[pairs.product == at]))
        repeats = float(pairs.histories.frequency[pairs.product == at].sum())
        held = gap.low <= truth <= gap.high
        rows.append((repeats, abs(np.log(own.value / truth)), abs(np.log(gap.value / truth)), held))
    return np.array(rows, dtype=np.float64)
