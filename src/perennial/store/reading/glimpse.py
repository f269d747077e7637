"""A first look at a file: its headers, its first rows, and how it is written; nothing is decided yet."""

from dataclasses import dataclass

from perennial.ingest.addresses import parse_address
from perennial.ingest.exports import recognise
from perennial.ingest.headers import normal
from perennial.ingest.options import ReadingOptions
from perennial.ingest.plan import SourceFormat
from perennial.store.reading.guarded import guarded_workspace
from perennial.store.reading.sources import open_source

__all__ = ["Glimpse", "glimpse"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glimpse:
    """What a person is shown before they decide.

    `export` names the program that writes such files, empty where it is not known; `sheets` are those of a
    spreadsheet.
    """

    headers: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    format: SourceFormat
    export: str
    sheets: tuple[str, ...]

    def examples(self, header: str, most: int = 3) -> list[str]:
        """Give the first different values under a header."""
        at = self.headers.index(header)
        found = (row[at].strip() for row in self.sample if at < len(row))
        return list(dict.fromkeys(filter(None, found)))[:most]


def glimpse(address: str, options: ReadingOptions, *, rows: int = 50) -> Glimpse:
    """Look at the head of a file.

    Parameters
    ----------
    address
        A file.
    rows
        How many of its first rows are kept.

    Raises
    ------
    UserError
        It is no table that can be read.
    """
    with guarded_workspace(address, options) as workspace:
        table = open_source(parse_address(address), options, workspace, lambda _: None)
        export = recognise([word for header in table.layout.headers if (word := normal(header))])
        found = Glimpse(
            headers=tuple(table.layout.headers),
            sample=tuple(tuple(row) for row in table.sample[:rows]),
            format=table.format,
            export="" if export is None else export.name,
            sheets=table.sheets,
        )
    workspace.close()
    return found
