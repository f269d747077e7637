"""Laws that hold for every attrition model, whatever its parameters and the customer."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from perennial.engine.histories import Histories, Ints
from perennial.engine.lifetime.attrition import AttritionModel
from perennial.engine.lifetime.mbg_cnbd import MbgCnbd, fit
from perennial.engine.lifetime.tenure import Tenure

positive = st.floats(0.05, 20.0)
regularities = st.integers(1, 5)


@st.composite
def coin_models(draw: st.DrawFn) -> MbgCnbd:
    return MbgCnbd(
        r=draw(positive),
        alpha=draw(st.floats(0.5, 500.0)),
        a=draw(positive),
        b=draw(positive),
        k=draw(regularities),
        log_likelihood=0.0,
        gradient_norm=0.0,
        covariance=np.eye(4),
        customers=1,
        identified=True,
    )


@st.composite
def tenure_models(draw: st.DrawFn) -> Tenure:
    hazards = draw(st.lists(st.floats(1e-5, 0.2), min_size=3, max_size=3))
    return Tenure(
        r=draw(positive),
        alpha=draw(st.floats(0.5, 500.0)),
        q0=draw(st.floats(0.01, 0.95)),
        k=draw(regularities),
        edges=np.array([0, 50, 200, 800], np.int32),
        hazards=np.array(hazards),
        at_risk=np.full(801, 100.0),
        unit=1,
        log_likelihood=0.0,
        gradient_norm=0.0,
        covariance=np.eye(6),
        customers=1,
        sampled=1,
        identified=True,
    )


models = st.one_of(coin_models(), tenure_models())


@st.composite
def customers(draw: st.DrawFn) -> tuple[Ints, Ints, Ints]:
    rows = draw(
        st.lists(
            st.tuples(st.integers(0, 60), st.integers(0, 900), st.integers(0, 600)), min_size=1, max_size=12
        )
    )
    x, recency, silence = (np.array(column, np.int32) for column in zip(*rows, strict=True))
    return x, np.where(x > 0, np.maximum(recency, x), 0).astype(np.int32), silence


@given(models, customers())
@settings(max_examples=60, deadline=None)
def test_probabilities_and_counts_are_in_range_and_in_order(
    model: AttritionModel, rows: tuple[Ints, Ints, Ints]
) -> None:
    alive = model.p_alive(*rows)
    assert ((alive >= 0) & (alive <= 1)).all()
    before = np.zeros(len(alive))
    for horizon in (7, 28, 365):
        some = model.p_order(*rows, horizon=horizon)
        assert (some >= before - 1e-9).all()
        assert (some <= alive + 1e-9).all()
        counts = model.expected_orders(*rows, horizon=horizon)
        assert (counts >= some - 1e-6 * (1 + counts)).all()
        before = some


@given(models, customers())
@settings(max_examples=40, deadline=None)
def test_waits_rise_with_the_probability(model: AttritionModel, rows: tuple[Ints, Ints, Ints]) -> None:
    waits = np.array([model.next_order_wait(*rows, probability=p) for p in (0.1, 0.5, 0.75, 0.9)])
    assert (waits > 0).all()
    assert (np.diff(waits, axis=0) > 0).all()


@given(coin_models(), customers(), st.integers(1, 300))
@settings(max_examples=60, deadline=None)
def test_p_alive_falls_in_silence_at_random_waits(
    model: MbgCnbd, rows: tuple[Ints, Ints, Ints], more: int
) -> None:
    x, recency, silence = rows
    random = replace(model, k=1)
    assert (random.p_alive(x, recency, silence + more) <= random.p_alive(x, recency, silence) + 1e-12).all()


@given(tenure_models(), customers(), st.integers(1, 300))
@settings(max_examples=40, deadline=None)
def test_p_alive_falls_in_silence_under_tenure(
    model: Tenure, rows: tuple[Ints, Ints, Ints], more: int
) -> None:
    x, recency, silence = rows
    assert (model.p_alive(x, recency, silence + more) <= model.p_alive(x, recency, silence) + 1e-9).all()


@given(coin_models(), customers(), st.integers(2, 9))
@settings(max_examples=40, deadline=None)
def test_the_unit_of_time_scales_the_answer(
    model: MbgCnbd, rows: tuple[Ints, Ints, Ints], times: int
) -> None:
    x, recency, silence = rows
    slower = replace(model, alpha=model.alpha * times)
    stretched = (x, recency * times, silence * times)
    assert np.allclose(slower.p_alive(*stretched), model.p_alive(*rows), rtol=1e-9)
    counts = slower.expected_orders(*stretched, horizon=30 * times)
    assert np.allclose(counts, model.expected_orders(*rows, horizon=30), rtol=1e-7)
    waits = model.next_order_wait(*rows, probability=0.5)
    assert np.allclose(slower.next_order_wait(*stretched, probability=0.5), times * waits, rtol=1e-7)


@given(models, customers(), st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_never_matters(
    model: AttritionModel, rows: tuple[Ints, Ints, Ints], seed: int
) -> None:
    order = np.random.default_rng(seed).permutation(len(rows[0]))
    mixed = [column[order] for column in rows]
    assert np.allclose(model.p_alive(*mixed), model.p_alive(*rows)[order], rtol=1e-12)
    ahead, behind = (model.expected_orders(*columns, horizon=90) for columns in (mixed, rows))
    assert np.allclose(ahead, behind[order], rtol=1e-9)
    later, sooner = (model.next_order_wait(*columns, probability=0.9) for columns in (mixed, rows))
    assert np.allclose(later, sooner[order], rtol=1e-6)


@given(customers(), st.integers(0, 2**32 - 1))
@settings(max_examples=15, deadline=None)
def test_a_fit_never_fails_and_does_not_see_the_order_of_rows(
    rows: tuple[Ints, Ints, Ints], seed: int
) -> None:
    x, recency, silence = rows
    # Gaps all alike: their logs sum to this.
    logs = np.where(x > 0, x * np.log(np.maximum(recency, 1) / np.maximum(x, 1)), 0.0)
    histories = Histories(as_of=0, frequency=x, recency=recency, T=recency + silence, sum_log_gap=logs)
    order = np.random.default_rng(seed).permutation(len(x))
    one, two = (fit(given, rng=np.random.default_rng(0)) for given in (histories, histories.take(order)))
    assert one.k == two.k
    assert np.allclose([one.r, one.alpha, one.a, one.b], [two.r, two.alpha, two.a, two.b], rtol=1e-4)
    assert np.isfinite(one.log_likelihood)
