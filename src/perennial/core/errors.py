"""The root of every error that is meant for a person."""

from perennial.core.message import Message

__all__ = ["PerennialError", "UserError"]


class PerennialError(Exception):
    """Root of all errors that Perennial raises on purpose."""


class UserError(PerennialError):
    """Unusable input or wrong usage: one sentence that says what is wrong and what to do.

    Parameters
    ----------
    text
        Sentence in English with named placeholders, also the key of its translation
        (see `perennial.core.message`). It names file, row or column where there is one.
    **facts
        Values for the placeholders.
    """

    exit_code = 2

    def __init__(self, text: str, /, **facts: object) -> None:
        self.message = Message(text, facts)
        super().__init__(str(self.message))
