"""After an erasure every byte of the data folder is looked at: the person stands nowhere."""

import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import duckdb
import house_to_erase as told

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1251", "cp866")
PHONE_FORMS = ("9161234567", "916 123-45-67", "(916) 123-45-67", "916-123-45-67")
#: What the person may be known by: whole names, parts of them that nobody else has, numbers and addresses.
NEEDLES = (
    told.NAME,
    "Вельяминов",
    "ВЕЛЬЯМИНОВ",
    "вельяминов",
    "Зябликов",
    "зябликов",
    "Капитолина",
    told.EMAIL,
    told.EMAIL.title(),
    "aristarkh",
    told.OLD_EMAIL,
    "kapitan-vz",
    *PHONE_FORMS,
    told.ADDRESS,
    "Бронная",
    told.TAX_ID,
    "velyaminov_z",
    told.FILE_ID,
)


def run_house(folder, *options):
    environment = {
        **os.environ,
        "PERENNIAL_DATA_DIR": str(folder),
        "PERENNIAL_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "perennial.settings",
    }
    done = subprocess.run(
        [sys.executable, told.__file__, str(folder), *options],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def contents(path):
    """Give every reading of a file: as it lies there, and unpacked."""
    raw = path.read_bytes()
    yield raw
    if raw.startswith(b"\x1f\x8b"):
        yield gzip.decompress(raw)
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    if raw.startswith(b"PAR1"):
        rows = duckdb.connect().execute(f"SELECT * FROM read_parquet('{path}')").fetchall()
        yield repr(rows).encode()


def found_in(folder):
    """Give the files that hold the person, with what was found of them."""
    forms = {
        needle: {
            *(form for name in ENCODINGS if (form := _encoded(needle, name))),
            json.dumps(needle)[1:-1].encode(),
        }
        for needle in NEEDLES
    }
    return {
        (path.relative_to(folder).as_posix(), needle)
        for path in folder.rglob("*")
        if path.is_file()
        for content in [path.as_posix().encode(), *contents(path)]
        for needle, writings in forms.items()
        if any(writing in content for writing in writings)
    }


def _encoded(text, encoding):
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return b""


def test_the_search_finds_the_person_before_they_are_erased(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    assert run_house(folder, "--keep")["erased"] is False
    found = found_in(folder)
    files = {path for path, _ in found}
    assert {"perennial.sqlite3", "uploads/plain.csv", "uploads/windows.csv", "uploads/dos.csv"} <= files
    assert {"uploads/wide.txt", "uploads/escaped.json", "uploads/packed.csv.gz", "uploads/book.xlsx"} <= files
    assert {"logs/old.log", "uploads/only_phone.csv", "mirror/2026-03.parquet"} <= {
        path if not path.startswith("mirror/") else "mirror/2026-03.parquet" for path in files
    }
    assert {needle for _, needle in found} >= {
        told.OLD_EMAIL,
        told.NAME,
        told.EMAIL,
        told.TAX_ID,
        told.FILE_ID,
        "Зябликов",
    }


def test_an_erased_person_stands_in_no_byte_of_the_data_folder(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    said = run_house(folder)
    assert said["erased"]
    assert found_in(folder) == set()
    assert said["orders"] == said["orders_before"] == 2
    assert said["mirrored"] == 2
    assert said["note"] == "Сестра: ***, тел. ***. Звонить вечером."
    assert said["suppressed"] == [True, True, True, True, False]
    assert said["kept_files"] == ["other.csv", "other_windows.csv"]
    assert said["destroyed"]["rewritten"] is True
    register = [json.loads(line) for line in Path(folder / "erasures.jsonl").read_text().splitlines()]
    assert len(register) == 2
    assert all(one["number"] == other["number"] == 1 for one, other in pairwise(register))
    assert all(line["digests"] for line in register)
    assert (folder / "erasures.jsonl").stat().st_mode & 0o077 == 0
