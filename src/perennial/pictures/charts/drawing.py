"""The way to the JavaScript that draws: a specification goes in as JSON, an SVG comes out."""

import json
import re
from collections.abc import Mapping
from math import isfinite

import numpy as np

from perennial.pictures.script import run_script

__all__ = ["draw"]


def draw(specification: Mapping[str, object]) -> str:
    """Draw one chart.

    Parameters
    ----------
    specification
        What ``frontend/src/charts.js`` reads: ``kind``, ``width`` and ``height`` in pixels, data, and labels
        in the reader's language.

    Returns
    -------
    str
        An ``<svg>`` element with colours by CSS custom properties, hidden from screen readers: what it shows
        is said beside it.

    Raises
    ------
    NotBuiltError
        The bundle has not been built.
    """
    asked = json.dumps(_plain(specification), allow_nan=False)
    return _for_the_page(run_script("charts.js", "drawChart", asked))


def _plain(value: object) -> object:
    """Make arrays' numbers plain, and what cannot be said null."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, np.generic):
        return _plain(value.item())
    return None if isinstance(value, float) and not isfinite(value) else value


def _for_the_page(svg: str) -> str:
    """Take away what only a live chart needs and what two charts on a page would share."""
    svg = re.sub(r' (ecmeta_\w+|class|pointer-events|clip-path)="[^"]*"', "", svg)
    svg = re.sub(r"<(style|defs)\s*>.*?</\1>", "", svg, flags=re.DOTALL)
    return re.sub(r"^<svg ", '<svg aria-hidden="true" focusable="false" ', svg, count=1)
