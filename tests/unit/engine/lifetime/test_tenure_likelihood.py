"""The likelihood of the tenure model against its plain definition, and its slope against differences."""

import numpy as np
import pytest
from scipy.special import gammaln

from perennial.engine.histories import Floats
from perennial.engine.lifetime.tenure_likelihood import likelihood
from perennial.engine.lifetime.tenure_rows import Rows, pieces_by_frequency, rows_of, survival_of

R, ALPHA, Q0 = 1.3, 25.0, 0.2
X = np.array([0, 0, 1, 3, 3, 12, 0])
RECENCY = np.array([0, 0, 40, 150, 160, 170, 0])
AGE = np.array([10, 180, 180, 155, 160, 180, 10])
HAZARD = np.where(np.arange(180) < 60, 0.002, 0.01)


def silence_weight(x: int, recency: int, silence: Floats, k: int) -> Floats:
    """I(s) of the method, the constants of the gaps left out."""
    q, out = R + k * x, np.zeros_like(silence)
    for j in range(k):
        out += np.exp(
            R * np.log(ALPHA)
            - gammaln(R)
            + (j * np.log(silence) if j else 0.0)
            - gammaln(j + 1)
            + gammaln(q + j)
            - (q + j) * np.log(ALPHA + recency + silence)
        )
    return out


def plain(k: int) -> float:
    survival, total = survival_of(HAZARD), 0.0
    for x, recency, age in zip(X, RECENCY, AGE, strict=True):
        days = np.arange(recency + 1, age + 1)
        left = (survival[days - 1] - survival[days]) @ silence_weight(x, recency, days - 0.5 - recency, k)
        still = (
            survival[age] * silence_weight(x, recency, np.array([max(float(age - recency), 1e-300)]), k)[0]
        )
        at_once = Q0 * silence_weight(x, recency, np.array([1e-300]), k)[0] if x == 0 else 0.0
        total += np.log((1 - Q0) * (left + still) + at_once)
    return float(total)


@pytest.mark.parametrize("k", [1, 2, 3, 6])
def test_value_is_that_of_the_definition(k: int) -> None:
    moments = likelihood(rows_of(X, RECENCY, AGE), (R, ALPHA, k), Q0, HAZARD)
    assert moments.value == pytest.approx(plain(k), rel=1e-12)


@pytest.mark.parametrize("k", [1, 2, 5])
def test_slopes_by_differences(k: int) -> None:
    rows, step = rows_of(X, RECENCY, AGE), 1e-5
    moments = likelihood(rows, (R, ALPHA, k), Q0, HAZARD)

    def value(r: float = R, alpha: float = ALPHA, q0: float = Q0, hazard: Floats = HAZARD) -> float:
        return likelihood(rows, (r, alpha, k), q0, hazard).value

    assert moments.by_r == pytest.approx((value(R + step) - value(R - step)) / (2 * step), rel=1e-5)
    by_alpha = (value(alpha=ALPHA + step) - value(alpha=ALPHA - step)) / (2 * step)
    assert moments.by_alpha == pytest.approx(by_alpha, rel=1e-5)
    by_q0 = moments.left_at_once / Q0 - (len(X) - moments.left_at_once) / (1 - Q0)
    assert by_q0 == pytest.approx((value(q0=Q0 + step) - value(q0=Q0 - step)) / (2 * step), rel=1e-5)
    for day in (0, 59, 165, 179):
        nudge = np.where(np.arange(180) == day, 1e-6, 0.0)
        slope = moments.left[day] / np.expm1(HAZARD[day]) - moments.at_risk[day + 1]
        by_day = (value(hazard=HAZARD + nudge) - value(hazard=HAZARD - nudge)) / 2e-6
        assert slope == pytest.approx(by_day, rel=1e-4, abs=1e-6)


def test_everybody_is_accounted_for() -> None:
    moments = likelihood(rows_of(X, RECENCY, AGE), (R, ALPHA, 2), Q0, HAZARD)
    assert moments.left_at_once + moments.left.sum() + moments.still.sum() == pytest.approx(len(X), rel=1e-12)
    assert moments.at_risk[0] == pytest.approx(len(X) - moments.left_at_once, rel=1e-12)
    assert (np.diff(moments.at_risk) <= 1e-12).all()


def test_pieces_cover_all_rows_and_split_between_frequencies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perennial.engine.lifetime.tenure_rows._ROWS", 2)
    pieces = pieces_by_frequency(np.array([0, 0, 0, 1, 2, 2, 5]), 10, 3)
    assert [(piece.start, piece.stop) for piece in pieces] == [(0, 3), (3, 4), (4, 6), (6, 7)]


def test_pieces_do_not_change_the_value(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: Rows = rows_of(X, RECENCY, AGE)
    whole = likelihood(rows, (R, ALPHA, 2), Q0, HAZARD)
    monkeypatch.setattr("perennial.engine.lifetime.tenure_rows._CELLS", 1)
    pieces = likelihood(rows, (R, ALPHA, 2), Q0, HAZARD)
    assert pieces.value == pytest.approx(whole.value, rel=1e-13)
    assert np.allclose(pieces.left, whole.left, rtol=1e-10, atol=1e-14)
