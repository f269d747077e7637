"""The return probability: an order within R days given the silence, as right as the log's own past allows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from perennial.core.message import Message
from perennial.engine.histories import Floats, Histories, Ints
from perennial.engine.lifetime.attrition import AttritionModel
from perennial.engine.lifetime.next_order import look_ahead_for
from perennial.engine.lifetime.returns_features import SPREAD, features_of, usual_gaps
from perennial.engine.lifetime.returns_logistic import DOUBT, fit_shift
from perennial.engine.purchases import PurchaseLog, count_between, histories_at

__all__ = ["Fit", "ReturnModel", "fit_returns", "return_horizon", "uncalibrated"]

#: Fits an attrition model to histories.
Fit = Callable[[Histories, np.random.Generator], AttritionModel]

_LEAST = 90
_GAPS = 1.25
_CUTS = 8
_MOST = 20_000  # customers that the recalibration looks at
_FEW = 10  # customers who returned, or who did not, below which the log hardly corrects the model


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnModel:
    """r(s; x, t_x): probability of an order within `horizon` days for one silent for s days.

    Attributes
    ----------
    model
        The attrition model it starts from.
    horizon
        The return horizon R in days.
    within
        Days within which a return counts as one (`look_ahead_for`).
    coefficients, covariance
        Shapes (p,) and (p, p): the correction of the model's log-odds; zeros where there is none.
    rows
        Customers at earlier cuts that the correction rests on; 0 where there is none.
    note
        Why the model stands uncorrected or nearly so, None where it does not.
    """

    model: AttritionModel
    horizon: int
    within: int
    coefficients: Floats
    covariance: Floats
    rows: int
    note: Message | None

    def probability(self, frequency: Ints, recency: Ints, silence: Ints, gap: Floats) -> Floats:
        """Give r for customers of shape (n,); `gap` is their usual gap (`usual_gaps`)."""
        features = features_of(self.model, frequency, recency, silence, gap, horizon=self.horizon)
        return np.asarray(expit(features.offset + features.columns @ self.coefficients))

    def gaps(self, frequency: Ints, recency: Ints) -> Floats:
        """Give the customers' usual gaps in days; shape (n,)."""
        return usual_gaps(self.model, frequency, recency, within=self.within)

    def draws(self, count: int, rng: np.random.Generator) -> "Sequence[ReturnModel]":
        """Give r under draws of the attrition model's parameters and of the correction."""
        shifts = rng.multivariate_normal(self.coefficients, self.covariance, count, method="eigh")
        models = self.model.draws(count, rng)
        return [
            replace(self, model=model, coefficients=shift)
            for model, shift in zip(models, shifts, strict=True)
        ]


def return_horizon(usual_gap: float | None, span: int, *, wanted: int | None = None) -> int:
    """Choose R: what is wanted, else the larger of 90 days and 1.25 usual gaps; at most a third of the span.

    Parameters
    ----------
    usual_gap
        Of the business, in days; None where it is not known.
    span
        Days from the first purchase of the log to the end of observation.
    wanted
        The setting of the business, taken as it is.
    """
    if wanted is not None:
        return wanted
    return max(1, min(max(_LEAST, round(_GAPS * (usual_gap or 0.0))), span // 3))


def uncalibrated(
    model: AttritionModel, *, horizon: int, usual_gap: float | None = None, note: Message | None = None
) -> ReturnModel:
    """Give the return probability of the attrition model as it is, with room for its being wrong."""
    return ReturnModel(
        model=model,
        horizon=horizon,
        within=look_ahead_for(usual_gap),
        coefficients=np.zeros(len(SPREAD)),
        covariance=np.diag((DOUBT * SPREAD) ** 2),
        rows=0,
        note=note,
    )


def fit_returns(
    log: PurchaseLog,
    as_of: int,
    model: AttritionModel,
    fit: Fit,
    *,
    horizon: int,
    usual_gap: float | None = None,
    rng: np.random.Generator,
) -> ReturnModel:
    """Recalibrate the model's return probability on earlier cuts of the log.

    A model is fitted on what was known R days before `as_of`; its forecasts at that day and at cuts before it
    are held against who ordered in the R days after each. Nothing after `as_of` is looked at.

    Parameters
    ----------
    log
        Purchases of the customers, or of a sample of them.
    as_of
        Day number of the end of observation.
    model
        The attrition model fitted on all that is known at `as_of`.
    fit
        Fits an attrition model of the same kind to the histories at an earlier cut.
    horizon
        R in days.
    usual_gap
        Of the business, in days.
    """
    start = uncalibrated(model, horizon=horizon, usual_gap=usual_gap)
    if len(log) > _MOST:
        log = log.take(np.sort(rng.choice(len(log), _MOST, replace=False)))
    cuts = _cuts(int(log.day.min()), as_of - horizon, horizon)
    if not cuts:
        return replace(
            start, note=Message("The log is too short to check the chance of coming back on its past.")
        )
    earlier = fit(histories_at(log, cuts[0])[0], rng)
    return _corrected(start, log, earlier, cuts)


def _cuts(begin: int, last: int, horizon: int) -> list[int]:
    # Back from the last cut with a whole outcome window, as far as there is some history before it.
    first = begin + min(max(horizon, 30), (last - begin) // 2)
    step = max(1, -(-(last - first) // (_CUTS - 1)), horizon // 6)
    return list(range(last, first - 1, -step)) if last - begin >= 14 else []


def _corrected(
    start: ReturnModel, log: PurchaseLog, earlier: AttritionModel, cuts: Sequence[int]
) -> ReturnModel:
    seen = [_at_cut(replace(start, model=earlier), log, cut) for cut in cuts]
    columns, offset, happened, customer = (np.concatenate(part) for part in zip(*seen, strict=True))
    shift = fit_shift(columns, offset, happened, customer, spread=SPREAD)
    return replace(
        start,
        coefficients=shift.coefficients,
        covariance=shift.covariance,
        rows=len(offset),
        note=_note(len(np.unique(customer[happened])), len(np.unique(customer[~happened]))),
    )


def _at_cut(
    at: ReturnModel, log: PurchaseLog, cut: int
) -> tuple[Floats, Floats, NDArray[np.bool_], NDArray[np.intp]]:
    known, index = histories_at(log, cut)
    gap = at.gaps(known.frequency, known.recency)
    features = features_of(at.model, known.frequency, known.recency, known.silence, gap, horizon=at.horizon)
    happened = count_between(log, cut, cut + at.horizon)[index] > 0
    return features.columns, features.offset, happened, index


def _note(came: int, stayed: int) -> Message | None:
    if came < _FEW:
        return Message("Too few customers came back to check the chance of coming back on the log's past.")
    if stayed < _FEW:
        return Message(
            "Nearly every customer came back, so there is little to learn about leaving from the log's past."
        )
    return None
