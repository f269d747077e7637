"""One record of a business whose rhythm groups were forecast apart."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from perennial.engine.backtest.results import Record, RecordRow

__all__ = ["pooled_record"]

_MEANS = ("mae", "deviance", "brier", "log_score")
_COUNTS = ("customers", "expected", "came", "came_new")


def pooled_record(records: Sequence[tuple[str, int, Record]]) -> Record:
    """Put the records of groups together: first the rows of all customers, then those of each group.

    A row of all customers is there for each model, cut and horizon that was asked of every group with
    customers then; it adds up their counts and gives their errors over all customers. Its slope, which needs
    every single forecast, is not said.

    Parameters
    ----------
    records
        Name, number of customers and record of each group, made at the same cuts.

    Returns
    -------
    Record
        Its attrition model is that of the largest group, its weights are means over customers.
    """
    pooled = _rows_of_all([record for _, _, record in records])
    apart = [replace(row, group=name) for name, _, record in records for row in record.rows]
    sampled = any(record.sampled is not None for _, _, record in records)
    return Record(
        rows=(*pooled, *apart),
        attrition_model=max(records, key=lambda each: each[1])[2].attrition_model,
        weights=tuple(_mean_weights(records).items()),
        sampled=sum(record.sampled or customers for _, customers, record in records) if sampled else None,
    )


def _rows_of_all(records: Sequence[Record]) -> list[RecordRow]:
    horizons = [{row.horizon_days for row in record.rows} for record in records if record.rows]
    shared = set.intersection(*horizons) if horizons else set()
    found: defaultdict[tuple[int, int], list[Mapping[str, RecordRow]]] = defaultdict(list)
    for record in records:
        by_place: defaultdict[tuple[int, int], dict[str, RecordRow]] = defaultdict(dict)
        for row in record.rows:
            by_place[row.cut, row.horizon_days][row.model] = row
        for place, rows in by_place.items():
            found[place].append(rows)
    return [
        _pooled([rows[model] for rows in found[place]])
        for place in sorted(found)
        if place[1] in shared
        for model in found[place][0]
        if all(model in rows for rows in found[place])
    ]


def _pooled(rows: Sequence[RecordRow]) -> RecordRow:
    count = np.array([row.customers for row in rows], dtype=np.float64)
    changes: dict[str, Any] = {name: sum(getattr(row, name) for row in rows) for name in _COUNTS}
    changes |= {name: _mean([getattr(row, name) for row in rows], count) for name in _MEANS}
    expected, came = changes["expected"], changes["came"]
    left = [(row.said_left, row.stayed_away) for row in rows]
    said = [each for each, _ in left if each is not None]
    away = [each for _, each in left if each is not None]
    is_told = len(said) == len(away) == len(rows)
    return replace(
        rows[0],
        **changes,
        rmse=float(np.sqrt(_mean([row.rmse**2 for row in rows], count))),
        bias=expected / came - 1 if came else None,
        slope=None,
        said_left=sum(said) if is_told else None,
        stayed_away=sum(away) if is_told else None,
    )


def _mean(values: Sequence[float], count: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    return float(np.asarray(values) @ count / count.sum())


def _mean_weights(records: Sequence[tuple[str, int, Record]]) -> dict[str, float]:
    everyone = sum(customers for _, customers, _ in records)
    weights: defaultdict[str, float] = defaultdict(float)
    for _, customers, record in records:
        for name, weight in record.weights:
            weights[name] += weight * customers / everyone
    return dict(weights)
