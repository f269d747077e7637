"""How many of the waits still open will end in time, asked of the model customer by customer."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perennial.core.estimate import UNKNOWN, Estimate
from perennial.engine.histories import Floats, Histories
from perennial.engine.lifetime.attrition import AttritionModel

__all__ = ["OpenWaits", "open_waits", "pooled_waits"]

_MOST = 10_000  # customers asked
_DRAWS = 10
_LIMIT = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWaits:
    """Open waits shorter than `horizon_days`, and the share of them that is expected to end by then."""

    horizon_days: int
    waits: int
    share_returning: Estimate


def open_waits(
    model: AttritionModel,
    histories: Histories,
    *,
    horizon: int,
    doubted: int = _MOST,
    rng: np.random.Generator,
) -> OpenWaits:
    """Expect a share of the open waits to end within `horizon` days of their start.

    A survival curve over all gaps misses it: the gaps still open are those of other customers than the gaps
    that made the curve. The limits hold the doubt about the parameters and the chance of each customer.

    Parameters
    ----------
    model
        The fitted attrition model.
    histories
        Of all customers at the end of observation.
    horizon
        Days since the last purchase within which a return counts.
    doubted
        Customers at most on whom the doubt about the parameters is measured.
    """
    young = np.flatnonzero(histories.silence < horizon)
    if not len(young):
        return OpenWaits(horizon_days=horizon, waits=0, share_returning=UNKNOWN)
    asked = young if len(young) <= _MOST else rng.choice(young, _MOST, replace=False)
    some = histories.take(asked)
    chance = _chances(model, some, horizon)
    fewer = some.take(np.arange(0, len(some), -(-len(some) // doubted)))
    drawn = [float(_chances(drawn, fewer, horizon).mean()) for drawn in model.draws(_DRAWS, rng)]
    # The chance of each customer counts for all open waits, those not asked included.
    spread = np.hypot(np.std(drawn), np.sqrt((chance * (1 - chance)).mean() / len(young)))
    share = float(chance.mean())
    return OpenWaits(
        horizon_days=horizon,
        waits=len(young),
        share_returning=Estimate(
            value=share,
            low=max(0.0, share - _LIMIT * float(spread)),
            high=min(1.0, share + _LIMIT * float(spread)),
        ),
    )


def pooled_waits(parts: Sequence[OpenWaits]) -> OpenWaits:
    """Put together what was asked of different models for different customers, with one horizon.

    Doubts of different models are taken as unrelated.
    """
    known = [part for part in parts if part.waits]
    if len(known) < 2:
        return (known or parts)[0]
    waits = np.array([part.waits for part in known])
    shares = [part.share_returning for part in known]
    value, low, high = (
        np.array([getattr(share, name) for share in shares], dtype=np.float64)
        for name in ("value", "low", "high")
    )
    weight = waits / waits.sum()
    share = float(weight @ value)
    half = float(np.sqrt(((weight * np.maximum(high - value, value - low)) ** 2).sum()))
    return OpenWaits(
        horizon_days=known[0].horizon_days,
        waits=int(waits.sum()),
        share_returning=Estimate(value=share, low=max(0.0, share - half), high=min(1.0, share + half)),
    )


def _chances(model: AttritionModel, histories: Histories, horizon: int) -> Floats:
    chance = np.zeros(len(histories))
    for silence in np.unique(histories.silence):
        rows = np.flatnonzero(histories.silence == silence)
        some = histories.take(rows)
        chance[rows] = model.p_order(
            some.frequency, some.recency, some.silence, horizon=horizon - int(silence)
        )
    return chance
