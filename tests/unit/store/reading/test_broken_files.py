"""Every file that once broke a reader is read, or refused with a sentence, in every way."""

import gzip
import io
import zipfile
from pathlib import Path

import duckdb
import openpyxl
import pytest
from reader_doors import DOORS, OPTIONS, go_through

from perennial.core.errors import UserError
from perennial.store.reading import file_bytes, spreadsheet
from perennial.store.reading.guarded import with_damage_said
from perennial.store.reading.whole_orders import whole_orders

CORPUS = sorted((Path(__file__).parents[3] / "corpus" / "readers").iterdir())
WAYS = [(door, "plain") for door in DOORS] + [("take", options) for options in OPTIONS]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_a_kept_file_is_read_or_refused(path):
    for door, options in WAYS:
        assert go_through(door, options, path)


def test_the_corpus_is_there():
    assert len(CORPUS) >= 6


def test_a_far_cell_is_refused_and_ends_only_the_process_that_reads(read):
    far = next(path for path in CORPUS if path.name == "cell_in_the_last_column_and_row.xlsx")
    with pytest.raises(UserError, match="not a spreadsheet that can be read"):
        read.at(str(far))


def test_a_spreadsheet_that_takes_too_long_is_refused(read, workbook_file, monkeypatch):
    monkeypatch.setattr(spreadsheet, "_SECONDS", 0.001)
    with pytest.raises(UserError, match="not a spreadsheet that can be read"):
        read.at(workbook_file)


def test_a_gzip_file_that_unpacks_to_very_much_is_refused(read, tmp_path, monkeypatch):
    monkeypatch.setattr(file_bytes, "_MUCH", 1 << 20)
    path = tmp_path / "orders.csv.gz"
    path.write_bytes(gzip.compress(b"customer,date\n" + b"A,2024-01-05\n" * 2_000_000))
    with pytest.raises(UserError, match="unpacked it is too large"):
        read.at(str(path))


def test_a_packed_spreadsheet_names_its_sheets(workbook_file, tmp_path):
    packed = tmp_path / "orders.xlsx.gz"
    packed.write_bytes(gzip.compress(Path(workbook_file).read_bytes()))
    assert go_through("look", "plain", packed) == "look spreadsheet  orders"


def test_a_spreadsheet_is_found_from_the_folder_one_stands_in(read, workbook_file, monkeypatch):
    monkeypatch.chdir(Path(workbook_file).parent)
    assert read.at("orders.xlsx").rows == 2


def test_a_spreadsheet_of_broken_parts_is_refused(workbook_file, tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(
        _with_part(Path(workbook_file).read_bytes(), "xl/worksheets/sheet1.xml", b"<worksheet><")
    )
    for door in DOORS:
        assert "not a spreadsheet that can be read" in go_through(door, "plain", broken)


def test_only_errors_of_the_data_are_called_damage():
    with pytest.raises(duckdb.BinderException), with_damage_said("parquet", "orders.parquet"):
        duckdb.connect().execute("SELECT nothing")
    with pytest.raises(duckdb.InvalidInputException), with_damage_said("text", "orders.csv"):
        raise duckdb.InvalidInputException
    with pytest.raises(UserError, match=r"orders.parquet: the Parquet file is damaged"):  # noqa: SIM117
        with with_damage_said("parquet", "orders.parquet"):
            raise duckdb.InvalidInputException


@pytest.fixture
def workbook_file(tmp_path):
    book = openpyxl.Workbook()
    for line in (["Customer", "Date", "Amount"], ["A", "2024-01-05", 5], ["B", "2024-01-06", 6]):
        book.worksheets[0].append(line)
    book.save(tmp_path / "orders.xlsx")
    return str(tmp_path / "orders.xlsx")


def _with_part(content, name, part):
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(sink, "w") as target:
        for each in source.namelist():
            target.writestr(each, part if each == name else source.read(each))
    return sink.getvalue()


def test_the_sign_with_the_number_0_is_left_out_of_texts(read, records):
    raw = read(
        '{"customer": "A\\u0000B", "date": "2024-01-05", "order_id": "7\\u0000"}\n', name="orders.jsonl"
    )
    assert [(each.customer_id, each.order_id) for each in whole_orders(raw)] == [("AB", "7")]
    people = records(
        '{"customer_id": "A\\u0000B", "name": "Anna\\u0000"}\n', "customers", name="people.jsonl"
    )
    assert [(each["customer_id"], each["name"]) for each in people.rows()] == [("AB", "Anna")]
