import pytest

from perennial.core.errors import UserError
from perennial.ingest.addresses import parse_address


def test_address_of_a_file_is_taken_as_it_stands():
    assert parse_address("a#b.csv").place == "a#b.csv"
    assert parse_address("C:\\orders.csv").kind == "file"


def test_address_of_a_database_has_a_table_or_a_query():
    table = parse_address("sqlite:shop.db#orders")
    assert (table.kind, table.place, table.table, table.query) == ("sqlite", "shop.db", "orders", None)
    query = parse_address("postgresql://u@h/b#with x as (select 1) select * from x;")
    assert (query.place, query.query) == ("postgresql://u@h/b", "with x as (select 1) select * from x")
    assert parse_address("sqlite:shop.db#selected").table == "selected"


def test_address_of_a_database_without_a_table_is_refused_without_its_password():
    with pytest.raises(UserError) as refused:
        parse_address("postgresql://u:secret@h/b")
    assert "secret" not in str(refused.value)
    assert "#orders" in str(refused.value)


def test_password_is_never_shown():
    address = parse_address("postgresql://u:secret@h/b#orders")
    assert address.shown == "postgresql://u@h/b#orders"
    assert "secret" in address.place
