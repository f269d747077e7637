"""Breaks files: their bytes, and what they are made of - cells, lines, fields, parts of an archive."""

import gzip
import io
import json
import math
import random
import re
import zipfile
from collections.abc import Callable
from typing import Any, Final

__all__ = ["mutated"]

_CELLS: Final = (
    "",
    " ",
    "\u00a0",
    "NaN",
    "nan",
    "Infinity",
    "-inf",
    "1e400",
    "-1e308",
    "1e-400",
    "-0",
    "0",
    "1" * 40,
    "9" * 400,
    "9223372036854775808",
    "0000-00-00",
    "9999-12-31",
    "10000-01-01",
    "-4713-01-01",
    "294277-01-11",
    "31.02.2024",
    "29.02.2023",
    "2024-13-45",
    "2024-01-05T25:61:61Z",
    "2024-01-05T10:00:00+99:99",
    "2024-06-30 23:59:60",
    "1.1.1",
    "45432.999999",
    "1e5",
    "60",
    "0x10",
    "1_000",
    "12,34,56",
    "1.234.567,8",
    "(12)",
    "12-",
    "--5",
    "5 %",
    "₽ 5",
    "$1,0",
    "=1+1",
    "@SUM(A1)",
    "'",
    '"',
    '""',
    "\\",
    "\\N",
    "%s",
    "{x}",
    "{",
    "<b>",
    "NULL",
    "None",
    "true",
    "Итого",
    "total",
    "\x00",
    "\x01",
    "\x1f",
    "\ufeff",
    "\ufffe",
    "\u202e",
    "\u0301" * 30,
    "\U0001f600",
    "İ",
    "ß",
    "ſ",
    "٣",
    "²",
    "½",
    "Ⅷ",
    "x" * 30_000,
    "a\nb",
    "a\r\nb",
    "a\rb",
    "\u2028",
    "\u0085",
    "customer_id",
    "Дата",
    "2024-01-05",
    "05/06/2024",
    "yes",
    "+7" + "9" * 60,
    "8-800-555-35-35 доб. 1",
    "a@b",
    "@",
    "x@" + "y" * 300 + ".com",
    "3:99:99",
    "1h 5m",
    "-5 min",
    "Wed, 05 Jan 2024 10:00:00 GMT",
    "5 января 2024 г.",
    "Q1 2024",
    "20240105",
    "1704448800",
    "1704448800000",
    "05012024",
)
_BYTES: Final = (
    b"\x00",
    b"\xff",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\r",
    b"\n",
    b'"',
    b"\t",
    b";",
    b",",
    b"\x1f\x8b",
    b"PK\x03\x04",
    b"PAR1",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xc3",
    b"\x80",
)
_NUMBERS: Final = (
    b"0",
    b"-1",
    b"1",
    b"255",
    b"65536",
    b"1048577",
    b"16385",
    b"4294967296",
    b"1e308",
    b"NaN",
    b"",
)
_ENCODINGS: Final = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "windows-1251",
    "cp1252",
    "utf-7",
)
_MOST_BYTES: Final = 3_000_000


def mutated(name: str, content: bytes, other: bytes, rng: random.Random) -> bytes:
    """Break a file in one to four places.

    Parameters
    ----------
    name
        Of the seed; its end says what the file is made of.
    other
        Another file, of which parts are put in.
    """
    if name.endswith(".gz") and rng.random() < 0.7:
        inner = mutated(name.removesuffix(".gz"), _unpacked(content), other, rng)
        return gzip.compress(inner, compresslevel=1, mtime=0)
    for _ in range(rng.choice((1, 1, 2, 4))):
        content = _way(name, rng)(content, other, rng)[:_MOST_BYTES]
    return content


Breaker = Callable[[bytes, bytes, random.Random], bytes]


def _way(name: str, rng: random.Random) -> Breaker:
    ways: list[Breaker] = [_bytes]
    if name.endswith((".csv", ".tsv", ".txt")):
        ways += [_cells, _cells, _cells, _lines, _recoded, _bytes]
    if name.endswith((".json", ".jsonl")):
        ways += [_fields, _fields, _fields, _lines, _recoded]
    if name.endswith((".xlsx", ".zip")):
        ways += [_archive, _archive, _archive]
    if name.endswith((".parquet", ".db")):
        ways += [_few_bytes, _few_bytes]
    return rng.choice(ways)


def _bytes(content: bytes, other: bytes, rng: random.Random) -> bytes:
    start, end = sorted(rng.randrange(len(content) + 1) for _ in range(2))
    short = min(end, start + rng.randrange(1, 64))
    taken = rng.randrange(len(other) + 1)
    return rng.choice((
        lambda: content[:start],
        lambda: content[start:],
        lambda: content[:start] + content[short:],
        lambda: content[:start] + rng.randbytes(rng.randrange(1, 9)) + content[short:],
        lambda: content[:start] + rng.choice(_BYTES) + content[start:],
        lambda: content[:short] + content[start:short] * rng.choice((1, 2, 50, 2000)) + content[short:],
        lambda: content[:start] + other[taken : taken + rng.randrange(1, 400)] + content[end:],
        lambda: _few_bytes(content, other, rng),
    ))()  # fmt: skip


def _few_bytes(content: bytes, _: bytes, rng: random.Random) -> bytes:
    changed = bytearray(content)
    for _each in range(rng.choice((1, 2, 8))):
        if changed:
            changed[rng.randrange(len(changed))] = rng.choice((0, 1, 127, 128, 255, rng.randrange(256)))
    return bytes(changed)


def _text(content: bytes) -> tuple[str, str]:
    for encoding in ("utf-8-sig", "utf-16", "windows-1251"):
        if encoding == "utf-16" and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1"), "latin-1"


def _cells(content: bytes, _: bytes, rng: random.Random) -> bytes:
    text, encoding = _text(content)
    delimiter = max(",;\t|", key=text.count)
    grid = [line.split(delimiter) for line in text.split("\n")]
    for _each in range(rng.choice((1, 1, 3, 12))):
        row = rng.choice(grid)
        at = rng.randrange(len(row))
        cell, put = row[at], rng.choice(_CELLS)
        row[at] = rng.choice(
            (put, rng.choice(rng.choice(grid)), cell * 2, f'"{cell}', f'"{put}"', cell[::-1])
        )
    if rng.random() < 0.25:
        _columns(grid, rng)
    if rng.random() < 0.1:
        delimiter = rng.choice((",", ";", "\t", "|", "^", "~", "\x01", "¦", ", ", " "))
    return "\n".join(delimiter.join(row) for row in grid).encode(encoding, errors="replace")


def _columns(grid: list[list[str]], rng: random.Random) -> None:
    at, to, what = rng.randrange(12), rng.randrange(12), rng.randrange(4)
    cell = rng.choice(_CELLS)
    wide = rng.choice((1, 1, 40, 600))
    for number, row in enumerate(grid):
        if what == 0 and at < len(row) > 1:
            del row[at]
        elif what == 1 and at < len(row):
            row[at : at + 1] = [row[at]] * (1 + wide)
        elif what == 2 and max(at, to) < len(row):
            row[at], row[to] = row[to], row[at]
        elif number and at < len(row):
            row[at] = cell


def _lines(content: bytes, other: bytes, rng: random.Random) -> bytes:
    lines, more = content.split(b"\n"), other.split(b"\n")
    at = rng.randrange(len(lines))
    rng.choice((
        lambda: lines.pop(at),
        lambda: lines.insert(at, b""),
        lambda: lines.insert(at, rng.choice(more)),
        lambda: lines.insert(at, lines[at] * rng.choice((1, 3, 300))),
        lambda: lines.__setitem__(slice(at, at), lines[at : at + 3] * rng.choice((1, 20, 900))),
        lambda: rng.shuffle(lines),
        lambda: lines.__setitem__(at, lines[at] + b"\r"),
        lambda: lines.__setitem__(at, b'"' + lines[at]),
    ))()  # fmt: skip
    return b"\n".join(lines)


def _recoded(content: bytes, _: bytes, rng: random.Random) -> bytes:
    text, _encoding = _text(content)
    return text.encode(rng.choice(_ENCODINGS), errors="replace")


def _fields(content: bytes, other: bytes, rng: random.Random) -> bytes:
    text, encoding = _text(content)
    try:
        is_array = text.lstrip().startswith("[")
        records = json.loads(text) if is_array else list(map(json.loads, text.split("\n")[:-1]))
        for _each in range(rng.choice((1, 2, 5))):
            record = rng.choice(records)
            record[rng.choice((*record, rng.choice(_CELLS)))] = _value(rng, 0)
        if is_array:
            return json.dumps(records, ensure_ascii=rng.random() < 0.5).encode(encoding, "surrogatepass")
        return "".join(json.dumps(record) + "\n" for record in records).encode(encoding, "surrogatepass")
    except (ValueError, TypeError, IndexError, AttributeError, RecursionError):
        return _bytes(content, other, rng)


def _value(rng: random.Random, depth: int) -> Any:  # noqa: ANN401 - whatever JSON can hold
    if rng.random() < 0.01:
        nested: Any = []
        for _ in range(900):
            nested = [nested] if rng.random() < 0.5 else {"a": nested}
        return nested
    if depth < 4 and rng.random() < 0.4:
        return rng.choice((
            lambda: [_value(rng, depth + 1)],
            lambda: {rng.choice((*_CELLS, "id", "a.b", 'a"b', "$")): _value(rng, depth + 1)},
        ))()  # fmt: skip
    return rng.choice((*_CELLS, None, True, 0, -1, 10**40, 1.5, 1e308, math.nan, math.inf, "\ud800", [], {}))


def _archive(content: bytes, other: bytes, rng: random.Random) -> bytes:
    """Break one part of an archive, or its table of contents."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001 - zlib's own error, and what an archive may be made of
        return _bytes(content, other, rng)
    if not parts:
        return _bytes(content, other, rng)
    name = rng.choice(sorted(parts))
    parts[name] = rng.choice((_xml, _xml, _xml, _bytes))(parts[name], other, rng)
    if rng.random() < 0.05:
        parts.pop(rng.choice(list(parts)))
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for each, part in parts.items():
            archive.writestr(each, part[:_MOST_BYTES])
    return sink.getvalue()


_TOKEN: Final = re.compile(rb"\d+(?:\.\d+)?|[A-Z]+(?=\d)|>[^<>]+<|\"[^\"<>]*\"")


def _xml(part: bytes, other: bytes, rng: random.Random) -> bytes:
    """Change numbers, places of cells, texts and attributes."""
    tokens = list(_TOKEN.finditer(part))
    if not tokens:
        return _bytes(part, other, rng)
    token = rng.choice(tokens)
    found = token.group()
    cell = rng.choice(_CELLS).encode(errors="replace")
    if found.startswith(b">"):
        put = b">" + cell + b"<"
    elif found.startswith(b'"'):
        put = b'"' + rng.choice((cell, *_NUMBERS)) + b'"'
    elif found.isalpha():
        put = rng.choice((b"A", b"ZZ", b"XFD", b"XFE", b"ZZZZZZZ", b""))
    else:
        put = rng.choice(_NUMBERS)
    return part[: token.start()] + put + part[token.end() :]


def _unpacked(content: bytes) -> bytes:
    try:
        return gzip.decompress(content)
    except Exception:  # noqa: BLE001 - a broken one is broken further as it is
        return content
