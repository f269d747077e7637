"""How right forecasts were on the log's own past."""

from dataclasses import dataclass

__all__ = ["Record", "RecordRow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """One model at one cut: its forecast for the next `horizon_days` against what came.

    Figures are None where they cannot be said. `cut` is a day number. `brier`, `log_score` and `slope` are of
    P(order in the horizon); `said_left` counts customers past their leaving date at the cut and `stayed_away`
    those of them without an order within the return horizon after it. `came_new` counts the orders of
    customers first seen after the cut, whom nobody could forecast. `group` names the rhythm group of the
    row's customers, None where they are all customers.
    """

    model: str
    cut: int
    horizon_days: int
    customers: int
    rmse: float
    mae: float
    deviance: float
    bias: float | None
    brier: float
    log_score: float
    slope: float | None
    expected: float
    came: int
    said_left: int | None = None
    stayed_away: int | None = None
    came_new: int = 0
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The record of all candidates, and the choice it made.

    Attributes
    ----------
    rows
        One a model, cut and horizon.
    attrition_model
        Name of the latent model that gives p_alive and next-order dates.
    weights
        Weight of each model in the counts and P(order in h); sums to 1.
    sampled
        Number of customers the choice was made on, None where all.
    """

    rows: tuple[RecordRow, ...]
    attrition_model: str
    weights: tuple[tuple[str, float], ...]
    sampled: int | None
