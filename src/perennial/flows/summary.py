"""`summary.json`: the figures of the report under their stable names."""

import json
import math
from dataclasses import asdict
from typing import Any

import numpy as np

from perennial import __version__
from perennial.core.days import iso_of
from perennial.core.estimate import Estimate
from perennial.engine.backtest.results import RecordRow
from perennial.engine.calendar.results import Calendar, EventWorth
from perennial.engine.lifetime.open_waits import OpenWaits
from perennial.engine.lifetime.results import LeavingWindow
from perennial.engine.rhythm.due_products import ProductUse
from perennial.engine.waits.results import Ladder, NextPurchase
from perennial.flows.covariates_json import after_touch_json, cohorts_json, covariates_json
from perennial.flows.understanding import Understanding
from perennial.pictures.report.contents import ProductsDue
from perennial.plan.touch import Plan
from perennial.store.log import LogFacts

__all__ = ["summary_json", "summary_of"]

_Json = dict[str, Any]

#: Products named, those with most customers due first.
_PRODUCTS = 100


def summary_json(
    understanding: Understanding,
    plan: Plan,
    warnings: list[str],
    *,
    products: ProductsDue | None = None,
    drift: str | None = None,
    seed: int,
    content_hash: str,
) -> str:
    """Write the summary; arguments as in `summary_of`."""
    summary = summary_of(
        understanding, plan, warnings, products=products, drift=drift, seed=seed, content_hash=content_hash
    )
    return json.dumps(summary, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def summary_of(
    understanding: Understanding,
    plan: Plan,
    warnings: list[str],
    *,
    products: ProductsDue | None = None,
    drift: str | None = None,
    seed: int,
    content_hash: str,
) -> dict[str, Any]:
    """Give the summary as values that JSON knows.

    Parameters
    ----------
    warnings
        Sentences in the reader's language.
    products
        What customers are due to buy again; nothing is said of it where None.
    drift
        That customers who come now differ, as a sentence in the reader's language; None where they do not.
    seed, content_hash
        What the run can be repeated with: the seed of its draws and the SHA-256 of the input.
    """
    facts = understanding.facts
    summary = {
        "as_of": iso_of(facts.as_of),
        "run": {"version": __version__, "seed": seed, "input_sha256": content_hash},
        "orders": _orders(facts),
        "next_purchase": _next_purchase(understanding.next_purchase, understanding.open_waits),
        "ladder": _ladder(understanding.ladder),
        "regular_from": understanding.ladder.regular_from,
        "calendar": _calendar(understanding.calendar),
        "covariates": covariates_json(understanding.covariates),
        "cohorts": cohorts_json(understanding.covariates.cohorts, drift),
        "after_touch": after_touch_json(understanding.covariates.after_touch),
        "lifetime": _lifetime(understanding),
        "forecast": _forecast(understanding),
        "plan": {
            "week_of": iso_of(plan.week_of),
            "touches": len(plan.touches),
            "value_at_risk": plan.value_at_risk,
        },
        "warnings": warnings,
    }
    if products is not None:
        summary["products"] = [_product(use) for use in products.uses[:_PRODUCTS]]
    return {key: _tidy(value) for key, value in summary.items()}


def _product(use: ProductUse) -> _Json:
    return {
        "name": use.name,
        "customers": use.customers,
        "usual_gap_days": use.usual_gap_days,
        "returning_share": use.returning_share,
        "due": use.due,
    }


def _orders(facts: LogFacts) -> _Json:
    return {
        "rows": facts.rows,
        "rejected": facts.rejected,
        "refunds": facts.refunds,
        "left_out": dict(facts.left_out),
        "counted": facts.counted,
        "customers": facts.customers,
        "first": iso_of(facts.first),
        "last": iso_of(facts.last),
        "currency": facts.currency,
    }


def _next_purchase(found: NextPurchase, still: OpenWaits) -> _Json:
    return {
        "horizon_days": found.horizon_days,
        "share_returning": found.share_returning,
        "customers_share_returning": found.customers_share_returning,
        "median_wait_days": found.median_wait_days,
        "mean_wait_days": found.mean_wait_days,
        "naive_mean_days": found.naive_mean_days,
        "usual_gap_days": found.usual_gap_days,
        "open_waits": {"waits": still.waits, "share_returning": still.share_returning},
        "month_horizon_days": found.month_horizon_days,
        "by_month": [
            {
                "month": month.month,
                "share_returning": month.share_returning,
                "mean_wait_days": month.mean_wait_days,
            }
            for month in found.by_month
        ],
        "by_product": [
            {
                "name": product.name,
                "customers": product.customers,
                "share_returning": product.share_returning,
                "median_wait_days": product.median_wait_days,
            }
            for product in found.by_product
        ],
    }


def _ladder(ladder: Ladder) -> list[_Json]:
    return [
        {
            "rung": rung.rung,
            "customers": rung.customers,
            "share": rung.share,
            "median_days": rung.median_days,
            "expected_orders_365": rung.expected_orders_365,
        }
        for rung in ladder.rungs
    ]


def _calendar(found: Calendar) -> _Json:
    return {
        "weekday": list(found.weekday),
        "season_seen": found.is_season_seen,
        "season": list(found.season) if found.is_season_seen else None,
        "trend": found.trend,
        "growth": found.growth,
        "holidays": [_worth(each) for each in found.holidays],
        "events": [_worth(each) | {"stated": each.stated} for each in found.events],
    }


def _worth(of: EventWorth) -> _Json:
    return {"name": of.name, "worth": of.worth, "seen": of.seen}


def _lifetime(understanding: Understanding) -> _Json:
    by_product = [
        {"name": product.name, "customers": product.customers, **_window(product.window)}
        for product in understanding.lifetime_by_product
    ]
    return {**_window(understanding.lifetime), "by_product": by_product}


def _window(window: LeavingWindow) -> _Json:
    return {
        "never_return_share": window.never_return_share,
        "start_days": window.start_days,
        "middle_days": window.middle_days,
        "end_days": window.end_days,
        "left_by": {"day": window.left_by_day, "share": window.left_by_share.value},
        "curve": [list(point) for point in window.curve],
    }


def _forecast(understanding: Understanding) -> _Json:
    record = understanding.record
    return {
        "attrition_model": record.attrition_model,
        "count_model": _count_model(record.weights),
        "regularity": understanding.regularity,
        "return_horizon_days": understanding.return_horizon,
        "groups": _groups(understanding),
        "record": [_record_row(row) for row in record.rows],
    }


def _groups(understanding: Understanding) -> list[_Json]:
    models = understanding.models
    return [
        {
            "name": each.group.name,
            "products": list(each.group.products),
            "customers": len(rows),
            "usual_gap_days": each.usual_gap,
            "return_horizon_days": each.returns.horizon,
            "attrition_model": each.returns.model.name,
            "regularity": each.returns.model.regularity,
            "count_model": _count_model(each.count_weights),
        }
        for each, rows in (models.parts() if models.are_apart else [])
    ]


def _count_model(weights: tuple[tuple[str, float], ...]) -> str | dict[str, float]:
    used = {name: weight for name, weight in weights if weight > 0}
    return next(iter(used)) if len(used) == 1 else used


def _record_row(row: RecordRow) -> _Json:
    return {**asdict(row), "cut": iso_of(row.cut)}


def _tidy(value: object) -> object:
    """Make estimates objects, and what cannot be said null; figures keep six significant digits."""
    if isinstance(value, Estimate):
        return _tidy(value.as_dict())
    if isinstance(value, dict):
        return {key: _tidy(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_tidy(inner) for inner in value]
    if isinstance(value, np.generic):
        return _tidy(value.item())
    if isinstance(value, float):
        return float(f"{value:.6g}") if math.isfinite(value) else None
    return value
