"""What the package lifetimes does of the same work, step by step, as JSON: seconds a step."""

import json
import sys
import time
import warnings

import duckdb

warnings.simplefilter("ignore")

from lifetimes import BetaGeoFitter, ModifiedBetaGeoFitter  # noqa: E402
from lifetimes.utils import summary_data_from_transaction_data  # noqa: E402


def main(path: str) -> None:
    """Time summary, two fits and the scoring of one horizon."""
    orders = duckdb.execute(
        "SELECT customer_id, ordered_at, amount FROM read_parquet($path)", {"path": path}
    ).df()
    seconds: dict[str, float] = {}
    clock = time.perf_counter()
    summary = summary_data_from_transaction_data(
        orders, "customer_id", "ordered_at", "amount", observation_period_end=orders["ordered_at"].max()
    )
    seconds["summarise"] = time.perf_counter() - clock
    x, t_x, age = summary["frequency"], summary["recency"], summary["T"]
    for name, fitter in (("fit BG/NBD", BetaGeoFitter()), ("fit MBG/NBD", ModifiedBetaGeoFitter())):
        clock = time.perf_counter()
        fitter.fit(x, t_x, age)
        seconds[name] = time.perf_counter() - clock
    clock = time.perf_counter()
    fitter.conditional_probability_alive(x, t_x, age)
    fitter.conditional_expected_number_of_purchases_up_to_time(90, x, t_x, age)
    seconds["score, one horizon"] = time.perf_counter() - clock
    print(json.dumps(seconds))


if __name__ == "__main__":
    main(sys.argv[1])
