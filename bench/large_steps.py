"""The steps on a log of any size in one process, as JSON: seconds a step, those of the processors, peak GB.

Run ``python bench/large_steps.py LOG``, or with ``--statistics`` to stop when each customer is summarised.
"""

import json
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from perennial.engine.histories import Histories
from perennial.engine.kinds import kinds_of, spread
from perennial.engine.lifetime import mbg_cnbd, tenure
from perennial.engine.lifetime.leaving_dates import find_leaving_dates
from perennial.engine.lifetime.mbg_cnbd import MbgCnbd
from perennial.engine.lifetime.next_order import NEXT_ORDER
from perennial.engine.lifetime.returns import uncalibrated
from perennial.flows.describe_waits import describe_waits
from perennial.flows.read_orders import open_orders
from perennial.ingest.options import ReadingOptions

_HORIZONS = (30, 90, 365)


def main(path: str, *, only_statistics: bool) -> None:
    """Time reading and summarising, the waits, the fits and the scoring."""
    seconds: dict[str, float] = {}
    with timed(seconds, "statistics"):
        opened = open_orders(path, ReadingOptions())
        histories = opened.log.histories()
        opened.log.spend()
    if not only_statistics:
        with timed(seconds, "waits"):
            describe_waits(opened.log, horizon=None, rng=np.random.default_rng(0))
        opened.close()
        with timed(seconds, "fit"):
            model = mbg_cnbd.fit(histories, rng=np.random.default_rng(0))
        with timed(seconds, "fit of the tenure model"):
            tenure.fit(histories, rng=np.random.default_rng(0))
        with timed(seconds, "score"):
            score(model, histories)
    seconds["peak GB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(json.dumps(seconds))


def score(model: MbgCnbd, histories: Histories) -> None:
    """Say of everybody: there or not, three horizons, three dates, the leaving date with its band."""
    kinds = kinds_of(histories)
    state = kinds.histories.frequency, kinds.histories.recency, kinds.histories.silence
    said = {
        "alive": model.p_alive(*state),
        **{f"orders {days}": model.expected_orders(*state, horizon=days) for days in _HORIZONS},
        **{f"date {share}": model.next_order_wait(*state, probability=share) for share in NEXT_ORDER},
    }
    rng = np.random.default_rng(0)
    leaving = find_leaving_dates(kinds.histories, uncalibrated(model, horizon=90), rng=rng)
    days = (leaving.churn_date, leaving.churn_early, leaving.churn_late)
    for said_of_kinds in said.values():
        spread(said_of_kinds, kinds.kind)
    for day in days:
        spread(day, kinds.kind)


@contextmanager
def timed(seconds: dict[str, float], step: str) -> Iterator[None]:
    """Add the seconds of a block, on the wall and of the processors."""
    wall, busy = time.perf_counter(), time.process_time()
    yield
    seconds[step] = time.perf_counter() - wall
    seconds[f"{step}, of the processors"] = time.process_time() - busy


if __name__ == "__main__":
    main(sys.argv[1], only_statistics="--statistics" in sys.argv)
