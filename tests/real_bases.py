"""Databases of their own for faults that a test's transaction would hide: copied for each round."""

import shutil
import sqlite3
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

import psycopg
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, connections
from django.db.utils import load_backend

from perennial.records.database import database_of

__all__ = ["PostgresqlBases", "SqliteBases", "connected", "fault_before_write"]

_WRITES = ("INSERT", "UPDATE", "DELETE")


@contextmanager
def connected(url):
    """Let the application use another database while the block runs."""
    before, entry = connections["default"], database_of(url, None)
    entry = connections.configure_settings({"default": entry})["default"]
    connections["default"] = load_backend(entry["ENGINE"]).DatabaseWrapper(entry, "default")
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = before
        ContentType.objects.clear_cache()


@contextmanager
def fault_before_write(number, fault):
    """Let something happen before one of the block's writes; gives a list that grows with each write."""
    seen = []

    def wrap(execute, sql, params, many, context):
        if sql.lstrip("( ").upper().startswith(_WRITES):
            if len(seen) == number:
                fault()
            seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrap):
        yield seen


class _Bases:
    """Databases by name, of which one can be made like another that nobody is connected to."""

    def migrated(self):
        """Give the name of one with all tables and no rows, made once."""
        if not self.has_empty:
            self.make("empty")
            with connected(self.url("empty")):
                call_command("migrate", verbosity=0)
                call_command("createcachetable", verbosity=0)
            self.has_empty = True
        return "empty"

    has_empty = False


class SqliteBases(_Bases):
    """Files in a folder."""

    def __init__(self, folder):
        self.folder = folder

    def url(self, name):
        return f"sqlite:{self._path(name)}"

    def make(self, name, like=None):
        for left in self.folder.glob(f"{name}.sqlite3*"):
            left.unlink()
        if like is not None:
            shutil.copy(self._path(like), self._path(name))
            return
        with closing(sqlite3.connect(self._path(name))) as base:
            base.executescript("PRAGMA page_size = 512; VACUUM")  # small, so that most writes need a new one

    def fill(self):
        """Leave no page free: what is written next finds a disk that is really full, to SQLite."""
        with connection.cursor() as cursor:
            (pages,) = cursor.execute("PRAGMA page_count").fetchone()
            cursor.execute(f"PRAGMA max_page_count = {pages}").fetchone()

    def _path(self, name):
        return self.folder / f"{name}.sqlite3"


class PostgresqlBases(_Bases):
    """Databases of a server of the tests' own."""

    def __init__(self, server):
        self.server, self._root = server, server.database("root")

    def url(self, name):
        return urlsplit(self._root)._replace(path=f"/{name}").geturl()

    def make(self, name, like="template0"):
        self._ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._ask(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')

    def cut_off(self):
        """End the connection of the application, as somebody who looks after the server can."""
        self._ask(
            "SELECT pg_terminate_backend(%s, 10000)", connection.connection.info.backend_pid
        )  # fmt: skip

    def start_again(self):
        """Stop the server and start it again."""
        self.server.stop()
        self.server.start()

    def _ask(self, order, *values):
        with closing(psycopg.connect(self._root, autocommit=True)) as root:
            root.execute(order, values or None)
