"""What mapping must know of a kind of file: its columns, and the words by which their headers are known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from perennial.ingest.columns import CANONICAL, DAYS, EXTRA
from perennial.ingest.headers import HINTS, WORDS

__all__ = ["ORDERS", "Vocabulary"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The columns of a kind of file.

    `columns` may be given by a person, `extra` ones are only found; both are looked for in that order.
    `words` are usual headers, best first; `hints` beginnings of words that make a guess, for which `spare`
    columns give their header up where nothing else is left. Of `several` all headers are taken, later ones
    for cells that are empty in earlier ones. `family` is the pattern of column names that follow a rule
    rather than a list.
    """

    columns: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]
    extra: tuple[str, ...] = ()
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spare: frozenset[str] = frozenset()
    several: frozenset[str] = frozenset()
    family: str | None = None

    def has(self, name: str) -> bool:
        """Say whether a person may name this column."""
        return name in self.columns or bool(self.family and re.fullmatch(self.family, name))


ORDERS = Vocabulary(columns=CANONICAL, extra=EXTRA, words=WORDS, hints=HINTS, spare=frozenset(DAYS))
