"""JSON lines (one object a line), or one array of objects."""
# ruff: noqa: S608 - names and values come quoted from sql_text

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from perennial.core.errors import UserError
from perennial.ingest.encodings import guess_encoding
from perennial.ingest.plan import SourceFormat
from perennial.store.reading.file_bytes import plain_path, text_facts, transcoded
from perennial.store.reading.guarded import with_damage_said
from perennial.store.reading.source_table import SourceTable, simple_layout
from perennial.store.reading.sql_text import literal
from perennial.store.reading.workspace import Workspace

__all__ = ["open_json"]

_Path = tuple[str, ...]

_SAMPLE = 1_000
_DEEPEST = 2
_LARGEST_OBJECT = 16 << 20


def open_json(path: Path, workspace: Workspace, *, name: str) -> SourceTable:
    """Open a JSON file; fields of nested objects are named with a dot, as ``customer.id``.

    Raises
    ------
    UserError
        None of the first lines is a JSON object, or the array is malformed.
    """
    facts = text_facts(path)
    encoding = guess_encoding(facts.head, valid_utf8=facts.valid_utf8)
    plain = plain_path(
        transcoded(path, encoding, workspace.folder, valid_utf8=facts.valid_utf8), workspace.folder
    )
    array = facts.head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")
    relation = _array(plain) if array else _lines(plain)
    first = f"SELECT document FROM {relation} WHERE document IS NOT NULL LIMIT {_SAMPLE:d}"
    with with_damage_said("json", name):
        texts = [str(row[0]) for row in workspace.all(first)]
    records = [dict(_fields(record)) for record in map(_object, texts) if record]
    if not records:
        raise UserError("{file}: no line is a JSON object with fields", file=name)
    paths = list(dict.fromkeys(path for record in records for path in record))
    headers = [".".join(path) for path in paths]
    return SourceTable(
        source=name,
        format=SourceFormat(kind="json", encoding="utf-8"),
        layout=simple_layout(headers),
        relation=relation,
        row="row",
        cells=[f"json_extract_string(document, {literal(_pointer(path))})" for path in paths],
        types=["VARCHAR"] * len(paths),
        sample=[[record.get(path, "") for path in paths] for record in records],
        content_hash=facts.content_hash,
        bad_line="bad_line",
        odd_blanks=True,
    )


def _lines(path: Path) -> str:
    """One line a row; a line that is not JSON keeps its text."""
    lines = (
        f"read_csv({literal(str(path))}, auto_detect = false, header = false, "
        f"columns = {{'line': 'VARCHAR'}}, delim = '\x01', quote = '', escape = '', "
        f"max_line_size = {_LARGEST_OBJECT:d})"
    )
    return (
        "(SELECT row, CASE WHEN json_valid(line) THEN CAST(line AS JSON) END AS document, "
        "CASE WHEN line IS NOT NULL AND NOT json_valid(line) THEN line END AS bad_line "
        f"FROM (SELECT row_number() OVER () AS row, line FROM {lines}))"
    )


def _array(path: Path) -> str:
    size = f"maximum_object_size = {_LARGEST_OBJECT:d}"
    objects = f"read_json_objects({literal(str(path))}, format = 'array', {size})"
    return (
        "(SELECT row_number() OVER () AS row, json AS document, CAST(NULL AS VARCHAR) AS bad_line "
        f"FROM {objects})"
    )


def _object(text: str) -> Mapping[str, object] | None:
    try:
        record = json.loads(text)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def _fields(record: Mapping[str, object], parents: _Path = ()) -> Iterator[tuple[_Path, str]]:
    for key, value in record.items():
        if isinstance(value, dict):
            if len(parents) + 1 < _DEEPEST:
                yield from _fields(value, (*parents, key))
        elif not isinstance(value, list):
            yield ((*parents, key), "" if value is None else str(value))


def _pointer(path: _Path) -> str:
    """Write the place of a field as a JSON pointer (RFC 6901), which any name can stand in."""
    return "".join(f"/{key.replace('~', '~0').replace('/', '~1')}" for key in path)
