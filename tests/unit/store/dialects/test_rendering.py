import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from perennial.store.dialects.adapting import for_postgresql, for_spark
from perennial.store.dialects.literals import literal_of
from perennial.store.dialects.rendering import Renderer
from perennial.store.duckdb import texts

FOLDER = Path(texts.__file__).with_name("sql")
#: What reads arrays and writes files, which only the embedded engine does.
EMBEDDED = {
    "customer_file",
    "date_of_day",
    "harmless",
    "no_rejects",
    "purchase_piece",
    "rejects",
    "rows_of_columns",
}
TEXTS = sorted(path.stem for path in FOLDER.glob("*.sql") if path.stem not in EMBEDDED)
LEFT = r"getvariable|day_number|epoch_|QUALIFY|GROUP BY ALL|\$\w+|:[a-z]\w*|%\("
TOLD = {
    "as_of": 19_800,
    "by_category": False,
    "day_shift": timedelta(hours=4),
    "dust": 0.005,
    "end_of_observation": datetime(2024, 3, 18, 4),  # noqa: DTZ001 - business time has no zone
    "has_amounts": True,
    "keep_zero": False,
    "least_amount": 0.005,
}
VALUES = {"groups": 8, "many": 10, "most": 12, "product": "tea", "step": 2}
NAMES = {
    "cells": "amount",
    "dated": "(ordered_at > TIMESTAMP '1900-01-01')",
    "kept": "true",
    "kind": "TABLE",
    "level": "least(rung, 10)",
    "neighbours": "PARTITION BY customer ORDER BY day",
    "orders": "orders",
    "purchases": "purchases",
    "source": "purchases",
    "table": '"sales"."orders"',
    "trait": "channel",
}


def renderer(dialect):
    made = Renderer(dialect=dialect, adapt=for_postgresql if dialect == "postgres" else for_spark)
    made.tell(**TOLD)
    made.render("day_number", None, {})
    return made


@pytest.mark.parametrize("dialect", ["postgres", "spark"])
@pytest.mark.parametrize("name", TEXTS)
def test_every_text_is_rendered_with_nothing_left_of_the_embedded_engine(dialect, name):
    names = {each: text for each, text in NAMES.items() if f"{{{each}}}" in texts.sql_text(name)}
    query = renderer(dialect).render(name, VALUES, names).query
    left = re.findall(LEFT, query, flags=re.IGNORECASE)
    assert left == []
    if query:
        assert sqlglot.parse_one(query, read=dialect)


def test_what_a_text_makes_is_told():
    made = renderer("postgres")
    assert made.render("purchases", None, {"neighbours": "", "kind": "TABLE"}).kind == "table"
    assert made.render("purchases", None, {"neighbours": "", "kind": "TABLE"}).name == "purchases"
    assert made.render("sorted_orders", None, {"kind": "VIEW"}).kind == "view"
    assert made.render("rows_as_orders", None, {}).kind == "view"
    assert made.render("day_number", None, {}).query == ""
    assert made.render("orders_total", None, {}).kind == "query"


def test_macro_is_written_out_with_what_was_told():
    query = renderer("postgres").render("buyers", None, {}).query
    assert "MIN(moment) - INTERVAL '14400 SECOND'" in query


def test_parameter_is_quoted_as_the_engine_reads_it():
    asked = {"product": "O'Hara\\"}
    assert "'O''Hara\\'" in renderer("postgres").render("product_purchases", asked, {}).query
    assert "'O\\'Hara\\\\'" in renderer("spark").render("product_purchases", asked, {}).query


def test_postgresql_rounds_as_numeric_and_names_every_inner_query():
    made = renderer("postgres")
    assert "CAST(ROUND(CAST(" in made.render("spend", None, {}).query
    assert re.search(r"\) AS unnamed$", made.render("alike_rows", None, {}).query)


def test_texts_of_a_table_of_postgresql_sort_by_their_bytes():
    names = {"table": "orders", "cells": "CAST(product AS VARCHAR) AS product"}
    query = renderer("postgres").render("typed_rows", None, names).query
    assert 'CAST(product AS TEXT) COLLATE "C" AS product' in query


def test_spark_numbers_rows_without_bringing_them_together():
    names = {"table": "orders", "cells": "1 AS amount"}
    assert "MONOTONICALLY_INCREASING_ID() + 1" in renderer("spark").render("typed_rows", None, names).query


@pytest.mark.parametrize(
    ("value", "sql"),
    [
        (True, "TRUE"),
        (3, "3"),
        (-3, "-3"),
        (0.005, "0.005"),
        ("tea", "'tea'"),
        (timedelta(minutes=90), "INTERVAL '5400' SECOND"),
        (datetime(2024, 3, 18, 4), "CAST('2024-03-18 04:00:00' AS TIMESTAMP_NTZ)"),  # noqa: DTZ001
    ],
)
def test_values_become_literals(value, sql):
    assert literal_of(value).sql(dialect="spark") == sql


def test_other_values_have_no_literal():
    with pytest.raises(TypeError, match="no literal of list"):
        literal_of([1])


def test_day_number_is_a_macro_of_one_argument():
    parsed = sqlglot.parse_one(texts.sql_text("day_number"), read="duckdb")
    assert isinstance(parsed, exp.Create)
    assert [each.name for each in parsed.this.expressions] == ["moment"]
