"""Sources of customers side by side, as rows of a table."""

from typing import Any

from perennial.core.estimate import Estimate
from perennial.engine.process.sources import SourceRow, Sources
from perennial.pictures.process.sources_words import dearer_sentence
from perennial.pictures.words import Words
from perennial.web.views.links import customers_url

__all__ = ["sources_context"]


def sources_context(found: Sources, words: Words, *, sees_money: bool) -> dict[str, Any]:
    """Give the rows, the sentence above them, and the days within which orders count."""
    has_costs = any(row.cost_first.known for row in found.rows)
    has_money = sees_money and any(row.money.known for row in found.rows)
    return {
        "sources": [_row(row, words) for row in found.rows],
        "together": _row(found.together, words) if len(found.rows) > 1 else None,
        "has_costs": has_costs and sees_money,
        "has_money": has_money,
        "dearer": dearer_sentence(found, words),
        "first_days": round(found.first_days),
        "second_days": round(found.second_days),
    }


def _row(row: SourceRow, words: Words) -> dict[str, Any]:
    return {
        "source": row.source,
        "url": customers_url(source=row.source, who="all") if row.source else "",
        "cases": row.cases,
        "to_first": _told(row.to_first, "percent", words),
        "to_second": _told(row.to_second, "percent", words),
        "days": None if row.days_to_first is None else round(row.days_to_first),
        "touches_first": _told(row.touches_first, "number", words),
        "touches_repeat": _told(row.touches_repeat, "number", words),
        "cost_first": _told(row.cost_first, "money", words),
        "cost_repeat": _told(row.cost_repeat, "money", words),
        "money": _told(row.money, "money", words),
    }


def _told(estimate: Estimate, kind: str, words: Words) -> dict[str, str]:
    """Write a value, and its limits where there are any."""
    if estimate.value is None:
        return {"value": "–", "range": ""}
    limits = [words.fact(each, kind) for each in (estimate.low, estimate.high) if each is not None]
    return {
        "value": words.fact(estimate.value, kind),
        "range": " – ".join(limits) if len(limits) == 2 and limits[0] != limits[1] else "",
    }
