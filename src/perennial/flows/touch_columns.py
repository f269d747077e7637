"""Which columns that the person named are of the file of touches, and which of the orders beside it."""

from dataclasses import replace

from perennial.ingest.options import ReadingOptions

__all__ = ["of_orders", "of_touches"]

_OF_TOUCHES = frozenset({"happened_at", "direction"})


def of_orders(reading: ReadingOptions, touches: str) -> ReadingOptions:
    """Give the options for the orders; `touches` is the address of the other file, empty for none."""
    if not touches:
        return reading
    return replace(reading, map={name: at for name, at in reading.map.items() if name not in _OF_TOUCHES})


def of_touches(reading: ReadingOptions) -> ReadingOptions:
    """Give the options for the touches: of what was said of the orders, what holds for any file."""
    named = {name: at for name, at in reading.map.items() if name in _OF_TOUCHES}
    return replace(reading, as_of=None, map=named, currency=None, sheet=None, delimiter=None)
