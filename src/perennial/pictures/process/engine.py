"""The way to the JavaScript that lays out: boxes and arrows go in as JSON, places come out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from perennial.pictures.script import run_script

__all__ = ["Point", "RawLayout", "lay_out"]

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawLayout:
    """Middles of the boxes by id, and for each arrow its bends and the middle of its label."""

    nodes: Mapping[str, Point]
    bends: Sequence[Sequence[Point]]
    labels: Sequence[Point]


def lay_out(
    nodes: Sequence[Mapping[str, object]],
    edges: Sequence[Mapping[str, object]],
    options: Mapping[str, object],
) -> RawLayout:
    """Lay out a graph.

    Parameters
    ----------
    nodes
        ``id``, ``width``, ``height``.
    edges
        ``source``, ``target``, and of the label ``width`` and ``height``; no arrow leads back to its own box.
    options
        Those of dagre: ``rankdir``, ``nodesep``, ``edgesep``, ``ranksep``.

    Raises
    ------
    NotBuiltError
        The bundle has not been built.
    """
    asked = json.dumps({"nodes": nodes, "edges": edges, **options}, allow_nan=False)
    found = json.loads(run_script("layout.js", "layoutProcess", asked))
    places = [_point(each) for each in found["nodes"]]
    return RawLayout(
        nodes=dict(zip((str(node["id"]) for node in nodes), places, strict=True)),
        bends=[[_point(each) for each in edge["points"]] for edge in found["edges"]],
        labels=[_point(edge["label"]) for edge in found["edges"]],
    )


def _point(place: Mapping[str, float]) -> Point:
    return float(place["x"]), float(place["y"])
