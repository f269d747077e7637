"""A question that a file raises and only a person can answer; the answer is an option of reading."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from perennial.core.message import Message
from perennial.ingest.options import ReadingOptions

__all__ = ["Choice", "Question", "answered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer: its sentence, and what it adds to the options (`map`, `left_out`)."""

    key: str
    text: Message
    map: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, the possible answers, and the key of the one that looks right."""

    key: str
    text: Message
    choices: tuple[Choice, ...]
    suggested: str


def answered(options: ReadingOptions, choice: Choice) -> ReadingOptions:
    """Add an answer to the options, after which the question is not asked again."""
    return replace(options, map={**options.map, **choice.map}, left_out=options.left_out | choice.left_out)
