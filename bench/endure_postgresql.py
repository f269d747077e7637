"""Houses whose database is PostgreSQL: a server of their own, a database for each data folder."""

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import psycopg
from endure_folders import Bases, Size
from endure_house import House, Mail
from postgresql_server import Server

__all__ = ["PostgresqlBases", "PostgresqlHouse"]

Found = TypeVar("Found")
_LONG = 120.0


class PostgresqlHouse(House):
    """A house on a database at an address."""

    def __init__(self, data_dir: Path, address: str, mail: Mail) -> None:
        super().__init__(data_dir, mail=mail)
        self.address = address
        self.environment["PERENNIAL_DATABASE_URL"] = address

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask its database, waiting for it where it is away; what only SQLite is asked has no rows."""
        if question.startswith("PRAGMA"):
            return []
        return self._patiently(lambda base: base.execute(_own(question, values), values or None).fetchall())

    def write(self, order: str, *values: object) -> None:
        """Change its database."""
        self._patiently(lambda base: base.execute(_own(order, values), values or None))

    def _patiently(self, act: Callable[[psycopg.Connection[Any]], Found]) -> Found:
        until = time.monotonic() + _LONG
        while True:
            try:
                with closing(psycopg.connect(self.address, autocommit=True)) as base:
                    return act(base)
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)


class PostgresqlBases(Bases):
    """Data folders to begin with, each with a database of its own on one server."""

    def __init__(self, folder: Path, size: Size, server: Server, *, seed: int) -> None:
        super().__init__(folder, size, seed=seed)
        self._root = server.database("root")
        self._server = server
        self._order('CREATE DATABASE "people"')

    def house(self, data_dir: Path) -> House:
        """Give the house of a data folder."""
        return PostgresqlHouse(data_dir, self._root.replace("/root", f"/{_name(data_dir)}"), self.mail)

    def copy(self, one: Path, other: Path) -> None:
        """Make another data folder, and its database, like one."""
        super().copy(one, other)
        self._order(f'DROP DATABASE IF EXISTS "{_name(other)}" WITH (FORCE)')
        self._order(f'CREATE DATABASE "{_name(other)}" TEMPLATE "{_name(one)}"')

    def cut_off(self) -> None:
        """End all connections of all houses, as somebody who looks after the server can."""
        self._order(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname <> 'root' AND backend_type = 'client backend'"
        )

    def stop_for(self, seconds: float) -> None:
        """Stop the server, and start it again after some seconds."""
        self._server.stop()
        time.sleep(seconds)
        self._server.start()

    def _order(self, order: str) -> None:
        with closing(psycopg.connect(self._root, autocommit=True)) as root:
            root.execute(order.encode())


def _name(data_dir: Path) -> str:
    return data_dir.name if data_dir.parent.name != "round" else "round"


def _own(question: str, values: tuple[object, ...]) -> bytes:
    """Write a question in the way of this database's driver."""
    return (question.replace("%", "%%").replace("?", "%s") if values else question).encode()
