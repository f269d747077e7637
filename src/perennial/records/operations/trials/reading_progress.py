"""How far a reading of a trial is: kept for a page to show, and forgotten by itself."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from perennial.core.message import Message
from perennial.records.queries.stored_message import message_to_json

__all__ = ["ReadingProgress", "ReadingState", "reading_state"]

_KEPT = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingState:
    """Whether a reading is under way, what it does and how much is done; or why there is none."""

    is_under_way: bool
    step: dict[str, Any]
    done: float
    failure: dict[str, Any]


class ReadingProgress:
    """Called with what is being done and the share of the whole that is done."""

    def __init__(self, trial: int) -> None:
        self._key = _key(trial)

    def __call__(self, what: Message, done: float) -> None:
        """Write it down."""
        self._set(is_under_way=True, step=message_to_json(what), done=done)

    def begun(self) -> None:
        """Say that one waits."""
        self._set(is_under_way=True)

    def failed(self, why: Message) -> None:
        """Say why it came to nothing."""
        self._set(failure=message_to_json(why))

    def done(self) -> None:
        """Forget it."""
        cache.delete(self._key)

    def _set(self, **told: Any) -> None:
        state = {"is_under_way": False, "step": {}, "done": 0.0, "failure": {}} | told
        cache.set(self._key, state, _KEPT)


def reading_state(trial: int) -> ReadingState | None:
    """Give how far a reading is; None where none was asked for lately, or it is done."""
    found = cache.get(_key(trial))
    return None if found is None else ReadingState(**found)


def _key(trial: int) -> str:
    return f"trial-reading:{trial}"
