"""What other packages forecast of such histories: `lifetimes`, and `pymc-marketing` in another process."""

import contextlib
import json
import subprocess
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from lifetimes import BetaGeoFitter, ModifiedBetaGeoFitter, ParetoNBDFitter

from perennial.engine.histories import Floats, Histories

__all__ = ["LIFETIMES", "Forecast", "lifetimes_fit", "lifetimes_forecasts", "pymc_forecasts"]

#: Fitters by the name of their model.
LIFETIMES = {"BG/NBD": BetaGeoFitter, "MBG/NBD": ModifiedBetaGeoFitter, "Pareto/NBD": ParetoNBDFitter}

_PENALTIES = (0.0, 0.001, 0.01, 0.1)  # the first with which the peer's fit converges
_PYMC = Path(__file__).with_name("peer_pymc.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Expected purchases and chance of one, each of shape (n,); None where a package does not say it."""

    expected: Floats | None
    p_order: Floats | None


def lifetimes_fit(fitter: type, h: Histories) -> tuple[Any, float]:
    """Give the fitted model and the penalty that it needed; None where it does not converge."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(None):
        warnings.simplefilter("ignore")
        for penalty in _PENALTIES:
            with contextlib.suppress(Exception):
                return fitter(penalizer_coef=penalty).fit(h.frequency, h.recency, h.T), penalty
    return None, 0.0


def lifetimes_forecasts(h: Histories, horizons: Sequence[int]) -> dict[str, dict[int, Forecast]]:
    """Give the forecasts of each model that converges by horizon in days."""
    answer = {}
    for name, fitter in LIFETIMES.items():
        model, _ = lifetimes_fit(fitter, h)
        if model is not None:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                answer[f"lifetimes {name}"] = {days: _lifetimes(name, model, h, days) for days in horizons}
    return answer


def _lifetimes(name: str, model: Any, h: Histories, days: int) -> Forecast:  # noqa: ANN401
    told = model.conditional_expected_number_of_purchases_up_to_time(days, h.frequency, h.recency, h.T)
    alive = model.conditional_probability_alive(h.frequency, h.recency, h.T)
    if name == "Pareto/NBD":
        none = np.array(
            [
                model.conditional_probability_of_n_purchases_up_to_time(0, days, *row)
                for row in zip(h.frequency, h.recency, h.T, strict=True)
            ]
        )
        return Forecast(expected=_clean(told), p_order=1 - _clean(none))
    # The package has no chance of an order for these: it follows from its parameters. Who is alive does not
    # leave before the next purchase, which comes at a rate drawn from Gamma(r + x, alpha + T).
    r, alpha = (float(model.params_[each]) for each in ("r", "alpha"))
    some = 1 - ((alpha + h.T) / (alpha + h.T + days)) ** (r + h.frequency)
    return Forecast(expected=_clean(told), p_order=_clean(alive) * some)


def pymc_forecasts(
    python: Path, h: Histories, horizons: Sequence[int]
) -> Mapping[str, Mapping[int, Forecast]]:
    """Give the MAP forecasts of `pymc-marketing` by horizon in days, made by another Python with it."""
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "histories.npz"
        np.savez(given, x=h.frequency, recency=h.recency, T=h.T)
        told = subprocess.run(
            [python, _PYMC, given, *map(str, horizons)], check=True, capture_output=True, text=True
        )
    said = json.loads(told.stdout.splitlines()[-1])
    return {
        f"pymc-marketing {name}": {
            int(days): Forecast(expected=_array(each["expected"]), p_order=_array(each["p_order"]))
            for days, each in by_days.items()
        }
        for name, by_days in said.items()
    }


def _array(values: Sequence[float] | None) -> Floats | None:
    return None if values is None else np.asarray(values, np.float64)


def _clean(values: Any) -> Floats:  # noqa: ANN401
    return np.nan_to_num(np.asarray(values, np.float64))
