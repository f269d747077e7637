"""What happens from step to step, asked of the kept events once and then kept itself."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from typing import TypeVar

from django.core.cache import cache

from perennial import __version__
from perennial.engine.process.drawing import Drawing
from perennial.engine.process.process_map import ProcessMap
from perennial.flows.look_at_process import ProcessLook, filter_values, look_at_process, map_of_drawn
from perennial.records.queries.process.files import events_file
from perennial.store.duckdb.duck_events import DuckEvents
from perennial.store.duckdb.event_files import kept_events
from perennial.store.events import EVERYTHING, Chosen, Column, Value

__all__ = ["cases_along", "drawn_map", "filter_choices", "kept_look", "look_name", "look_of", "stamp_of"]

_KEPT = 40 * 24 * 3600  # seconds
_SEED = 20_260_101
_MOST_CASES = 1000
_NOTHING = "nothing"
_T = TypeVar("_T")


def stamp_of(key: str) -> str:
    """Name the state of the events of a process; nothing where they have not been read yet."""
    with suppress(FileNotFoundError):
        found = events_file(key).stat()
        return f"{found.st_mtime_ns}-{found.st_size}"
    return ""


def look_name(key: str, chosen: Chosen, *more: object) -> str:
    """Name what is kept of a part of the events."""
    told = repr((__version__, key, stamp_of(key), chosen, *more))
    return f"process:{sha256(told.encode()).hexdigest()}"


def look_of(key: str, chosen: Chosen = EVERYTHING) -> ProcessLook | None:
    """Look at a part of the events of a process; None where nothing happened there, or nothing was read."""
    return _kept(look_name(key, chosen), key, lambda log: look_at_process(log, chosen, seed=_SEED))


def kept_look(key: str) -> ProcessLook | None:
    """Give the look at all events if it is kept; it never asks for more than that."""
    found = cache.get(look_name(key, EVERYTHING)) if stamp_of(key) else None
    return found if isinstance(found, ProcessLook) else None


def drawn_map(key: str, chosen: Chosen, drawing: Drawing) -> ProcessMap | None:
    """Give the map of the drawn steps alone."""
    steps = tuple(node.id for node in drawing.nodes)
    return _kept(look_name(key, chosen, "drawn", steps), key, lambda log: map_of_drawn(log, chosen, drawing))


def cases_along(key: str, source: str, target: str, chosen: Chosen = EVERYTHING) -> list[str]:
    """Give the customers, by their number, who went from one step directly to another."""
    found = _kept(
        look_name(key, chosen, "along", source, target),
        key,
        lambda log: log.cases_along(source, target, chosen, most=_MOST_CASES),
    )
    return found or []


def filter_choices(key: str) -> Mapping[Column, tuple[Value, ...]]:
    """Name by what the events can be narrowed."""
    return _kept(look_name(key, EVERYTHING, "values"), key, filter_values) or {}


def _kept(name: str, key: str, ask: Callable[[DuckEvents], _T | None]) -> _T | None:
    if not stamp_of(key):
        return None
    found = cache.get(name)
    if found is None:
        found = _asked(key, ask)
        cache.set(name, _NOTHING if found is None else found, _KEPT)
    return None if found == _NOTHING else found


def _asked(key: str, ask: Callable[[DuckEvents], _T | None]) -> _T | None:
    try:
        log = kept_events(events_file(key))
    except FileNotFoundError:  # forgotten meanwhile
        return None
    try:
        return ask(log)
    finally:
        log.close()
