"""A JavaScript bundle of ours, run inside Python: JSON goes in, text comes out."""

import os
from functools import cache
from importlib.resources import files

import quickjs

from perennial.core.errors import PerennialError

__all__ = ["NotBuiltError", "run_script"]

#: What a browser has and the bare engine lacks, as far as ECharts and dagre ask for it.
_BROWSER = """
globalThis.window = globalThis.self = globalThis;
globalThis.console = {log() {}, warn() {}, error() {}};
globalThis.setTimeout = () => 0;
globalThis.clearTimeout = () => {};
globalThis.structuredClone = (x) => x === undefined ? x : JSON.parse(JSON.stringify(x));
"""

#: Room for a bundle and one picture; the engine stops rather than swallow the machine.
_MEMORY = 256 * 1024 * 1024


class NotBuiltError(PerennialError):
    """The bundle is missing: the package was run from its sources without having been installed."""


def run_script(bundle: str, function: str, argument: str) -> str:
    """Call a function of a bundle in ``pictures/dist``, which is loaded when it is first asked for.

    Raises
    ------
    NotBuiltError
        The bundle has not been built.
    """
    return str(_loaded(bundle, function)(argument, run_gc=False))


@cache
def _loaded(bundle: str, function: str) -> quickjs.Function:
    """Give a function in a thread of its own: the engine breaks down where several take turns at it."""
    path = files("perennial.pictures") / "dist" / bundle
    if not path.is_file():
        raise NotBuiltError("the pictures are not built; install the package once: pip install -e .")
    loaded = quickjs.Function(function, f"{_BROWSER}\n{path.read_text(encoding='utf-8')}", own_executor=True)
    loaded.set_memory_limit(_MEMORY)
    return loaded


if hasattr(os, "register_at_fork"):  # a thread does not pass over to a child
    os.register_at_fork(after_in_child=_loaded.cache_clear)
