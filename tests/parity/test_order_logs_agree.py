"""The same random orders through both stores give equal summaries."""

from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from order_samples import RULES, assert_equal_logs, order_rows

from perennial.core.errors import UserError


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=order_rows(), rules=RULES, late=st.one_of(st.none(), st.integers(19380, 19400)))
def test_stores_agree_on_any_rows(both, rows, rules, late):
    reference, log = both(rows, rules=rules, as_of=late)
    if isinstance(reference, UserError):
        assert str(log) == str(reference)
        return
    assert log.facts == reference.facts
    assert_equal_logs(log, reference)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=order_rows(), seed=st.integers(0, 2**32 - 1))
def test_row_order_never_matters(both, rows, seed):
    # Nobody can know which of two equal orders of one moment a refund belongs to, if they differ in product.
    rows = [replace(row, product=None, category=None) for row in rows]
    shuffled = list(np.random.default_rng(seed).permutation(np.array(rows, dtype=object)))
    _, log = both(rows)
    _, again = both(shuffled)
    if isinstance(log, UserError):
        assert isinstance(again, UserError)
    else:
        assert_equal_logs(log, again)
