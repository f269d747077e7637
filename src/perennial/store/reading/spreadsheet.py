"""Excel and OpenDocument spreadsheets, read by a process of their own and written aside row by row."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from perennial.core.errors import UserError
from perennial.ingest.layout import Layout
from perennial.ingest.plan import SourceFormat
from perennial.store.reading.file_bytes import hash_of
from perennial.store.reading.sheet_process import UNREADABLE, SheetRequest
from perennial.store.reading.source_table import SourceTable
from perennial.store.reading.spool import cell_sql, spool_relation

__all__ = ["open_spreadsheet"]

_SECONDS: Final = 900
_COMMAND: Final = (sys.executable, "-P", "-m", "perennial.store.reading.sheet_process")
_SRC: Final = str(Path(__file__).parents[3])


def open_spreadsheet(
    path: Path, folder: Path, given: Mapping[str, str], *, sheet: str | None, name: str
) -> SourceTable:
    """Open one sheet: the one that was named, else the first with anything in it.

    Raises
    ------
    UserError
        The file cannot be opened, the sheet is not there, or it is empty.
    """
    spool = folder / "sheet.csv"
    request = SheetRequest(path=str(path), name=name, sheet=sheet or "", given=dict(given), spool=str(spool))
    answer = _ask(request)
    layout = _layout(answer["layout"])
    width = len(layout.headers)
    return SourceTable(
        source=name,
        format=SourceFormat(kind="spreadsheet", sheet=answer["sheet"]),
        layout=layout,
        relation=spool_relation(spool, width),
        row="row",
        cells=cell_sql(width),
        types=["VARCHAR"] * width,
        sample=answer["sample"],
        content_hash=hash_of(path),
        sheets=tuple(answer["sheets"]),
    )


def _ask(request: SheetRequest) -> dict[str, Any]:
    """Have the sheet read; whatever ends the process that reads it is the fault of the file."""
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            _COMMAND, input=json.dumps(asdict(request)).encode(), capture_output=True, timeout=_SECONDS,
            check=True, env={**os.environ, "PYTHONPATH": _SRC},
        )  # fmt: skip
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise UserError(UNREADABLE.text, file=request.name) from error
    answer: dict[str, Any] = json.loads(done.stdout)
    if "refused" in answer:
        raise UserError(answer["refused"], **answer["facts"])
    return answer


def _layout(fields: Mapping[str, Any]) -> Layout:
    words = {name: tuple(fields[name]) for name in ("headers", "upper", "lower")}
    return Layout(header_row=fields["header_row"], first_row=fields["first_row"], **words)
