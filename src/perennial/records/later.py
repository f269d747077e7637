"""Operations by name: a job whose operation is not part of this installation does nothing."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

__all__ = ["operation"]

_ROOM = "perennial.records.operations"


def operation(module: str, function: str = "") -> Callable[..., Any] | None:
    """Give the function of `records.operations.<module>` (of the same name, unless another is said)."""
    name = f"{_ROOM}.{module}"
    try:
        return getattr(import_module(name), function or module, None)
    except ModuleNotFoundError as error:
        if error.name != name:  # the operation is there, but something it needs is not
            raise
        return None
