"""How well it is told which product a customer buys when: partial pooling against less of it."""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from product_alternatives import by_own_gap, by_product
from product_logs import load_product_logs
from product_truth import truth_table
from sections import write_section

from perennial.core.days import iso_of
from perennial.engine.histories import Floats, Ints
from perennial.engine.lifetime import mbg_cnbd
from perennial.engine.lifetime.next_order import NEXT_ORDER
from perennial.engine.purchases import count_between, first_after, histories_at
from perennial.engine.rhythm.activity import activity_beside
from perennial.engine.rhythm.pair_waits import pair_waits
from perennial.engine.rhythm.product_days import ProductDays, pairs_at
from perennial.engine.rhythm.product_pairs import ProductPairs
from perennial.engine.rhythm.product_rhythms import fit_product_rhythms
from perennial.simulate.product_shop import product_shop

HORIZONS = (14, 28)
OURS = "ours"
OTHERS = ("product only", "own mean gap", "no pooling")

_COMMAND = "python bench/product_rhythms.py --logs DIR"
_CHANCES = (
    (
        "Mean log score (smaller is better) of the chance that a customer buys a product in the next 14 and "
        "28 days, and by how much the others are worse, with 95% limits (customers drawn). *Product only*: "
        "every wait for a product counts alike, whoever began it. *Own mean gap*: purchases at random at the "
        "customer's own mean gap; who bought once gets the share that hindsight knows. *No pooling*: the "
        "same model, each product left to its own pairs. Forecasts 28, 90 and 150 days before the end of "
        "real logs, 90 days before that of simulated shops; parts in which under 20 purchases came are left "
        "out."
    ),
    "",
    "| log | part | pairs | days | ours | product only | own mean gap | no pooling |",
    "|---|---|---|---|---|---|---|---|",
)
_DATES = (
    (
        "How often the day of the next purchase of a product lay between its early and its late date (10 and "
        "90% of those who buy it again in the days that the log goes on; 80% is right), and by the likely "
        "date (a half is right)."
    ),
    "",
    "| log | cut | days after it | bought again | between early and late | by the likely date |",
    "|---|---|---|---|---|---|",
)
_BACK = (28, 90, 150)  # days before the end of a log at which forecasts are made
_LEAST = 0.0005  # chances are kept this far from 0 and 1
_SHOPS = 10
_SHOP_SPAN = 540


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """m pairs at one cut: chances by name and horizon, what came, the band of those who returned."""

    customer: Ints
    bought: Ints
    repeats_of_product: Floats
    chances: Mapping[str, Mapping[int, Floats]]
    came: Mapping[int, Floats]
    inside: Floats
    by_likely: Floats
    cut: int
    days: int


def judge(days: ProductDays, cut: int, end: int) -> Judged:
    """Forecast all pairs at the end of a day, and look what they did."""
    pairs, place, activity = _known(days, cut)
    fitted = fit_product_rhythms(pairs, activity)
    alone = fit_product_rhythms(pairs, activity, pool=False)
    if fitted is None or alone is None:
        raise AssertionError("somebody has bought a product again")
    waits = pair_waits(fitted, pairs, activity)
    unpooled = pair_waits(alone, pairs, activity)
    came = {h: (count_between(days.log, cut, cut + h)[place] > 0).astype(np.float64) for h in HORIZONS}
    wait = first_after(days.log, cut)[place] - cut
    there = np.flatnonzero((wait > 0) & (wait <= end - cut))
    returned = waits.take(there)
    early, likely, late = (
        np.maximum(np.ceil(returned.wait(p, within=end - cut, silence=returned.silence)), 1)
        for p in NEXT_ORDER
    )
    return Judged(
        customer=pairs.customer,
        bought=pairs.histories.frequency,
        repeats_of_product=_repeats_of_product(pairs),
        chances={
            OURS: {h: waits.p_order(h) for h in HORIZONS},
            "product only": {h: by_product(pairs, days.log, cut, h) for h in HORIZONS},
            "own mean gap": {h: by_own_gap(pairs, came[h], h) for h in HORIZONS},
            "no pooling": {h: unpooled.p_order(h) for h in HORIZONS},
        },
        came=came,
        inside=((wait[there] >= early) & (wait[there] <= late)).astype(np.float64),
        by_likely=(wait[there] <= likely).astype(np.float64),
        cut=cut,
        days=end - cut,
    )


def _repeats_of_product(pairs: ProductPairs) -> Floats:
    repeats = np.bincount(pairs.product, pairs.histories.frequency, len(pairs.names)).astype(np.float64)
    return repeats[pairs.product]


def _known(days: ProductDays, cut: int) -> tuple[ProductPairs, Ints, Floats]:
    """Give the pairs known at a cut, where they stand in the log, and their customers' activity."""
    pairs, place = pairs_at(days, cut)
    histories, seen = histories_at(days.purchases, cut)
    number = np.full(int(days.customer.max()) + 1, -1, np.int32)
    number[seen] = np.arange(len(seen))
    pairs = replace(pairs, customer=number[pairs.customer])
    model = mbg_cnbd.fit(histories, rng=np.random.default_rng(0))
    alive = model.p_alive(histories.frequency, histories.recency, histories.silence)
    return pairs, place.astype(np.int32), activity_beside(pairs, histories, alive)


def score_rows(name: str, found: Sequence[Judged]) -> Iterator[str]:
    """Write the log scores of a log, its cuts taken together, thin parts apart."""
    parts: dict[str, Callable[[Judged], NDArray[np.bool_]]] = {
        "all pairs": lambda at: at.bought >= 0,
        "bought twice or more": lambda at: at.bought > 0,
        "products with under 30 repeats": lambda at: at.repeats_of_product < 30,
        "products with under 10 repeats": lambda at: at.repeats_of_product < 10,
    }
    for part, chosen in parts.items():
        masks = [chosen(at) for at in found]
        for horizon in HORIZONS:
            if sum(float(at.came[horizon][mask].sum()) for at, mask in zip(found, masks, strict=True)) < 20:
                continue
            scores = {
                each: [_log_score(at, each, horizon)[mask] for at, mask in zip(found, masks, strict=True)]
                for each in (OURS, *OTHERS)
            }
            who = np.concatenate([at.customer[mask] for at, mask in zip(found, masks, strict=True)])
            ours = np.concatenate(scores[OURS])
            cells = [f"{ours.mean():.4f}"]
            cells += [_difference(np.concatenate(scores[each]) - ours, who) for each in OTHERS]
            yield f"| {name} | {part} | {len(ours):,} | {horizon} | {' | '.join(cells)} |"


def _log_score(at: Judged, name: str, horizon: int) -> Floats:
    chance = np.clip(at.chances[name][horizon], _LEAST, 1 - _LEAST)
    came = at.came[horizon]
    return np.asarray(-(came * np.log(chance) + (1 - came) * np.log1p(-chance)))


def _difference(worse: Floats, customer: Ints) -> str:
    """Write a mean difference with 95% limits, customers being drawn, not pairs."""
    mean = float(worse.mean())
    off = np.bincount(customer, worse - mean)
    error = 1.96 * float(np.sqrt((off**2).sum())) / len(worse)
    return f"{mean:+.4f} ({mean - error:+.4f} to {mean + error:+.4f})"


def band_rows(name: str, found: Sequence[Judged]) -> Iterator[str]:
    """Write how often the day of the next purchase lay in its band, cut by cut."""
    for cut in sorted({at.cut for at in found}):
        some = [at for at in found if at.cut == cut]
        inside, likely = (
            np.concatenate([getattr(at, each) for at in some]) for each in ("inside", "by_likely")
        )
        yield (
            f"| {name} | {iso_of(cut)} | {some[0].days} | {len(inside):,} "
            f"| {inside.mean():.1%} | {likely.mean():.1%} |"
        )


def shops() -> Iterator[tuple[str, ProductDays, int]]:
    """Give simulated shops: every product bought by many, and most by a few."""
    for name, low in (("simulated, products of all sizes", 0.004), ("simulated, large products", 0.2)):
        for seed in range(_SHOPS):
            rng = np.random.default_rng([seed, int(low * 1000)])
            paces = np.exp(rng.normal(np.log(40.0), 0.6, 60))
            share = np.exp(rng.uniform(np.log(low), np.log(0.4), 60))
            made = product_shop(400, paces=paces.tolist(), share=share.tolist(), rng=rng, span=_SHOP_SPAN)
            yield name, made.days, made.last_day


def main() -> None:
    """Measure, and write docs/products.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--logs", type=Path, required=True, help="folder of real order logs")
    folder = parser.parse_args().logs
    found: dict[str, list[Judged]] = {}
    for name, days in load_product_logs(folder).items():
        end = int(days.log.day.max())
        found[name] = [judge(days, end - back, end) for back in _BACK]
    for seed, (name, days, end) in enumerate(shops()):
        at = judge(days, end - _BACK[1], end)
        # Customers of different shops are different people.
        found.setdefault(name, []).append(replace(at, customer=at.customer + 1_000 * seed))
    write_section("products.md", "Products", "Chances", [*_CHANCES, *_rows(found, score_rows)], _COMMAND)
    write_section("products.md", "Products", "Dates", [*_DATES, *_rows(found, band_rows)], _COMMAND)
    write_section("products.md", "Products", "Usual gaps", list(truth_table()), _COMMAND)


def _rows(
    found: Mapping[str, Sequence[Judged]], write: Callable[[str, Sequence[Judged]], Iterator[str]]
) -> list[str]:
    return [row for name, each in found.items() for row in write(name, each)]


if __name__ == "__main__":
    main()
