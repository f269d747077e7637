"""The same steps by Perennial, as JSON: seconds a step."""

import json
import sys
import time

import numpy as np

from perennial.engine.lifetime.mbg_cnbd import fit
from perennial.flows.read_orders import open_orders
from perennial.ingest.options import ReadingOptions


def main(path: str) -> None:
    """Time summary, the fit with choice of k, and the scoring that the report needs."""
    seconds: dict[str, float] = {}
    clock = time.perf_counter()
    opened = open_orders(path, ReadingOptions())
    histories = opened.log.histories()
    opened.log.spend()
    seconds["summarise"] = time.perf_counter() - clock
    clock = time.perf_counter()
    model = fit(histories, rng=np.random.default_rng(0))
    seconds["fit, choice of k included"] = time.perf_counter() - clock
    shown = histories.frequency, histories.recency, histories.silence
    clock = time.perf_counter()
    model.p_alive(*shown)
    model.expected_orders(*shown, horizon=90)
    seconds["score, one horizon"] = time.perf_counter() - clock
    clock = time.perf_counter()
    model.p_alive(*shown)
    for horizon in (30, 90, 365):
        model.expected_orders(*shown, horizon=horizon)
    for probability in (0.1, 0.5, 0.9):
        model.next_order_wait(*shown, probability=probability)
    seconds["score, three horizons and three dates"] = time.perf_counter() - clock
    opened.log.close()
    print(json.dumps(seconds))


if __name__ == "__main__":
    main(sys.argv[1])
