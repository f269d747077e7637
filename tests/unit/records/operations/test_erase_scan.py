import gzip
import zipfile

import pytest

from perennial.records.operations.erase_scan import holds
from perennial.records.operations.erase_traces import pattern_of

PATTERN = pattern_of({"ООО «Лесная Поляна»", "Кира Остроумова"}, {"9161234567"}, {"kira@mail.example"})


@pytest.mark.parametrize(
    "text",
    [
        "Кира Остроумова",
        "ОСТРОУМОВА,  КИРА",
        'name;"ООО ""Лесная поляна"""',
        "ООО &quot;Лесная Поляна&quot;",
        "ООО «Лесная\nПоляна»",
        "тел. +7 (916) 123-45-67",
        "89161234567",
        "916 123 45 67",
        "Kira@Mail.example",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16"])
def test_holds_finds_a_person_in_any_writing(tmp_path, text, encoding):
    path = tmp_path / "file.csv"
    path.write_bytes(f"до; {text} ;после\n".encode(encoding, "replace"))
    assert holds(path, PATTERN)


@pytest.mark.parametrize(
    "text",
    [
        "Кира Остроумовая",
        "Акира Остроумова",
        "Лесная Поляна",
        "191612345678",
        "akira@mail.example",
        "kira@mail.examples",
    ],
)
def test_holds_leaves_others_alone(tmp_path, text):
    path = tmp_path / "file.csv"
    path.write_text(f"до; {text} ;после\n", encoding="utf-8")
    assert not holds(path, PATTERN)


def test_holds_finds_what_lies_across_two_portions(tmp_path):
    path = tmp_path / "file.csv"
    for shift in range(-30, 31, 3):
        path.write_bytes(b"x" * ((1 << 20) + shift) + " Кира Остроумова ".encode())
        assert holds(path, PATTERN)


def test_holds_looks_into_packed_files_and_at_names(tmp_path):
    with zipfile.ZipFile(tmp_path / "book.zip", "w") as archive:
        archive.writestr("sheet.xml", "<c>Кира Остроумова</c>")
    (tmp_path / "packed.gz").write_bytes(gzip.compress("Кира Остроумова".encode("cp1251")))
    (tmp_path / "Остроумова Кира.txt").write_text("", encoding="utf-8")
    assert all(holds(path, PATTERN) for path in tmp_path.iterdir())


def test_holds_reads_a_broken_packed_file_as_it_lies(tmp_path):
    path = tmp_path / "broken.zip"
    path.write_bytes(b"PK\x03\x04 kira@mail.example")
    assert holds(path, PATTERN)


def test_pattern_of_nothing_is_none():
    assert pattern_of((), (), ()) is None
