"""How the file of an import will be read, before anything is taken in: columns, first rows, what is asked."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.ingest.columns import CANONICAL
from perennial.ingest.guess_kind import KindGuess, guess_kind
from perennial.ingest.kinds.catalogue import KINDS
from perennial.ingest.mapping import ColumnChoice, map_columns
from perennial.ingest.options import ReadingOptions
from perennial.ingest.questions import Question
from perennial.ingest.record_columns import find_record_columns
from perennial.store.reading.glimpse import Glimpse, glimpse
from perennial.store.reading.payment_question import payment_question
from perennial.store.reading.raw_orders import read_orders
from perennial.store.reading.read_records import read_records

__all__ = ["Preview", "columns_of", "preview_import"]

SHOWN = 20
_WHOLE_BYTES = 4 * 1024 * 1024
_HEAD_BYTES = 1024 * 1024
_PACKED = (b"\x1f\x8b", b"PK", b"PAR1")
_CONTACTS = frozenset({"phone", "email"})
_TOLD = _CONTACTS | {"tax_id", "last_name", "first_name"}
_LEFT_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a person sees of a file.

    `glimpse` is None where it cannot be opened at all; `error` says why it cannot be read so. `rows` are
    the first ones by column, a row left out with its reason under `left`. `is_head` says that the file is
    large and only its head was read here.
    """

    glimpse: Glimpse | None
    guess: KindGuess
    kind: str
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    rows: tuple[Mapping[str, Any], ...] = ()
    records: int = 0
    rejected: int = 0
    notes: tuple[Message, ...] = ()
    question: Question | None = None
    error: Message | None = None
    has_contacts: bool = False
    beside: tuple[str, ...] = ()
    is_head: bool = False


def columns_of(kind: str) -> tuple[str, ...]:
    """Give the columns that a kind of file may have, those of consent last."""
    if kind == "orders":
        return CANONICAL
    consents = tuple(
        f"consent_{channel}_{purpose}"
        for channel in ("call", "message", "visit", "mail")
        for purpose in ("service", "advertising")
    )
    return (*KINDS[kind].vocabulary.columns, *(consents if kind == "customers" else ()))  # type: ignore[index]


def preview_import(path: Path, kind: str, options: ReadingOptions) -> Preview:
    """Read a file as it would be taken in; of a large one its first megabyte.

    Parameters
    ----------
    kind
        What it is a list of; "" guesses.
    """
    guess = KindGuess(kind=None, sure=False)
    try:
        with _head(path) as (head, is_head):
            seen = glimpse(str(head), options)
            guess = guess_kind(seen.headers)
            kind = kind or guess.kind or "orders"
            guessed = _guessed(seen, kind, options)
            try:
                found = (_orders if kind == "orders" else _records)(str(head), kind, options)
            except UserError as error:
                found = {"error": error.message, "choices": guessed}
            return Preview(glimpse=seen, guess=guess, kind=kind, is_head=is_head, **found)
    except UserError as error:
        return Preview(glimpse=None, guess=guess, kind=kind or "orders", error=error.message)


def _orders(address: str, kind: str, options: ReadingOptions) -> dict[str, Any]:
    del kind
    with closing(read_orders(address, options)) as raw:
        names = tuple(name for name in CANONICAL if name in raw.plan.columns)
        if "amount" not in names and "unit_price" in raw.plan.choices:
            names = (*names, "amount")
        listed = ", ".join(names)
        kept = raw.connection.execute(
            f"SELECT row, {listed} FROM {raw.orders} ORDER BY row LIMIT {SHOWN}"  # noqa: S608 - names of ours
        ).fetchall()
        left = raw.connection.execute(
            f'SELECT row, "column", value, reason FROM {raw.rejects} ORDER BY row LIMIT {SHOWN}'  # noqa: S608
        ).fetchall()
        rows = [dict(zip(("row", *names), row, strict=True)) for row in kept]
        rows += [
            {"row": row, "column": column, "value": value, "left": raw.reasons[reason]}
            for row, column, value, reason in left
        ]
        return {
            "choices": _headers(raw.plan.choices),
            "columns": names,
            "rows": _first(rows),
            "records": raw.rows - raw.rejected,
            "rejected": raw.rejected,
            "notes": raw.notes,
            "question": payment_question(raw, options),
            **_beside(address, options),
        }


def _records(address: str, kind: str, options: ReadingOptions) -> dict[str, Any]:
    with closing(read_records(address, options, kind)) as file:  # type: ignore[arg-type]
        names = tuple(name for name in columns_of(kind) if name in file.mapping)
        if "name" not in names and "last_name" in file.mapping:
            names = (*names, "name")
        rows = file.preview(SHOWN)
        rows += [
            {"row": each.row, "column": each.column, "value": each.value, "left": file.reasons[each.reason]}
            for each in file.rejects[:SHOWN]
        ]
        return {
            "choices": _headers(file.mapping),
            "columns": names,
            "rows": _first(rows),
            "records": file.records,
            "rejected": file.rejected,
            "notes": file.notes,
            "has_contacts": bool(_CONTACTS & file.mapping.keys()) and kind != "touches",
        }


def _beside(address: str, options: ReadingOptions) -> dict[str, Any]:
    """Look for what the orders tell of their customers besides ids."""
    own = {name: header for name, header in options.map.items() if KINDS["customers"].vocabulary.has(name)}
    beside = ReadingOptions(
        map=own, delimiter=options.delimiter, sheet=options.sheet, phone_region=options.phone_region
    )
    try:
        with closing(read_records(address, beside, "customers")) as file:
            found = {name: each for name, each in file.mapping.items() if name in _TOLD}
    except UserError:
        return {}
    headers = dict.fromkeys(header for choice in found.values() for header in choice.headers)
    return {"has_contacts": bool(_CONTACTS & found.keys()), "beside": tuple(headers)}


def _first(rows: list[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Give the first rows, and a few that are left out further down."""
    ordered = sorted(rows, key=lambda row: int(row["row"]))
    later = [row for row in ordered[SHOWN:] if "left" in row]
    return (*ordered[:SHOWN], *later[:_LEFT_SHOWN])


def _headers(choices: Mapping[str, ColumnChoice]) -> dict[str, tuple[str, ...]]:
    return {name: choice.headers for name, choice in choices.items()}


def _guessed(seen: Glimpse, kind: str, options: ReadingOptions) -> dict[str, tuple[str, ...]]:
    """Give the columns that the headers alone tell, for a file that cannot be read yet."""
    said = {name: header for name, header in options.map.items() if header in seen.headers}
    try:
        if kind == "orders":
            return _headers(map_columns(seen.headers, said, file="", left_out=options.left_out).choices)
        found = find_record_columns(seen.headers, said, KINDS[kind], file="")  # type: ignore[index]
        return _headers({name: each for name, each in found.items() if name not in options.left_out})
    except UserError:
        return {}


@contextmanager
def _head(path: Path) -> Iterator[tuple[Path, bool]]:
    """Give the file, or of a large text file its first lines in a file of their own, gone afterwards."""
    made = path.with_name(f".head-{path.name}")
    try:
        yield (made, True) if _is_cut(path, made) else (path, False)
    finally:
        made.unlink(missing_ok=True)


def _is_cut(path: Path, made: Path) -> bool:
    if not path.is_file() or path.stat().st_size <= _WHOLE_BYTES:
        return False
    with path.open("rb") as file:
        start = file.read(_HEAD_BYTES)
    lines, found, _ = start.rpartition(b"\n")
    if not found or b"\0" in start or start.startswith(_PACKED):
        return False
    made.touch(mode=0o600)
    made.write_bytes(lines + found)
    return True
