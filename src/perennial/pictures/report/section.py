"""What a section of the page is made of: sentences first, then pictures, customers and tables."""

from dataclasses import dataclass

from markupsafe import Markup

from perennial.pictures.charts.chart import Chart

__all__ = ["Answer", "Card", "Part", "Section", "Table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, as written: the first column names the row, columns in `numeric` are set to the right."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: the sentence, and how sure it is or how it should be read."""

    text: Markup
    sure: tuple[Markup, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One customer: name, a line about them, the strip, a tag with its tone, and why they are here."""

    name: str
    about: str
    strip: Markup
    tag: str
    tone: str
    why: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One share of a whole bar."""

    name: str
    count: str
    share: float
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the page.

    Attributes
    ----------
    key
        Its address on the page.
    title, short
        Heading, and its name in the list of contents.
    answers
        Sentences that stand alone, each with its certainty.
    leads
        Sentences to be read first, the most important in front.
    notes
        What a careful reader wants to know of them: how sure, how to read.
    empty
        What is said where there is nothing to show; `leads` may still stand.
    more
        What stands below the cards ("and 76 more").
    terms
        Definitions: (term, meaning).
    """

    key: str
    title: str
    short: str
    answers: tuple[Answer, ...] = ()
    leads: tuple[Markup, ...] = ()
    notes: tuple[Markup, ...] = ()
    empty: str = ""
    parts: tuple[Part, ...] = ()
    chart: Chart | None = None
    cards: tuple[Card, ...] = ()
    more: str = ""
    tables: tuple[Table, ...] = ()
    terms: tuple[tuple[str, Markup], ...] = ()
