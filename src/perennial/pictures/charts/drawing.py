"""The way to the JavaScript that draws: a specification goes in as JSON, an SVG comes out."""

import json
import os
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import isfinite

import numpy as np
import quickjs

from perennial.core.errors import PerennialError

__all__ = ["NotBuiltError", "draw"]

#: What a browser has and the bare engine lacks, as far as ECharts asks for it.
_BROWSER = """
globalThis.window = globalThis.self = globalThis;
globalThis.console = {log() {}, warn() {}, error() {}};
globalThis.setTimeout = () => 0;
globalThis.clearTimeout = () => {};
"""

#: Room for ECharts and one chart; the engine stops rather than swallow the machine.
_MEMORY = 256 * 1024 * 1024


class NotBuiltError(PerennialError):
    """The bundle is missing: the package was run from its sources without having been installed."""


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
    svg = str(_drawer()(json.dumps(_plain(specification), allow_nan=False), run_gc=False))
    return _for_the_page(svg)


def _plain(value: object) -> object:
    """Make arrays' numbers plain, and what cannot be said null."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, np.generic):
        return _plain(value.item())
    return None if isinstance(value, float) and not isfinite(value) else value


@cache
def _drawer() -> quickjs.Function:
    """Give what draws, in a thread of its own: the engine breaks down where several take turns at it."""
    bundle = files("perennial.pictures") / "dist" / "charts.js"
    if not bundle.is_file():
        raise NotBuiltError("the charts are not built; install the package once: pip install -e .")
    code = f"{_BROWSER}\n{bundle.read_text(encoding='utf-8')}"
    drawer = quickjs.Function("drawChart", code, own_executor=True)
    drawer.set_memory_limit(_MEMORY)
    return drawer


if hasattr(os, "register_at_fork"):  # a thread does not pass over to a child
    os.register_at_fork(after_in_child=_drawer.cache_clear)


def _for_the_page(svg: str) -> str:
    """Take away what only a live chart needs and what two charts on a page would share."""
    svg = re.sub(r' (ecmeta_\w+|class|pointer-events|clip-path)="[^"]*"', "", svg)
    svg = re.sub(r"<(style|defs)\s*>.*?</\1>", "", svg, flags=re.DOTALL)
    return re.sub(r"^<svg ", '<svg aria-hidden="true" focusable="false" ', svg, count=1)
