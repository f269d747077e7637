"""A source opened for reading: a relation with row numbers, its headers, and a sample of its first rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from perennial.ingest.layout import Layout
from perennial.ingest.plan import SourceFormat

__all__ = ["SourceTable", "simple_layout"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTable:
    """What bulk reading needs to know of a source.

    Parameters
    ----------
    relation
        SQL of a relation with the source's rows in order.
    row
        SQL of the row's number as in the source, header = row 1.
    cells, types
        SQL of each column and its DuckDB type, in the order of the headers.
    bad_line
        SQL of the text of a line that could not be split into cells, NULL for all others.
    width
        SQL of the number of cells that the line had; None where all lines have all.
    sample
        First rows of data as text.
    odd_blanks
        Whether cells may have blanks other than spaces around them.
    again
        Opens the source once more in a slower way that bears malformed lines, should `relation` fail.
    sheets
        Names of the sheets of a spreadsheet.
    """

    source: str
    format: SourceFormat
    layout: Layout
    relation: str
    row: str
    cells: Sequence[str]
    types: Sequence[str]
    sample: Sequence[Sequence[str]]
    content_hash: str
    bad_line: str = "NULL"
    width: str | None = None
    odd_blanks: bool = False
    again: "Callable[[], SourceTable] | None" = None
    sheets: tuple[str, ...] = ()


def simple_layout(headers: Sequence[str]) -> Layout:
    """Describe a table whose header is its first row."""
    names = tuple(headers)
    return Layout(header_row=0, first_row=1, headers=names, upper=names, lower=())
