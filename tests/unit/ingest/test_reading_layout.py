import pytest

from perennial.core.errors import UserError
from perennial.ingest.delimiters import guess_delimiter
from perennial.ingest.encodings import guess_encoding
from perennial.ingest.exports import EXPORTS, recognise
from perennial.ingest.headers import WORDS, normal
from perennial.ingest.layout import find_layout
from perennial.ingest.mapping import map_columns
from perennial.ingest.number_format import format_of_shapes
from perennial.ingest.shapes import shapes_of


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("OrderDate", "order date"),
        ("order_date", "order date"),
        ("  Order-Date: ", "order date"),
        ("CustomerID", "customer id"),
        ("Сумма, руб.", "сумма"),
        ("Сумма (₽)", "сумма"),
        ("Total (USD)", "total"),
        ("Created (UTC)", "created utc"),
        ("№ заказа", "номер заказа"),
        ("Партнёр", "партнер"),
        ("partner_id/name", "partner id name"),
    ],
)
def test_headers_are_reduced_to_words(header, words):
    assert normal(header) == words


def test_all_known_words_are_written_as_headers_are_reduced():
    known = [word for words in WORDS.values() for word in words]
    known += [word for export in EXPORTS for words in export.columns.values() for word in words]
    known += [word for export in EXPORTS for signature in export.signatures for word in signature]
    assert [word for word in known if normal(word) != word] == []


def test_every_export_is_recognised_by_its_own_signatures():
    for export in EXPORTS:
        for signature in export.signatures:
            assert recognise(signature) is not None
        assert any(recognise(signature) is export for signature in export.signatures)


def test_delimiter_is_the_one_under_which_headers_are_known():
    assert guess_delimiter(["Клиент;Дата;Сумма", "А;01.02.2024;1,5", "Б;02.02.2024;2,5"]) == ";"
    assert guess_delimiter(["name,date,amount", '"a;b;c;d;e",2024-01-01,5']) == ","
    assert guess_delimiter(["abc", "def"]) is None


def test_delimiter_without_known_headers_splits_evenly():
    assert guess_delimiter(["wer|wann", "a, b|2024-01-01", "c|2024-01-02"]) == "|"


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16-le", "utf-16-be", "windows-1251"])
def test_encoding_is_told_from_the_bytes(name):
    data = "Клиент;Дата\nИванов;01.02.2024\n".encode(name)
    assert guess_encoding(data, valid_utf8=name.startswith("utf-8")) == name


def test_header_that_the_person_named_wins_over_known_words():
    grid = [["customer", "date", "amount"], ["Wer", "Wann", ""], ["A", "2024-01-01", ""]]
    assert find_layout(grid, {}).header_row == 0
    assert find_layout(grid, {"customer_id": "Wer", "ordered_at": "Wann"}).header_row == 1


def test_header_of_two_lines_takes_the_lower_words():
    grid = [["Контрагент", "Документ", "", "Сумма"], ["", "Номер", "Дата", ""], ["А", "1", "01.02.2024", "5"]]
    layout = find_layout(grid, {})
    assert layout.headers == ("Контрагент", "Номер", "Дата", "Сумма")
    assert (layout.header_row, layout.first_row) == (0, 2)


def test_columns_are_told_by_how_they_are_known():
    mapped = map_columns(["customer_id", "Дата", "Final revenue", "Store"], {"channel": "Store"}, file="f")
    assert {name: choice.known for name, choice in mapped.choices.items()} == {
        "customer_id": "named",
        "ordered_at": "word",
        "amount": "hint",
        "channel": "given",
    }


def test_no_guess_is_made_where_two_headers_could_be_it():
    mapped = map_columns(["customer left", "customer right", "date"], {}, file="f")
    assert "customer_id" not in mapped.choices


def test_header_taken_by_a_given_column_is_not_used_twice():
    mapped = map_columns(["customer", "date", "email"], {"seller": "customer"}, file="f")
    assert mapped.choices["customer_id"].headers == ("email",)


def test_unknown_given_column_is_refused():
    with pytest.raises(UserError, match="no column buyer"):
        map_columns(["a"], {"buyer": "a"}, file="f")


@pytest.mark.parametrize(
    ("cells", "decimal", "plain"),
    [
        (["1.5", "12"], ".", True),
        (["1,5", "12"], ",", False),
        (["1,234.5", "2"], ".", False),
        (["1.234,5", "2"], ",", False),
        (["1,250", "980"], ".", False),
        (["1.250", "980"], ",", False),
        (["1.250", "3.125"], ".", True),
        (["1.250", "12345"], ".", True),
        (["1,234,567"], ".", False),
        (["1.234.567"], ",", False),
        (["$5"], ".", False),
        ([], ".", True),
    ],
)
def test_decimal_sign_is_decided_by_the_whole_column(cells, decimal, plain):
    form = format_of_shapes(shapes_of(cells))
    assert (form.decimal, form.plain) == (decimal, plain)


def test_currency_signs_are_counted_and_other_words_are_not():
    form = format_of_shapes(shapes_of(["5 руб.", "7 ₽", "$5", "5 pcs", "free"]))
    assert form.currencies == {"руб": 1, "₽": 1, "$": 1}


def test_sheet_of_empty_cells_has_an_empty_header():
    assert find_layout([["", ""]], {}).headers == ("", "")


def test_first_person_of_a_list_is_no_second_line_of_the_header():
    assert find_layout([["name", "source"], ["Анна", "Телефон"]], {}).first_row == 1


def test_documents_below_customers_are_a_second_line_of_the_header():
    grid = [["Контрагент", "Сумма", "Вес"], ["Документ", "руб.", "кг"], ["Анна", "5", "1"]]
    assert find_layout(grid, {}).first_row == 2


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("utm_source", "source"),
        ("Source", "source"),
        ("Источник", "source"),
        ("Country", "region"),
        ("Shipping City", "region"),
        ("Страна", "region"),
        ("Город", "region"),
        ("Регион", "region"),
        ("Order source", "channel"),
        ("Канал продаж", "channel"),
    ],
)
def test_where_customers_come_from_is_told_from_where_they_order(header, column):
    mapped = map_columns(["customer_id", "ordered_at", header], {}, file="f")
    assert {name for name in mapped.choices if name not in {"customer_id", "ordered_at"}} == {column}
