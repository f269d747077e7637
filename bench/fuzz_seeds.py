"""Small sound files of every kind that is read, from which broken ones are made."""

import gzip
import io
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import openpyxl

__all__ = ["seeds"]

_ORDERS = [
    ["Customer", "Date", "Amount", "Order ID", "Status", "Product", "Currency"],
    ["A", "2024-01-05", "12.50", "1", "paid", "Tea, green", "RUB"],
    ["B", "2024-01-07", "7", "2", "paid", "Coffee", "RUB"],
    ["A", "2024-02-05", "-12.50", "3", "refunded", "Tea, green", "RUB"],
    ["C", "2024-03-01", "1 200", "4", "cancelled", "Cups", "RUB"],
    ["A", "2024-04-01", "20", "5", "paid", "Tea", "RUB"],
    ["B", "2024-05-17", "3.10", "6", "paid", "Tea", "RUB"],
]
_RUSSIAN = [
    ["Контрагент", "Дата", "Сумма", "Номер", "Номенклатура"],
    ["ООО «Ромашка»", "05.01.2024", "1 200,50", "УТ-1", "Чай"],
    ["Иванов И.И.", "17.02.2024 10:30:00", "300,00", "УТ-2", "Кофе"],
    ["ООО «Ромашка»", "28.03.2024", "900", "УТ-3", "Чай"],
    ["Петрова", "29.02.2024", "-15,00", "УТ-4", "Чашки"],
]
_REPORT = [
    ["Продажи за период"],
    ["Период: 01.01.2024 - 31.03.2024"],
    [],
    ["Контрагент / Документ", "Дата", "Сумма"],
    ["ООО «Ромашка»", "", "1 500,00"],
    ["Реализация товаров УТ-1 от 05.01.2024 10:00:00", "05.01.2024", "1 000,00"],
    ["Реализация товаров УТ-2 от 07.02.2024 11:00:00", "07.02.2024", "500,00"],
    ["Итого", "", "1 500,00"],
]
_CUSTOMERS = [
    ["customer_id", "name", "tax_id", "phone", "email", "owner", "paid_until", "consent_email_advertising"],
    ["A", "Anna Smith", "7707083893", "+7 916 123-45-67, 8 495 1234567", "anna@example.com", "Ivan",
     "2024-12-31", "yes"],
    ["B", "Boris", "", "8(916)7654321", "boris@пример.рф", "", "", "no"],
    ["C", "", "500100732259", "", "", "Ivan", "31.12.2025", "2024-01-01"],
]  # fmt: skip
_LEADS = [
    ["lead_id", "name", "phone", "email", "source", "product", "lead_step", "entered_at", "owner"],
    ["1", "Anna", "+79161234567", "a@example.com", "site", "Tea", "new", "2024-01-05 10:00", "Ivan"],
    ["2", "Boris", "", "b@example.com", "call", "", "talk", "2024-01-06T11:00:00+03:00", ""],
]
_TOUCHES = [
    ["customer_id", "play", "channel", "direction", "minutes", "happened_at", "seller", "outcome"],
    ["A", "remind", "call", "out", "3:20", "2024-01-05 10:00", "Ivan", "reached"],
    ["B", "thank", "email", "in", "5", "2024-02-05 11:00:00", "", "no answer"],
]
_EVENTS = [
    ["case_id", "activity", "timestamp", "resource", "product"],
    ["1", "lead", "2024-01-05 10:00", "Ivan", "Tea"],
    ["1", "order", "2024-01-09 10:00", "Ivan", "Tea"],
    ["2", "lead", "2024-01-06 10:00", "", ""],
]
_EXPORTS = [
    (
        "Name,Email,Financial Status,Paid at,Currency,Subtotal,Total,Created at,Lineitem quantity,"
        "Lineitem name,Lineitem price,Refunded Amount\n"
        "#1001,a@example.com,paid,2024-01-05 10:00:00 +0300,USD,10,12,2024-01-05 09:59:00 +0300,1,Tea,1,0\n"
        "#1001,a@example.com,,,,,,2024-01-05 09:59:00 +0300,2,Cup,1.00,\n"
        "#1002,b@example.com,refunded,2024-02-05 10:00:00 +0300,USD,5,5,2024-02-05 10:00:00 +0300,1,Tea,5,5\n"
    ),
    (
        "ID;Дата создания;Клиент;Телефон;Сумма;Валюта;Статус\n"
        "1;05.01.2024 10:00:00;Анна;+79161234567;1500;RUB;Выполнен\n"
        "2;06.01.2024 10:00:00;Борис;89167654321;2 500,10;RUB;Отменён\n"
    ),
    (
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
        "536365,85123A,LANTERN,6,12/1/2010 8:26,2.55,17850.0,UK\n"
        "C536366,71053,HOLDER,-6,12/13/2010 8:28,3.39,17850.0,UK\n"
        "536367,22633,WARMER,6,12/2/2010 8:34,1.85,,UK\n"
    ),
    'id,date,sum\n"a ""quoted""","2024-01-05","1\n2"\n"b","2024-02-05",3\n',
]


def seeds() -> dict[str, bytes]:
    """Give the content of each sound file by its name."""
    found = dict(_texts()) | dict(_json()) | {"orders.xlsx": _workbook(), "orders.db": _sqlite()}
    found |= dict(_parquet())
    packed = {
        f"{name}.gz": gzip.compress(found[name]) for name in ("orders.csv", "orders.jsonl", "orders.xlsx")
    }
    return found | packed | {"orders.zip": _zip(found["orders.csv"])}


def _texts() -> Iterator[tuple[str, bytes]]:
    for name, lines in (("orders", _ORDERS), ("russian", _RUSSIAN), ("report", _REPORT),
                        ("customers", _CUSTOMERS), ("leads", _LEADS), ("touches", _TOUCHES),
                        ("events", _EVENTS)):  # fmt: skip
        yield f"{name}.csv", _csv(lines, ",").encode()
        yield f"{name}_semicolon.csv", _csv(lines, ";").replace("\n", "\r\n").encode("utf-8-sig")
    yield "orders.tsv", _csv(_ORDERS, "\t").encode()
    yield "orders_pipe.txt", _csv(_ORDERS, "|").encode("utf-16")
    yield "russian_1251.csv", _csv(_RUSSIAN, ";").encode("windows-1251")
    yield "report_1251.csv", _csv(_REPORT, ";").encode("windows-1251")
    yield "russian_le.csv", _csv(_RUSSIAN, "\t").encode("utf-16-le")
    yield "russian_be.csv", _csv(_RUSSIAN, "\t").encode("utf-16-be")
    yield "latin_1252.csv", "Customer;Date;Amount\nJosé;2024-01-05;5\nRenée;2024-01-06;7\n".encode("cp1252")
    for at, text in enumerate(_EXPORTS):
        yield f"export_{at}.csv", text.encode()


def _csv(lines: list[list[str]], delimiter: str) -> str:
    return "".join(delimiter.join(_quoted(cell, delimiter) for cell in line) + "\n" for line in lines)


def _quoted(cell: str, delimiter: str) -> str:
    return f'"{cell}"' if delimiter in cell else cell


def _json() -> Iterator[tuple[str, bytes]]:
    records = [dict(zip(_ORDERS[0], line, strict=True)) for line in _ORDERS[1:]]
    nested = [
        {"customer": {"id": at, "name": "A"}, "created_at": "2024-01-05T10:00:00Z", "total": 1.5, "tags": [1]}
        for at in range(4)
    ]
    yield "orders.jsonl", "".join(json.dumps(each) + "\n" for each in records).encode()
    yield "nested.jsonl", "".join(json.dumps(each) + "\n" for each in nested).encode()
    yield "orders.json", json.dumps(records, indent=1).encode()
    yield "nested.json", json.dumps(nested).encode("utf-16")


def _workbook() -> bytes:
    book, sink = openpyxl.Workbook(), io.BytesIO()
    page = book.worksheets[0]
    page.append(_ORDERS[0])
    for at, line in enumerate(_ORDERS[1:]):
        page.append(
            [line[0], datetime(2024, 1 + at, 5, 10, tzinfo=UTC).replace(tzinfo=None), 12.5, at, *line[4:]]
        )
    page.append(["=A2", 45432.5, True, None, "x"])
    other = book.create_sheet("Отчёт")
    for line in _REPORT:
        other.append(line)
    book.save(sink)
    return sink.getvalue()


def _sqlite() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.db"
        base = sqlite3.connect(path)
        base.execute("CREATE TABLE orders (customer, date, amount, status, blob)")
        base.executemany(
            "INSERT INTO orders VALUES (?, ?, ?, ?, ?)",
            [(*line[:3], line[4], b"\xff\x00") for line in _ORDERS[1:]],
        )
        base.commit()
        base.close()
        return path.read_bytes()


_PARQUET = {
    "orders": "SELECT * FROM (VALUES ('A', DATE '2024-01-05', 12.5), ('B', DATE '2024-02-05', 3.0), "
    "('A', DATE '2024-03-05', -1.0)) t(customer_id, ordered_at, amount)",
    "typed": "SELECT * FROM (VALUES (1, TIMESTAMPTZ '2024-01-05 10:00+03', 12.50::DECIMAL(18,2), 'a'::BLOB, "
    "[1, 2], {'a': 1}), (2, NULL, NULL, NULL, NULL, NULL), (1, TIMESTAMPTZ '2024-02-05 10:00+03', 3, NULL, "
    "[], {'a': 2})) t(customer_id, ordered_at, amount, note, list, struct)",
    "texts": "SELECT * FROM (VALUES ('A', '05.01.2024', '1 200,50'), ('B', '17.01.2024', '3')) "
    't(customer, "date", amount)',
}


def _parquet() -> Iterator[tuple[str, bytes]]:
    with tempfile.TemporaryDirectory() as folder:
        for name, query in _PARQUET.items():
            path = Path(folder) / f"{name}.parquet"
            duckdb.connect().execute(f"COPY ({query}) TO '{path}' (FORMAT parquet, COMPRESSION uncompressed)")
            yield path.name, path.read_bytes()


def _zip(content: bytes) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("orders.csv", content)
    return sink.getvalue()
