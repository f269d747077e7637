"""A sentence as a value: English text with named facts, put into a language only where it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter

__all__ = ["Message"]


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence in English with named facts; the text is also the key of its translation.

    A placeholder may name how its fact is to be written, for example ``{share:percent}``,
    ``{wait:days}`` or ``{day:date}``; `perennial.pictures.words` knows the kinds and the languages.
    """

    text: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Write plain English with the facts as they are, for logs and tests."""
        return _PlainFormatter().vformat(self.text, (), dict(self.facts))


class _PlainFormatter(Formatter):
    """Ignores the kinds that only a language can write."""

    def format_field(self, value: object, format_spec: str) -> str:
        del format_spec
        return str(value)
