"""Fit the models of `pymc-marketing` by MAP and print what they forecast as JSON.

Run by a Python of its own that has the package: `python peer_pymc.py HISTORIES.npz DAYS...`.
"""

import json
import logging
import sys
import warnings
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

from pymc_marketing import clv  # type: ignore[import-not-found] # noqa: E402

_MODELS = {"BG/NBD": clv.BetaGeoModel, "MBG/NBD": clv.ModifiedBetaGeoModel}


def main(path: str, horizons: list[int]) -> None:
    """Fit both models and ask them."""
    given = np.load(path)
    data = pd.DataFrame(
        {
            "customer_id": np.arange(len(given["x"])),
            "frequency": given["x"],
            "recency": given["recency"],
            "T": given["T"],
        }
    )
    said = {name: _said(model(data=data), data, horizons) for name, model in _MODELS.items()}
    print()
    print(json.dumps(said))


def _said(model: Any, data: Any, horizons: list[int]) -> dict[int, dict[str, list[float] | None]]:  # noqa: ANN401
    model.build_model()
    model.fit(method="map")
    return {days: _ahead(model, data, days) for days in horizons}


def _ahead(model: Any, data: Any, days: int) -> dict[str, list[float] | None]:  # noqa: ANN401
    expected = model.expected_purchases(data=data, future_t=days).values.ravel()  # noqa: PD011
    try:
        none = model.expected_probability_no_purchase(data=data, t=days).values.ravel()  # noqa: PD011
    except NotImplementedError:
        return {"expected": expected.tolist(), "p_order": None}
    return {"expected": expected.tolist(), "p_order": (1 - none).tolist()}


if __name__ == "__main__":
    main(sys.argv[1], [int(each) for each in sys.argv[2:]])
