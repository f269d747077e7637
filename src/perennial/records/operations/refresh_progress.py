"""How far a refresh is, written to its row now and then."""

from time import monotonic

from perennial.core.message import Message
from perennial.records.models import RefreshRun
from perennial.records.queries.stored_message import message_to_json

__all__ = ["RunProgress"]

_APART = 0.5  # seconds between two writings


class RunProgress:
    """Called with what is being done and the share of the whole that is done."""

    def __init__(self, run: RefreshRun) -> None:
        self._run = run
        self._written, self._text = -_APART, ""

    def __call__(self, what: Message, done: float) -> None:
        """Write it down, unless the same was written a moment ago."""
        now = monotonic()
        if what.text == self._text and now - self._written < _APART:
            return
        self._written, self._text = now, what.text
        RefreshRun.objects.filter(pk=self._run.pk).update(step=message_to_json(what), progress=done)
        self._run.progress = done
