"""The truth behind the invented company, kept beside the base to hold forecasts to it."""

import json
import math
from pathlib import Path

from perennial.core.days import iso_of
from perennial.records.demo.cast import SYSTEM
from perennial.simulate.company.company import Company

__all__ = ["TRUTH", "write_truth"]

TRUTH = "demo-truth.json"


def write_truth(folder: Path, company: Company, seed: int) -> Path:
    """Write who leaves when, how often they buy, who is whom, and since when sellers drift.

    Customers are named by their id in the system `demo`.
    """
    truth, path = company.truth, folder / TRUTH
    said = {
        "seed": seed,
        "language": company.language,
        "first_day": iso_of(company.first_day),
        "last_day": iso_of(company.last_day),
        "system": SYSTEM,
        "customer_id": company.customers.customer_id.tolist(),
        "leaving_day": [iso_of(int(day)) if math.isfinite(day) else None for day in truth.leaving_day],
        "rate": [round(float(rate), 6) for rate in truth.rate],
        "duplicate_of": truth.duplicate_of.tolist(),
        "drift_began": {seller: iso_of(day) for seller, day in truth.drift_began.items()},
        "every_touch_from": iso_of(truth.density_day),
    }
    aside = path.with_suffix(".writing")
    aside.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    aside.replace(path)
    return path
