"""Laws that hold for whatever is said of a customer and a product."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from perennial.engine.rhythm.due_products import are_due, due_dates
from perennial.engine.rhythm.pair_waits import PairWaits

WITHIN = 730.0
silences = st.lists(st.floats(0.0, 3_000.0), min_size=2, max_size=20)


@st.composite
def one_history(draw: st.DrawFn) -> PairWaits:
    """Draw one history after several silences, the shortest first."""
    silence = np.sort(np.array(draw(silences)))
    like = np.ones(len(silence))
    return PairWaits(
        k=draw(st.integers(1, 6)),
        size=like * draw(st.floats(0.1, 300.0)),
        began=like * draw(st.floats(0.5, 3_000.0)),
        gone=like * draw(st.floats(1e-4, 20.0)),
        silence=silence,
    )


@settings(max_examples=150, deadline=None)
@given(waits=one_history(), horizon=st.floats(1.0, 60.0))
def test_chances_are_chances_and_rise_with_the_horizon(waits: PairWaits, horizon: float) -> None:
    short, long = waits.p_order(horizon), waits.p_order(2 * horizon)
    assert ((short >= 0) & (short <= long + 1e-12) & (long <= waits.p_alive + 1e-9)).all()


@settings(max_examples=150, deadline=None)
@given(waits=one_history())
def test_silence_never_makes_it_likelier_that_a_product_is_still_bought(waits: PairWaits) -> None:
    assert (np.diff(waits.p_alive) <= 1e-9).all()


@settings(max_examples=100, deadline=None)
@given(waits=one_history())
def test_dates_rise_and_stay_within_the_days_that_count(waits: PairWaits) -> None:
    dates = due_dates(waits, within=WITHIN, ahead=14.0)
    assert ((dates.early <= dates.likely) & (dates.likely <= dates.late) & (dates.late <= WITHIN)).all()
    assert (dates.usual_gap == dates.usual_gap[0]).all()


@settings(max_examples=100, deadline=None)
@given(waits=one_history(), unit=st.sampled_from([0.1, 7.0]))
def test_another_unit_of_time_makes_the_same_products_due(waits: PairWaits, unit: float) -> None:
    other = PairWaits(
        k=waits.k,
        size=waits.size,
        began=waits.began * unit,
        gone=waits.gone,
        silence=waits.silence * unit,
    )
    np.testing.assert_allclose(other.p_order(14 * unit), waits.p_order(14), atol=1e-12)
    due = are_due(waits, within=WITHIN, ahead=14.0)
    assert (are_due(other, within=WITHIN * unit, ahead=14.0 * unit) == due).all()
