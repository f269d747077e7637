"""Opens an order log wherever it is and whatever kind of file it is."""

from collections.abc import Callable
from pathlib import Path

from perennial.core.errors import UserError
from perennial.ingest.addresses import Address
from perennial.ingest.options import ReadingOptions
from perennial.store.reading.databases import open_postgresql, open_sqlite
from perennial.store.reading.file_bytes import file_kind, plain_name, standard_input, unpacked
from perennial.store.reading.json_file import open_json
from perennial.store.reading.parquet_file import open_parquet
from perennial.store.reading.source_table import SourceTable
from perennial.store.reading.spreadsheet import open_spreadsheet
from perennial.store.reading.text_file import open_text
from perennial.store.reading.workspace import Workspace

__all__ = ["open_source"]


def open_source(
    address: Address, options: ReadingOptions, workspace: Workspace, progress: Callable[[float], None]
) -> SourceTable:
    """Open a file, standard input, or a table or query of a database.

    Raises
    ------
    UserError
        There is no such file, or it cannot be read as what it is.
    """
    if address.kind == "sqlite":
        return open_sqlite(address, workspace.folder)
    if address.kind == "postgresql":
        return open_postgresql(address, workspace.folder)
    if address.kind == "stdin":
        return _open_file(standard_input(workspace.folder), address.shown, options, workspace, progress)
    path = Path(address.place)
    if path.is_dir():
        raise UserError("{file}: this is a folder; name a file in it", file=address.place)
    if not path.is_file():
        raise UserError("{file}: there is no such file", file=address.place)
    return _open_file(path, plain_name(address.place), options, workspace, progress)


def _open_file(
    path: Path, name: str, options: ReadingOptions, workspace: Workspace, progress: Callable[[float], None]
) -> SourceTable:
    try:
        if path.stat().st_size == 0:
            raise UserError("{file}: the file is empty", file=name)
        plain = unpacked(path, workspace.folder, name=name)
        kind = file_kind(plain)
    except PermissionError as error:
        raise UserError("{file}: the file may not be read; check its permissions", file=name) from error
    if kind == "sqlite":
        raise UserError(
            "{file}: an SQLite database; name a table in it, for example sqlite:{file}#orders", file=name
        )
    if kind == "unknown":
        raise UserError(
            "{file}: this is no table: neither text nor a spreadsheet, Parquet or JSON file",
            file=name,
        )
    if options.sheet is not None and kind != "spreadsheet":
        raise UserError("{file}: --sheet is for spreadsheets, and this file has no sheets", file=name)
    if kind == "spreadsheet":
        return open_spreadsheet(plain, workspace.folder, options.map, sheet=options.sheet, name=name)
    if kind == "parquet":
        return open_parquet(plain, workspace, name=name)
    if kind == "json":
        return open_json(plain, workspace, name=name)
    return open_text(
        plain,
        workspace.folder,
        options.map,
        name=name,
        progress=progress,
        delimiter=options.delimiter,
        one_column=options.one_column,
    )
