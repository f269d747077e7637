"""The real CDNOW log, summarised by DuckDB, against the summary of the package that it comes with."""

import csv
import warnings
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from perennial.ingest.cleaning import CleaningRules
from perennial.store.duckdb import log_of_columns


@pytest.fixture(scope="module")
def orders():
    path = Path(find_spec("lifetimes").submodule_search_locations[0]) / "datasets" / "CDNOW_sample.txt"
    with path.open(encoding="utf-8") as file:
        rows = [line for line in csv.reader(file, delimiter=" ", skipinitialspace=True) if line]
    days = [f"{row[2][:4]}-{row[2][4:6]}-{row[2][6:]}" for row in rows]
    return {
        "customer_id": np.array([row[1] for row in rows]),
        "ordered_at": np.array(days, dtype="datetime64[us]"),
        "amount": np.array([float(row[-1]) for row in rows]),
    }


def test_zero_amounts_are_left_out_by_default(orders):
    log = log_of_columns(orders)
    assert log.facts.left_out == {"zero_amount": 8}
    assert (log.facts.customers, log.facts.counted) == (2349, 6911)


def test_kept_in_full_it_equals_the_summary_of_lifetimes(orders):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pandas as pd
        from lifetimes.utils import summary_data_from_transaction_data

        frame = pd.DataFrame(orders)
        theirs = summary_data_from_transaction_data(frame, "customer_id", "ordered_at", "amount", freq="D")
    log = log_of_columns(orders, rules=CleaningRules(keep_zero=True))
    histories, spend = log.histories(), log.spend()
    theirs = theirs.loc[log.customer_ids(np.arange(len(histories)))]
    assert len(histories) == 2357
    assert histories.frequency.tolist() == theirs["frequency"].tolist()
    assert histories.recency.tolist() == theirs["recency"].tolist()
    assert histories.T.tolist() == theirs["T"].tolist()
    np.testing.assert_allclose(np.nan_to_num(spend.repeat_mean), theirs["monetary_value"], atol=1e-6)
