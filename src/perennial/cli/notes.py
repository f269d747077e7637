"""What a command must say besides its result: guesses, rows left out, weak fits. On standard error."""

import sys
from collections.abc import Iterable

from perennial.cli.language import translated
from perennial.core.message import Message

__all__ = ["show_notes"]


def show_notes(notes: Iterable[Message], *, quiet: bool, language: str) -> None:
    """Print one sentence a line, unless asked to be quiet."""
    if quiet:
        return
    for note in notes:
        print(f"perennial: {translated(note, language)}", file=sys.stderr)
