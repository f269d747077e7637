import numpy as np
import pytest

from perennial.core.days import NO_DAY
from perennial.store.memory import log_of_arrays


@pytest.fixture
def log():
    days = np.array([0, 10, 40, 5, 5])
    return log_of_arrays(["a", "a", "a", "b", "b"], days, np.array([1.0, 2, 6, 3, 4]), as_of=50)


def test_reference_counts_by_hand(log):
    assert log.histories().frequency.tolist() == [2, 0]
    assert log.histories().recency.tolist() == [40, 0]
    assert log.histories().T.tolist() == [50, 45]
    assert log.spend().orders.tolist() == [3, 2]
    assert log.spend().total.tolist() == [9, 7]
    assert log.purchases().day.tolist() == [0, 10, 40, 5]
    assert log.gaps().duration.tolist() == [10, 10, 30, 45]
    assert log.gaps().closed.tolist() == [False, True, True, False]


def test_reference_writes_csv_only(log, tmp_path):
    log.write_customers(tmp_path / "c.csv", {"churn_date": np.array([1, NO_DAY])}, frozenset({"churn_date"}))
    assert (tmp_path / "c.csv").read_text() == "customer_id,churn_date\na,1970-01-02\nb,\n"
    with pytest.raises(ValueError, match="CSV only"):
        log.write_customers(tmp_path / "c.parquet", {}, frozenset())
