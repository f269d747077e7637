"""A process as JSON, for programs."""

import json
from math import isfinite

from perennial.core.days import iso_of
from perennial.core.estimate import Estimate
from perennial.engine.process.folded import fold
from perennial.engine.process.weakest_arrow import ArrowGain, WeakestArrow
from perennial.flows.understand_process import UnderstoodProcess
from perennial.store.events import EventFacts

__all__ = ["process_json"]


def process_json(found: UnderstoodProcess, share: float, facts: EventFacts, *, rejected: int) -> str:
    """Write the whole map: every step, every arrow; `folded` says which are rare by a share."""
    content = {
        "cases": found.whole.cases,
        "events": sum(node.count for node in found.whole.nodes),
        "rejected": rejected,
        "first": _day(facts.first),
        "as_of": _day(facts.as_of),
        "goal": found.goal,
        "main_way": list(found.main_way),
        "nodes": _nodes(found),
        "edges": _edges(found, share),
        "bottleneck": _bottleneck(found.weakest, found),
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _nodes(found: UnderstoodProcess) -> list[dict[str, object]]:
    return [
        {
            "id": node.activity,
            "count": node.count,
            "cases": node.cases,
            "starts": node.starts,
            "ends": node.ends,
            "kind": found.kinds[node.activity],
        }
        for node in found.whole.nodes
    ]


def _edges(found: UnderstoodProcess, share: float) -> list[dict[str, object]]:
    hidden = {(edge.source, edge.target) for edge in fold(found.whole, share).folded}
    return [
        {
            "source": edge.source,
            "target": edge.target,
            "count": edge.count,
            "cases": edge.cases,
            "share": edge.share,
            "median_days": edge.median_days,
            "folded": (edge.source, edge.target) in hidden,
        }
        for edge in found.whole.edges
    ]


def _bottleneck(weakest: WeakestArrow, found: UnderstoodProcess) -> dict[str, object] | None:
    arrow = weakest.weakest
    if arrow is None:
        return None
    return {
        "source": arrow.source,
        "target": arrow.target,
        "basis": weakest.basis,
        "compared": found.by if arrow.groups else None,
        "certainty": weakest.certainty,
        "counts": "orders" if found.orders else found.goal,
        **_figures(arrow),
    }


def _figures(arrow: ArrowGain) -> dict[str, object]:
    return {
        "horizon_days": arrow.horizon_days,
        "trials": arrow.trials,
        "successes": arrow.successes,
        "share": _estimate(arrow.share),
        "better_share": _estimate(arrow.better_share),
        "orders_a_month": _estimate(arrow.orders_a_month),
        "money_a_month": _estimate(arrow.money_a_month),
        "one_in_a_hundred": arrow.hundredth,
        "waiting": arrow.waiting,
        "groups": [
            {
                "name": group.name,
                "trials": group.trials,
                "successes": group.successes,
                "share": _estimate(group.share),
                "better_half": group.better,
            }
            for group in arrow.groups
        ],
    }


def _estimate(estimate: Estimate) -> dict[str, float | None]:
    return {
        name: value if value is not None and isfinite(value) else None
        for name, value in estimate.as_dict().items()
    }


def _day(moment: float) -> str:
    return iso_of(int(moment))
