"""Real databases that a fault can befall, and a house of people in each."""

import pytest
from postgresql_server import postgresql_server
from real_bases import PostgresqlBases, SqliteBases


@pytest.fixture(scope="module")
def sqlite_bases(tmp_path_factory):
    return SqliteBases(tmp_path_factory.mktemp("bases"))


@pytest.fixture(scope="module")
def postgresql_bases():
    with postgresql_server() as server:
        yield PostgresqlBases(server)
